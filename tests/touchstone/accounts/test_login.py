"""Logging in: the real flow of the browser, cookies, tokens and limits included."""

import base64
import hashlib
import hmac
import struct
import time
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.clients import JsonClient
from tests.factories import PASSWORD, make_user
from touchstone.accounts.models import User

pytestmark = pytest.mark.django_db

AUTH = "/_allauth/browser/v1/auth"
ACCOUNT = "/_allauth/browser/v1/account"


class Browser(JsonClient):
    """A browser that keeps cookies and sends the token, as the frontend does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def act(self, method: str, path: str, body: Any = None) -> Any:
        token = self.cookies["csrftoken"].value
        return self.send(method, path, body, headers={"X-CSRFToken": token})

    def log_in(self, email: str, password: str = PASSWORD) -> Any:
        self.get(f"{AUTH}/session")
        return self.act("post", f"{AUTH}/login", {"email": email, "password": password})


@pytest.fixture
def bob() -> User:
    return make_user("Bob")


def flows(response: Any) -> set[str]:
    return {flow["id"] for flow in response.json()["data"]["flows"]}


def test_a_visitor_is_told_how_to_log_in_and_gets_the_csrf_cookie() -> None:
    browser = Browser()
    response = browser.get(f"{AUTH}/session")
    assert response.status_code == 401
    assert response.json()["meta"] == {"is_authenticated": False}
    assert "login" in flows(response)
    assert "signup" not in flows(response)
    assert "csrftoken" in browser.cookies


def test_login_and_logout(bob: User) -> None:
    browser = Browser()
    response = browser.log_in("BOB@example.org")
    assert response.status_code == 200
    assert response.json()["data"]["user"]["email"] == "bob@example.org"
    assert browser.cookies["sessionid"]["httponly"]
    assert browser.cookies["sessionid"]["samesite"] == "Lax"
    assert browser.get("/api/me").json()["name"] == "Bob"
    assert browser.act("delete", f"{AUTH}/session").status_code == 401
    assert browser.get("/api/me").status_code == 401


def test_login_without_the_token_is_refused(bob: User) -> None:
    browser = Browser()
    browser.get(f"{AUTH}/session")
    response = browser.send("post", f"{AUTH}/login", {"email": bob.email, "password": PASSWORD})
    assert response.status_code == 403
    assert browser.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("email", "password"),
    [("bob@example.org", "wrong horse"), ("nobody@example.org", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_look_alike(
    bob: User, email: str, password: str
) -> None:
    response = Browser().log_in(email, password)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["param"], error["code"]) == ("password", "email_password_mismatch")


def test_a_closed_account_cannot_log_in() -> None:
    make_user("Gone", is_active=False)
    assert Browser().log_in("gone@example.org").status_code == 401


def test_nobody_signs_up_uninvited() -> None:
    browser = Browser()
    browser.get(f"{AUTH}/session")
    body = {"email": "eve@example.org", "password": PASSWORD}
    assert browser.act("post", f"{AUTH}/signup", body).status_code == 403
    assert not User.objects.filter(email="eve@example.org").exists()


def test_guessing_is_stopped_and_only_for_that_account(bob: User) -> None:
    make_user("Dana")
    codes = [Browser().log_in("bob@example.org", f"guess {n}").status_code for n in range(6)]
    assert codes[:5] == [400] * 5
    response = Browser().log_in("bob@example.org")
    assert response.status_code != 200, "the right guess comes too late"
    assert Browser().log_in("dana@example.org").status_code == 200


def test_an_office_behind_one_address_may_log_in() -> None:
    people = [make_user() for _ in range(40)]
    assert {Browser().log_in(person.email).status_code for person in people} == {200}


def test_a_second_factor_is_set_up_and_then_asked_for(
    bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A code holds for half a minute, which may be over before it is sent.
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)
    browser = Browser()
    browser.log_in("bob@example.org")
    setup = browser.get(f"{ACCOUNT}/authenticators/totp")
    assert setup.status_code == 404
    secret = setup.json()["meta"]["secret"]
    body = {"code": totp(secret)}
    unsure = browser.act("post", f"{ACCOUNT}/authenticators/totp", body)
    assert unsure.status_code == 401, "somebody else may sit there now"
    assert "reauthenticate" in flows(unsure)
    sure = browser.act("post", f"{AUTH}/reauthenticate", {"password": PASSWORD})
    assert sure.status_code == 200
    assert browser.act("post", f"{ACCOUNT}/authenticators/totp", body).status_code == 200

    other = Browser()
    response = other.log_in("bob@example.org")
    assert response.status_code == 401
    assert "mfa_authenticate" in flows(response)
    assert other.get("/api/me").status_code == 401, "half a login is none"
    wrong = other.act("post", f"{AUTH}/2fa/authenticate", {"code": "000000"})
    assert wrong.status_code == 400
    recovery = browser.get(f"{ACCOUNT}/authenticators/recovery-codes").json()["data"]
    code = recovery["unused_codes"][0]
    right = other.act("post", f"{AUTH}/2fa/authenticate", {"code": code})
    assert right.status_code == 200
    assert other.get("/api/me").json()["name"] == "Bob"


def test_changing_the_password_ends_no_own_session(bob: User) -> None:
    browser = Browser()
    browser.log_in("bob@example.org")
    body = {"current_password": PASSWORD, "new_password": "a new staple, quite correct"}
    assert browser.act("post", f"{ACCOUNT}/password/change", body).status_code == 200
    assert browser.get("/api/me").status_code == 200
    assert Browser().log_in("bob@example.org").status_code == 400


def test_djangos_admin_asks_for_the_same_login() -> None:
    make_user("Root", is_staff=True, is_superuser=True)
    browser = Browser()
    response = browser.get("/django-admin/login/?next=/django-admin/")
    assert response.status_code == 302
    assert response["Location"] == "/login?next=/django-admin/"
    browser.log_in("root@example.org")
    assert browser.get("/django-admin/").status_code == 200


def test_the_command_makes_an_admin_who_can_log_in() -> None:
    out = StringIO()
    call_command("create_admin", "Root@Example.org", stdout=out)
    email, password = out.getvalue().split()
    assert email == "root@example.org"
    assert Browser().log_in(email, password).status_code == 200
    with pytest.raises(CommandError, match="has an account"):
        call_command("create_admin", "root@example.org")


def test_cookies_are_safe_when_served_over_tls() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY


def totp(secret: str) -> str:
    """Return the code of now (RFC 6238: SHA-1, 30 seconds, six digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def change(browser: Browser, old: str, new: str) -> Any:
    body = {"current_password": old, "new_password": new}
    return browser.act("post", f"{ACCOUNT}/password/change", body)


def test_somebody_changes_their_password_and_stays_logged_in(bob: User) -> None:
    browser, elsewhere = Browser(), Browser()
    for one in (browser, elsewhere):
        one.log_in(bob.email)
    assert change(browser, PASSWORD, "heron under the bridge").status_code == 200
    assert browser.get("/api/me").status_code == 200
    assert elsewhere.get("/api/me").status_code == 401
    bob.refresh_from_db()
    assert bob.check_password("heron under the bridge")


def test_a_wrong_old_password_and_one_like_the_name_are_refused() -> None:
    lena = make_user("Lena Fischer")
    browser = Browser()
    browser.log_in(lena.email)
    for old, new, field in (
        ("not hers", "heron under the bridge", "current_password"),
        (PASSWORD, "Lena-Fischer-1", "new_password"),
        (PASSWORD, lena.email, "new_password"),
    ):
        response = change(browser, old, new)
        assert response.status_code == 400
        assert [one["param"] for one in response.json()["errors"]] == [field]
    lena.refresh_from_db()
    assert lena.check_password(PASSWORD)
    visitor = Browser()
    visitor.get(f"{AUTH}/session")
    assert change(visitor, PASSWORD, "heron under the bridge").status_code == 401
