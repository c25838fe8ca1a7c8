"""Django's admin: every page opens, and evidence is only looked at."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from tests.clients import JsonClient
from tests.factories import make_api_key, make_cast, make_model, make_user
from touchstone.core.audit import audit_record
from touchstone.core.models import OutboxMessage, OutboxState
from touchstone.registry.services import promotion_create

pytestmark = pytest.mark.django_db

OURS = ("touchstone", "labeling", "training")
REGISTERED = [
    model for model in admin.site._registry if model.__module__.startswith(OURS)
]  # fmt: skip


def url_of(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def root() -> JsonClient:
    cast = make_cast()
    make_api_key(cast.project)
    audit_record(actor=cast.alice, action="test.act")
    promotion_create(model=make_model(cast.project), by=cast.alice, reason="x")
    return JsonClient(make_user("Root", is_staff=True, is_superuser=True))


def test_every_model_of_ours_can_be_looked_at() -> None:
    models = {m for m in apps.get_models() if m.__module__.startswith(OURS)}
    missing = {model._meta.label for model in models - set(admin.site._registry)}
    assert not missing, "call touchstone.core.admin.show in the app's admin.py"


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_its_pages_open(root: JsonClient, model: type[Model]) -> None:
    assert root.get(url_of(model, "changelist")).status_code == 200
    row = model._default_manager.first()
    if row is not None:
        assert root.get(url_of(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_nothing_is_added_or_deleted(root: JsonClient, model: type[Model]) -> None:
    assert root.get(url_of(model, "add")).status_code == 403
    row = model._default_manager.first()
    if row is not None:
        response = root.post(url_of(model, "delete", row.pk), {"post": "yes"})
        assert response.status_code == 403
        if model._meta.model_name != "user":
            assert root.post(url_of(model, "change", row.pk), {}).status_code == 403


def test_an_account_is_closed_here() -> None:
    user = make_user("Bob", languages=["en"])
    root = JsonClient(make_user("Root", is_staff=True, is_superuser=True))
    url = url_of(type(user), "change", user.pk)
    response = root.post(url, {"name": "Bob", "languages": "en", "email": "x@example.org"})
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.email, user.languages) == (False, "bob@example.org", ["en"])


def test_work_that_was_given_up_is_tried_again() -> None:
    message = OutboxMessage.objects.create(topic="x", state=OutboxState.DEAD, attempts=8)
    done = OutboxMessage.objects.create(topic="y", state=OutboxState.DONE)
    root = JsonClient(make_user("Root", is_staff=True, is_superuser=True))
    root.post(
        url_of(OutboxMessage, "changelist"),
        {"action": "try_again", "_selected_action": [message.pk, done.pk]},
    )
    message.refresh_from_db()
    done.refresh_from_db()
    assert (message.state, message.attempts) == (OutboxState.WAITING, 0)
    assert done.state == OutboxState.DONE


def test_members_of_projects_have_no_business_there() -> None:
    response = JsonClient(make_cast().rita).get("/django-admin/")
    assert response.status_code == 302
    assert "/login" in response["Location"]
