"""Registering model versions."""

import threading

import pytest
from django.db import connection

from tests.factories import make_model, make_project
from touchstone.core.errors import InvalidError
from touchstone.core.models import AuditEvent
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from touchstone.registry.services import model_version_register

pytestmark = pytest.mark.django_db


def test_numbers_run_within_a_project_and_role() -> None:
    project, other = make_project(), make_project()

    def register(where: Project, role: ModelRole) -> int:
        return model_version_register(
            project=where, role=role, kind=ModelKind.TRAINED, name="m", location="models/x"
        ).number

    assert [register(project, ModelRole.POLICY) for _ in range(2)] == [1, 2]
    assert register(project, ModelRole.REWARD) == 1
    assert register(other, ModelRole.POLICY) == 1


def test_a_version_keeps_what_is_known_of_it() -> None:
    project = make_project()
    parent = make_model(project)
    model = model_version_register(
        project=project,
        role=ModelRole.REWARD,
        kind=ModelKind.TRAINED,
        name="reward",
        location="models/r",
        parent=parent,
        metrics={"accuracy": 0.7},
        recipe="reward",
        weights_sha256="a" * 64,
        parameters=10,
    )
    model.refresh_from_db()
    assert (model.parent, model.metrics, model.recipe) == (parent, {"accuracy": 0.7}, "reward")
    event = AuditEvent.objects.get()
    assert event.action == "model.register"
    assert event.detail == {"role": "reward", "kind": "trained", "name": "reward", "number": 1}


def test_weights_without_a_place_are_refused_but_for_somebody_elses() -> None:
    project = make_project()
    with pytest.raises(InvalidError) as refused:
        model_version_register(
            project=project, role=ModelRole.POLICY, kind=ModelKind.BASE, name="tiny"
        )
    assert refused.value.code == "location_missing"
    outside = model_version_register(
        project=project, role=ModelRole.POLICY, kind=ModelKind.EXTERNAL, name="gpt"
    )
    assert outside.location == ""


def test_a_parent_of_another_project_is_refused() -> None:
    with pytest.raises(InvalidError) as refused:
        model_version_register(
            project=make_project(),
            role=ModelRole.POLICY,
            kind=ModelKind.TRAINED,
            name="m",
            location="models/x",
            parent=make_model(make_project()),
        )
    assert refused.value.code == "foreign_parent"


def test_concurrent_registrations_get_numbers_without_gaps(transactional_db: None) -> None:
    project = make_project()
    barrier = threading.Barrier(6)

    def register() -> None:
        barrier.wait()
        model_version_register(
            project=project,
            role=ModelRole.POLICY,
            kind=ModelKind.TRAINED,
            name="m",
            location="models/x",
        )
        connection.close()

    threads = [threading.Thread(target=register) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    numbers = ModelVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
