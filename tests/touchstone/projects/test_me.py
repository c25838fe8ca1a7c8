"""``GET`` and ``PATCH /api/me``."""

from typing import Any

import pytest

from tests.clients import JsonClient, error_code, faults
from tests.factories import make_cast, make_user
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_me_tells_who_i_am_and_where_i_belong(django_assert_num_queries: Any) -> None:
    cast = make_cast()
    client = JsonClient(cast.bob)
    with django_assert_num_queries(3):  # session, user, memberships
        response = client.get("/api/me")
    assert response.status_code == 200
    assert response.json() == {
        "id": str(cast.bob.public_id),
        "email": "bob@example.org",
        "name": "Bob",
        "languages": [],
        "is_staff": False,
        "preferences": {"single_key_shortcuts": True, "color_scheme": "auto"},
        "memberships": [
            {
                "project": {
                    "id": str(cast.project.public_id),
                    "name": cast.project.name,
                    "slug": cast.project.slug,
                },
                "role": "labeler",
                "is_active": True,
            }
        ],
    }


def test_me_is_401_for_a_visitor() -> None:
    response = JsonClient().get("/api/me")
    assert error_code(response) == (401, "not_authenticated")
    assert response["WWW-Authenticate"] == "Session"


def test_patch_changes_only_what_is_given() -> None:
    user = make_user("Bob", languages=["en"], preferences={"color_scheme": "dark"})
    response = JsonClient(user).send(
        "patch", "/api/me", {"preferences": {"single_key_shortcuts": False}}
    )
    assert response.status_code == 200
    body = response.json()
    assert body["preferences"] == {"single_key_shortcuts": False, "color_scheme": "dark"}
    assert (body["name"], body["languages"]) == ("Bob", ["en"])
    user.refresh_from_db()
    assert user.preferences == {"single_key_shortcuts": False, "color_scheme": "dark"}
    assert AuditEvent.objects.get().detail == {"fields": ["preferences"]}


def test_patch_takes_languages_once_and_in_order() -> None:
    user = make_user()
    response = JsonClient(user).send("patch", "/api/me", {"languages": ["pt-BR", "en", "pt-BR"]})
    assert response.json()["languages"] == ["pt-BR", "en"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"languages": ["english please"]}, {"languages.0": "language_tag"}),
        ({"languages": ["en"] * 21}, {"languages": "max_length"}),
        ({"preferences": {"color_scheme": "pink"}}, {"preferences.color_scheme": "invalid_choice"}),
        ({"preferences": {"colour": "dark"}}, {"preferences.colour": "unknown_field"}),
        ({"name": ""}, {"name": "blank"}),
        ({"is_staff": True}, {"is_staff": "unknown_field"}),
        ({"email": "x@example.org"}, {"email": "unknown_field"}),
    ],
)
def test_patch_refuses(body: object, fault: dict[str, str]) -> None:
    user = make_user("Bob")
    assert faults(JsonClient(user).send("patch", "/api/me", body)) == fault
    user.refresh_from_db()
    assert (user.name, user.languages, user.is_staff) == ("Bob", [], False)


def test_patch_without_the_csrf_token_is_refused() -> None:
    client = JsonClient(make_user("Bob"), enforce_csrf_checks=True)
    response = client.send("patch", "/api/me", {"name": "Robert"})
    assert error_code(response) == (403, "permission_denied")
    assert "CSRF" in response.json()["error"]["message"]
