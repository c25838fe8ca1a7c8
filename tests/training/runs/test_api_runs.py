"""Runs over HTTP: reviewers read, admins write, the others learn nothing."""

from typing import Any

import pytest

from labeling.datasets.models import DatasetKind
from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.training.runs.material import Material, make_dataset, make_model, make_run
from touchstone.accounts.models import User
from touchstone.core.ids import uuid7
from touchstone.core.models import AuditEvent
from touchstone.registry.models import ModelRole
from training.runs.models import Run, RunState
from training.runs.services.leases import run_claim
from training.runs.services.metrics import MetricLine, run_metrics_ingest

LIST_QUERIES = 12


def send(user: User, method: str, path: str, body: Any = None) -> Any:
    return JsonClient(user).send(method, path, body)


def runs_path(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/runs"


def body(material: Material, **fields: Any) -> dict[str, Any]:
    return {
        "recipe": "sft",
        "config": {"epochs": 2},
        "dataset": str(material.demonstrations.public_id),
        "base_model": str(material.base.public_id),
        **fields,
    }


def test_an_admin_queues_a_run_and_reads_it_and_outsiders_get_404(material: Material) -> None:
    cast = material.cast
    for stranger in (cast.rita, cast.bob, cast.charlie):
        assert error_code(send(stranger, "post", runs_path(cast), body(material))) == (
            404,
            "not_found",
        )
    response = send(cast.alice, "post", runs_path(cast), body(material))

    assert response.status_code == 202
    run = Run.objects.get()
    expected = {
        "id": str(run.public_id),
        "recipe": "sft",
        "state": "queued",
        "attempt": 0,
        "progress": None,
        "error": None,
        "cancel_requested": False,
        "created_at": response.json()["created_at"],
        "started_at": None,
        "finished_at": None,
        "heartbeat_at": None,
        "cycle": None,
        "datasets": [
            {
                "id": str(material.demonstrations.public_id),
                "kind": "demonstrations",
                "number": 1,
            }
        ],
        "base_model": {
            "id": str(material.base.public_id),
            "name": "Base",
            "number": 1,
            "role": "policy",
        },
        "produced": None,
        "config": {"epochs": 2},
        "result": None,
    }
    assert response.json() == expected
    assert AuditEvent.objects.filter(action="run.create", actor_id=cast.alice.pk).count() == 1
    path = f"/api/runs/{run.public_id}"
    for reader in (cast.alice, cast.rita):
        assert send(reader, "get", path).json() == expected
    for stranger in (cast.bob, cast.charlie):
        assert error_code(send(stranger, "get", path)) == (404, "not_found")
        assert error_code(send(stranger, "get", f"{path}/metrics")) == (404, "not_found")
    assert error_code(send(cast.alice, "get", f"/api/runs/{uuid7()}")) == (404, "not_found")


def test_the_list_shows_the_newest_first_in_few_queries(
    material: Material, django_assert_max_num_queries: Any
) -> None:
    runs = [make_run(material) for _ in range(5)]
    client = JsonClient(material.cast.rita)
    with django_assert_max_num_queries(LIST_QUERIES):
        found = client.send("get", f"{runs_path(material.cast)}?limit=3").json()
    assert [item["id"] for item in found["items"]] == [str(r.public_id) for r in runs[:1:-1]]
    assert found["next_cursor"]
    assert error_code(send(material.cast.bob, "get", runs_path(material.cast)))[0] == 404


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"config": {"epoch": 2}}, "bad_config", "did you mean 'epochs'"),
        ({"config": {"epochs": "two"}}, "bad_config", "a whole number"),
        ({"config": {"model": "somebody/else"}}, "bad_config", "follows from the run's inputs"),
        ({"config": {"data": {"demonstrations": "/etc"}}}, "bad_config", "files follow"),
        ({"recipe": "reward"}, "inputs_mismatch", "rankings"),
        ({"recipe": "pretrain"}, "invalid", ""),
        ({"dataset": str(uuid7())}, "unknown_dataset", "not of this project"),
        ({"base_model": str(uuid7())}, "unknown_model", "not of this project"),
        ({"gpu": 4}, "invalid", ""),
    ],
)
def test_what_would_fail_in_the_worker_is_refused_at_once(
    material: Material, fields: dict[str, Any], code: str, said: str
) -> None:
    response = send(material.cast.alice, "post", runs_path(material.cast), body(material, **fields))
    assert error_code(response) == (422, code)
    assert said in response.json()["error"]["message"]
    assert not Run.objects.exists()


def test_ppo_takes_prompts_a_policy_and_a_reward_model(material: Material, folders: Any) -> None:
    cast = material.cast
    rows = [{"prompt_id": "p", "messages": [], "split": "train"}]
    prompts = make_dataset(cast, folders, DatasetKind.PROMPTS, rows)
    reward = make_model(cast, folders, ModelRole.REWARD)
    given = body(
        material,
        recipe="ppo",
        config={"updates": 3},
        dataset=str(prompts.public_id),
        reward_model=str(reward.public_id),
    )
    assert send(cast.alice, "post", runs_path(cast), given).status_code == 202


def test_metrics_come_in_order_and_go_on_after_the_last(material: Material) -> None:
    run = make_run(material)
    claim = run_claim(run_id=run.pk, owner="test")
    assert claim is not None
    lines = [
        MetricLine(n, {"step": n, "time": 1.7e9, "phase": "train", "loss": 1 / n, "nan": None})
        for n in (1, 2, 3)
    ]
    run_metrics_ingest(claim=claim, lines=lines)
    path = f"/api/runs/{run.public_id}/metrics"
    first = send(material.cast.rita, "get", path).json()
    assert [(item["step"], item["attempt"], item["phase"]) for item in first["items"]] == [
        (1, 1, "train"),
        (2, 1, "train"),
        (3, 1, "train"),
    ]
    assert first["items"][1]["values"] == {"loss": 0.5, "nan": None}
    later = send(material.cast.rita, "get", f"{path}?after_id={first['items'][1]['id']}").json()
    assert [item["step"] for item in later["items"]] == [3]
    none = send(material.cast.rita, "get", f"{path}?after_id={first['last_id']}").json()
    assert none == {"items": [], "last_id": first["last_id"]}
    for bad in ("x", "-1", "²", "9" * 30):
        answer = send(material.cast.rita, "get", f"{path}?after_id={bad}")
        assert error_code(answer) == (422, "invalid")


def test_cancel_and_retry_are_for_admins(material: Material) -> None:
    cast, run = material.cast, make_run(material)
    path = f"/api/runs/{run.public_id}"
    for stranger in (cast.rita, cast.bob, cast.charlie):
        for act in ("cancel", "retry"):
            assert error_code(send(stranger, "post", f"{path}/{act}")) == (404, "not_found")
    assert error_code(send(cast.alice, "post", f"{path}/retry")) == (409, "conflict")

    cancelled = send(cast.alice, "post", f"{path}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert error_code(send(cast.alice, "post", f"{path}/cancel")) == (409, "conflict")
    assert send(cast.alice, "post", f"{path}/retry").json()["state"] == "queued"

    run_claim(run_id=run.pk, owner="test")
    asked = send(cast.alice, "post", f"{path}/cancel").json()
    assert (asked["state"], asked["cancel_requested"]) == (RunState.CLAIMED, True)
    actions = AuditEvent.objects.filter(action__startswith="run.").values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["run.create", "run.cancel", "run.retry", "run.cancel"]
