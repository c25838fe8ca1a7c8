"""A row and what it refers to belong to one project, whoever writes it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from labeling.prompts.models import Completion, CompletionSource
from tests.factories import make_content, make_model, make_project, make_prompt
from touchstone.core.tenancy import references
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion, Promotion

pytestmark = pytest.mark.django_db
FLOORS = ("touchstone.", "labeling.", "training.")


def test_every_reference_within_projects_is_guarded() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE '%_same_project'"
        )
        guards: dict[str, str] = dict(cursor.fetchall())
    missing = [
        f"{model._meta.db_table}.{column}"
        for model in apps.get_models()
        if model.__module__.startswith(FLOORS)
        for column, _ in references(model)
        if f"THEN '{column}'" not in guards.get(model._meta.db_table, "")
    ]
    assert missing == [], "add a migration with touchstone.core.tenancy.same_project"
    assert len(guards) > 8


def test_a_completion_of_another_projects_prompt_is_refused() -> None:
    prompt, other = make_prompt(make_project()), make_project()
    refused = pytest.raises(IntegrityError, match="prompt_id of prompts_completion")
    with refused, transaction.atomic():
        Completion.objects.create(
            project=other,
            prompt=prompt,
            content=make_content(other, {"text": "Hello."}),
            source=CompletionSource.REFERENCE,
            sha256="0" * 64,
        )


def test_another_projects_model_cannot_serve() -> None:
    model, other = make_model(make_project()), make_project()
    refused = pytest.raises(IntegrityError, match="model_id of registry_promotion")
    with refused, transaction.atomic():
        Promotion.objects.create(project=other, model=model, kind="promotion", reason="x")


def test_a_row_cannot_be_moved_to_another_project() -> None:
    parent = make_model(make_project())
    child = make_model(parent.project, parent=parent)
    child.project = make_project()
    with pytest.raises(IntegrityError, match="parent_id"), transaction.atomic():
        child.save()


def test_one_wrong_row_among_many_is_found_and_none_is_stored() -> None:
    project, other = make_project(), make_project()
    parents = [make_model(project), make_model(other)]
    rows = [
        ModelVersion(
            project=project,
            role=ModelRole.POLICY,
            kind=ModelKind.TRAINED,
            name="m",
            number=1000 + number,
            location="models/x",
            parent=parents[number == 70],
        )
        for number in range(100)
    ]
    with pytest.raises(IntegrityError, match="parent_id"), transaction.atomic():
        ModelVersion.objects.bulk_create(rows)
    assert ModelVersion.objects.count() == 2
    rows[70].parent = None
    ModelVersion.objects.bulk_create(rows)
    assert ModelVersion.objects.count() == 102


def test_no_reference_needs_no_project() -> None:
    assert make_model(make_project(), parent=None).parent is None
