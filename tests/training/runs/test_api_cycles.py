"""Retrain policies, cycles and gates over HTTP."""

from pathlib import Path
from typing import Any

import pytest

from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.training.runs.loop import (
    Workplace,
    compare,
    make_workplace_with_evidence,
    misconfigured,
    pretend,
    start,
    turn,
)
from tests.training.runs.material import make_model
from touchstone.accounts.models import User
from touchstone.projects.models import Membership
from touchstone.registry.models import ModelRole, ModelVersion
from training.runs.models import Cycle, RetrainPolicy


@pytest.fixture
def workplace(folders: Path, db: None) -> Workplace:
    return make_workplace_with_evidence()


@pytest.fixture
def base(workplace: Workplace, folders: Path) -> ModelVersion:
    cast = Cast(workplace.project, *[workplace.admin] * 5)
    return make_model(cast, folders, ModelRole.POLICY)


def send(user: User, method: str, path: str, body: Any = None) -> Any:
    return JsonClient(user).send(method, path, body)


def person(workplace: Workplace, role: str) -> User:
    return Membership.objects.filter(project=workplace.project, role=role)[0].user


def outsiders(workplace: Workplace) -> list[User]:
    return [workplace.labelers[0], User.objects.get(name="Charlie")]


def test_a_policy_is_written_changed_and_triggered_by_admins(
    workplace: Workplace, base: ModelVersion
) -> None:
    path = f"/api/projects/{workplace.project.public_id}/retrain-policies"
    given = {"name": "Weekly", "every_days": 7, "config": {"gate": {"n": 8}}}
    for stranger in [*outsiders(workplace), person(workplace, "reviewer")]:
        assert error_code(send(stranger, "post", path, given)) == (404, "not_found")
    made = send(workplace.admin, "post", path, given)
    assert made.status_code == 201
    assert made.json() == {
        "id": str(RetrainPolicy.objects.get().public_id),
        "name": "Weekly",
        "is_active": True,
        "every_judgments": None,
        "every_days": 7,
        "config": {"gate": {"n": 8}},
        "created_at": made.json()["created_at"],
    }
    listed = send(person(workplace, "reviewer"), "get", path).json()["items"]
    assert listed == [made.json()]

    one = f"/api/retrain-policies/{made.json()['id']}"
    bad = send(workplace.admin, "patch", one, {"config": {"gate": {"m": 8}}})
    assert error_code(bad) == (422, "bad_config")
    assert "gate.m" in bad.json()["error"]["message"]
    changed = send(workplace.admin, "patch", one, {"every_judgments": 5, "is_active": False})
    assert (changed.json()["every_judgments"], changed.json()["every_days"]) == (5, 7)

    for stranger in [*outsiders(workplace), person(workplace, "reviewer")]:
        assert error_code(send(stranger, "post", f"{one}/trigger")) == (404, "not_found")
    begun = send(workplace.admin, "post", f"{one}/trigger")
    assert begun.status_code == 202
    assert begun.json()["state"] == "running"
    assert [step["name"] for step in begun.json()["steps"]] == [
        "freeze", "sft", "reward", "ppo", "gate", "promote", "sample",
    ]  # fmt: skip
    assert error_code(send(workplace.admin, "post", f"{one}/trigger")) == (409, "cycle_running")


def test_a_project_without_a_base_is_told_how_to_get_one(workplace: Workplace) -> None:
    policy = RetrainPolicy.objects.create(project=workplace.project, name="By hand")
    response = send(workplace.admin, "post", f"/api/retrain-policies/{policy.public_id}/trigger")
    assert error_code(response) == (409, "no_base_model")
    assert "register_base_model" in response.json()["error"]["message"]


def test_a_cycle_is_shown_step_by_step_and_its_gate_keeps_its_result_back(
    workplace: Workplace, base: ModelVersion, django_assert_max_num_queries: Any
) -> None:
    cycle = turn(start(workplace, base, gate={"rules": {"min_labelers": 9}}), pretend)
    path = f"/api/cycles/{cycle.public_id}"
    for stranger in outsiders(workplace):
        for end in ("", "/gate"):
            assert error_code(send(stranger, "get", path + end)) == (404, "not_found")
    rita = JsonClient(person(workplace, "reviewer"))
    with django_assert_max_num_queries(10):
        shown = rita.send("get", path).json()
    steps = {step["name"]: step for step in shown["steps"]}
    assert steps["ppo"]["run"]["state"] == "succeeded"
    assert steps["ppo"]["summary"]["validation_kl"] == 3.0
    assert [run["role"] for run in steps["gate"]["runs"]] == ["candidate", "previous"]
    assert steps["promote"]["run"] is None
    listed = rita.send("get", f"/api/projects/{workplace.project.public_id}/cycles").json()
    assert [item["id"] for item in listed["items"]] == [str(cycle.public_id)]

    waiting = rita.send("get", f"{path}/gate").json()
    assert waiting["state"] == "awaiting_labels"
    assert (waiting["candidate"]["name"], waiting["serving"]["name"]) == ("PPO", "SFT")
    assert (waiting["n_declared"], waiting["n_labeled"]) == (12, 3)
    assert waiting["win_rate"] == {"value": None, "interval": None}
    assert (waiting["decision"], waiting["rules"]) == (None, [])
    assert waiting["minimum_detectable"] == pytest.approx(0.904, abs=1e-3)
    decide(workplace, cycle, workplace.admin, expected=(409, "gate_does_not_ask"))

    compare(workplace, cycle, lambda _: 1.0)
    turn(cycle, pretend)
    asking = rita.send("get", f"{path}/gate").json()
    assert (asking["state"], asking["decision"]) == ("awaiting_decision", "ask")
    assert asking["n_labeled"] == 12
    assert asking["win_rate"]["value"] == 0.875
    assert {rule["name"]: rule["passed"] for rule in asking["rules"]} == {
        "win_rate": True,
        "labels": True,
        "labelers": None,
        "kl": True,
        "length": True,
        "reward_accuracy": True,
    }
    for stranger in [*outsiders(workplace), person(workplace, "reviewer")]:
        decide(workplace, cycle, stranger, expected=(404, "not_found"))
    decided = decide(workplace, cycle, workplace.admin, expected=None).json()
    assert (decided["state"], decided["decision"]) == ("done", "refuse")
    assert decided["reasons"] == ["Not yet."]
    assert decided["decided_by"]["name"] == workplace.admin.name


def decide(workplace: Workplace, cycle: Cycle, user: User, expected: Any) -> Any:
    body = {"decision": "refuse", "reason": "Not yet."}
    response = send(user, "post", f"/api/cycles/{cycle.public_id}/decide", body)
    if expected is None:
        assert response.status_code == 200
    else:
        assert error_code(response) == expected
    return response


def test_resume_and_cancel_are_for_admins(workplace: Workplace, base: ModelVersion) -> None:
    cycle = turn(start(workplace, base), misconfigured)
    path = f"/api/cycles/{cycle.public_id}"
    for stranger in [*outsiders(workplace), person(workplace, "reviewer")]:
        for act in ("resume", "cancel"):
            assert error_code(send(stranger, "post", f"{path}/{act}")) == (404, "not_found")
    assert error_code(send(workplace.admin, "get", f"{path}/gate")) == (404, "not_found")

    assert send(workplace.admin, "post", f"{path}/resume").json()["state"] == "running"
    assert error_code(send(workplace.admin, "post", f"{path}/resume")) == (409, "conflict")
    assert send(workplace.admin, "post", f"{path}/cancel").json()["state"] == "cancelled"
    assert error_code(send(workplace.admin, "post", f"{path}/cancel")) == (409, "conflict")
    overview = f"/api/projects/{workplace.project.public_id}/overview"
    latest = send(workplace.admin, "get", overview).json()["latest_cycle"]
    assert latest == {"id": str(cycle.public_id), "number": 1, "state": "cancelled"}
