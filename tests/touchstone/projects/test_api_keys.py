"""API keys: made by admins, shown once, and what they let in."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_api_key, make_cast
from touchstone.core.api.views import ApiView
from touchstone.core.models import AuditEvent
from touchstone.projects.api.authentication import ApiKeyAuthentication, requires
from touchstone.projects.models import ApiKey, Scope
from touchstone.projects.services import api_key_authenticate

pytestmark = pytest.mark.django_db


class ThumbView(ApiView):
    """Stands for the public API."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (requires(Scope.FEEDBACK_WRITE),)

    def post(self, request: Request) -> Response:
        """Tell which project was let in."""
        assert isinstance(request.auth, ApiKey)
        return Response({"project": request.auth.project.slug})


urlpatterns = [path("v1/thumb", ThumbView.as_view())]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def keys_url(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/api-keys"


def test_a_key_shows_its_secret_once(cast: Cast, keys_url: str) -> None:
    client = JsonClient(cast.alice)
    response = client.send(
        "post", keys_url, {"name": "Shop bot", "scopes": ["feedback:write", "feedback:write"]}
    )
    assert response.status_code == 201
    body = response.json()
    secret = body.pop("secret")
    assert secret.startswith("tsk_")
    assert len(secret) > 40
    key = ApiKey.objects.get()
    assert secret not in str(ApiKey.objects.values_list())
    assert body.pop("created_at").endswith("Z")
    assert body == {
        "id": str(key.public_id),
        "name": "Shop bot",
        "scopes": ["feedback:write"],
        "prefix": secret[:12],
        "last_used_at": None,
        "revoked_at": None,
    }
    assert "secret" not in client.get(keys_url).json()["items"][0]
    assert secret not in str(list(AuditEvent.objects.values_list()))
    assert api_key_authenticate(secret=secret) == key


def test_a_revoked_key_is_over_at_once(cast: Cast) -> None:
    key, secret = make_api_key(cast.project)
    assert api_key_authenticate(secret=secret) == key
    for _ in range(2):
        response = JsonClient(cast.alice).send("post", f"/api/api-keys/{key.public_id}/revoke")
        assert response.json()["revoked_at"] is not None
    assert api_key_authenticate(secret=secret) is None
    assert AuditEvent.objects.filter(action="api_key.revoke").count() == 1


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"name": "x", "scopes": []}, {"scopes": "empty"}),
        ({"name": "x", "scopes": ["everything"]}, {"scopes.0": "invalid_choice"}),
        ({"scopes": ["feedback:read"]}, {"name": "required"}),
    ],
)
def test_bad_keys_are_refused(
    cast: Cast, keys_url: str, body: dict[str, Any], fault: dict[str, str]
) -> None:
    assert faults(JsonClient(cast.alice).send("post", keys_url, body)) == fault


@pytest.mark.parametrize("name", ["rita", "bob", "charlie"])
def test_nobody_else_sees_makes_or_revokes_keys(cast: Cast, keys_url: str, name: str) -> None:
    client = JsonClient(getattr(cast, name))
    key, _ = make_api_key(cast.project)
    body = {"name": "x", "scopes": ["feedback:read"]}
    assert error_code(client.get(keys_url))[0] == 404
    assert error_code(client.send("post", keys_url, body))[0] == 404
    assert error_code(client.send("post", f"/api/api-keys/{key.public_id}/revoke"))[0] == 404
    assert ApiKey.objects.filter(revoked_at=None).count() == 1


@pytest.mark.urls(__name__)
def test_a_key_lets_its_project_in(cast: Cast, django_assert_num_queries: Any) -> None:
    _, secret = make_api_key(cast.project, last_used_at=Now())
    header = {"Authorization": f"Bearer {secret}"}
    with django_assert_num_queries(1):
        response = JsonClient().send("post", "/v1/thumb", {}, headers=header)
    assert response.json() == {"project": cast.project.slug}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "not_authenticated"),
        ({"Authorization": "Basic abc"}, "not_authenticated"),
        ({"Authorization": "Bearer"}, "invalid_api_key"),
        ({"Authorization": "Bearer tsk_unknown"}, "invalid_api_key"),
    ],
)
def test_without_a_live_key_it_is_401(cast: Cast, header: dict[str, str], code: str) -> None:
    # A logged-in admin's cookie counts for nothing here.
    response = JsonClient(cast.alice).send("post", "/v1/thumb", {}, headers=header)
    assert error_code(response) == (401, code)
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.urls(__name__)
def test_a_key_without_the_scope_is_403(cast: Cast) -> None:
    _, secret = make_api_key(cast.project, Scope.FEEDBACK_READ)
    header = {"Authorization": f"Bearer {secret}"}
    response = JsonClient().send("post", "/v1/thumb", {}, headers=header)
    assert error_code(response) == (403, "insufficient_scope")


def test_a_key_is_no_login(cast: Cast) -> None:
    _, secret = make_api_key(cast.project)
    response = JsonClient().get("/api/me", headers={"Authorization": f"Bearer {secret}"})
    assert error_code(response) == (401, "not_authenticated")


def test_use_is_noted_at_most_once_a_minute(cast: Cast, django_assert_num_queries: Any) -> None:
    key, secret = make_api_key(cast.project)
    with django_assert_num_queries(2):
        api_key_authenticate(secret=secret)
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    with django_assert_num_queries(1):
        api_key_authenticate(secret=secret)
    ApiKey.objects.update(last_used_at=first - timedelta(seconds=61))
    with django_assert_num_queries(2):
        api_key_authenticate(secret=secret)
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert key.last_used_at >= first


def test_the_command_prints_a_working_key(cast: Cast) -> None:
    out = StringIO()
    call_command("create_api_key", cast.project.slug, scope=["feedback:write"], stdout=out)
    key = api_key_authenticate(secret=out.getvalue().strip())
    assert key is not None
    assert (key.project, key.scopes) == (cast.project, ["feedback:write"])


def test_the_command_names_the_projects_there_are(cast: Cast) -> None:
    with pytest.raises(CommandError, match=cast.project.slug):
        call_command("create_api_key", "nothing", scope=["feedback:write"])


def test_the_audit_log_is_the_admins_to_read(cast: Cast, keys_url: str) -> None:
    admin = JsonClient(cast.alice)
    admin.send("post", keys_url, {"name": "Shop bot", "scopes": ["feedback:read"]})
    url = f"/api/projects/{cast.project.public_id}/audit-events"
    body = admin.get(url).json()
    assert body["next_cursor"] is None
    (item,) = body["items"]
    assert item.pop("at").endswith("Z")
    assert item == {
        "id": str(AuditEvent.objects.get().public_id),
        "actor": {"id": str(cast.alice.public_id), "name": "Alice"},
        "action": "api_key.create",
        "target": f"api_key:{ApiKey.objects.get().public_id}",
        "detail": {"name": "Shop bot", "scopes": ["feedback:read"]},
    }
    for name in ("rita", "bob", "charlie"):
        assert error_code(JsonClient(getattr(cast, name)).get(url))[0] == 404
