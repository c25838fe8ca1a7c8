"""Uploading a file of prompts and watching a worker take it in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import labeling.datasets.tasks  # noqa: F401 - registers what the worker runs
from labeling.assignments.models import LabelingTask
from labeling.prompts.models import Import, Prompt
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_completion, make_prompt
from touchstone.core.models import AuditEvent, OutboxMessage, OutboxState
from touchstone.core.outbox import outbox_run

ROWS = [
    {"prompt": "Why is the sky blue?", "completions": ["Rayleigh.", "It is not."], "id": 7},
    {"prompt": "What came first?", "completions": ["The egg.", "The hen."], "reference": "Eggs."},
    {"prompt": "No completions here?"},
]


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.STORAGE_URL = str(tmp_path / "storage")
    return make_cast()


def path_of(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/imports"


def upload(
    cast: Cast, content: bytes | None = None, name: str = "rows.jsonl", **fields: Any
) -> Any:
    body = "\n".join(json.dumps(row) for row in ROWS).encode() if content is None else content
    data = {"file": SimpleUploadedFile(name, body), **fields}
    return JsonClient(cast.alice).post(path_of(cast), data)


def work() -> None:
    while outbox_run(pk=None):
        pass


def test_an_upload_is_queued_run_by_a_worker_and_told_row_by_row(
    cast: Cast, tmp_path: Path
) -> None:
    response = upload(
        cast,
        make_tasks=["demonstration", "ranking"],
        draw_completions=2,
        seed=5,
        with_references_as="demonstrations",
    )
    assert response.status_code == 202
    row = Import.objects.get()
    told = {
        "id": str(row.public_id),
        "name": "rows.jsonl",
        "state": "queued",
        "error": "",
        "rows_total": None,
        "rows_done": 0,
        "prompts_created": 0,
        "duplicates": 0,
        "rejected": 0,
        "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
        "finished_at": None,
    }
    assert response.json() == told
    assert AuditEvent.objects.get(action="import.create").actor_id == cast.alice.pk
    work()
    row.refresh_from_db()
    alice = JsonClient(cast.alice)
    detail = alice.get(f"/api/imports/{row.public_id}").json()
    assert row.finished_at is not None
    told |= {
        "state": "done",
        "rows_total": 3,
        "rows_done": 3,
        "prompts_created": 2,
        "rejected": 1,
        "finished_at": row.finished_at.isoformat().replace("+00:00", "Z"),
    }
    fault = {
        "line": 3,
        "code": "too_few_completions",
        "message": "a ranking or comparison needs 2 completions that differ; this row has 0",
    }
    assert detail == {**told, "rejections": [fault]}
    assert alice.get(path_of(cast)).json() == {"items": [told], "next_cursor": None}
    assert LabelingTask.objects.count() == 4
    assert not [path for path in (tmp_path / "storage").rglob("*") if path.is_file()]


def test_the_message_again_changes_nothing(cast: Cast) -> None:
    upload(cast)
    work()
    OutboxMessage.objects.update(state=OutboxState.WAITING, lease_until=None)
    work()
    assert Prompt.objects.count() == 3
    assert Import.objects.get().duplicates == 0
    assert OutboxMessage.objects.get().state == OutboxState.DONE


def test_a_csv_without_a_usable_header_fails_with_the_reason(cast: Cast) -> None:
    response = upload(cast, b"colour\nred\n", "rows.csv")
    work()
    detail = JsonClient(cast.alice).get(f"/api/imports/{response.json()['id']}").json()
    assert detail["state"] == "failed"
    assert detail["error"].startswith("unknown_column: unknown column 'colour'")


@pytest.mark.parametrize("kinds", ['["ranking", "demonstration"]', "demonstration, ranking"])
def test_kinds_may_come_in_one_field(cast: Cast, kinds: str) -> None:
    upload(cast, make_tasks=kinds)
    assert Import.objects.get().options["make_tasks"] == ["demonstration", "ranking"]


def test_bad_options_are_refused(cast: Cast) -> None:
    assert faults(upload(cast, make_tasks="poem")) == {"make_tasks.0": "invalid_choice"}
    assert faults(upload(cast, draw_completions=10)) == {"draw_completions": "max_value"}
    assert faults(upload(cast, draw_completions=1)) == {"draw_completions": "min_value"}
    assert faults(upload(cast, with_references_as="x")) == {"with_references_as": "invalid_choice"}
    assert faults(upload(cast, colour="red")) == {"colour": "unknown_field"}
    assert faults(upload(cast, b"")) == {"file": "empty"}
    alice = JsonClient(cast.alice)
    assert faults(alice.post(path_of(cast), {"seed": 1})) == {"file": "required"}
    assert not Import.objects.exists()


def test_others_see_and_upload_nothing(cast: Cast) -> None:
    row = upload(cast).json()
    for outsider in (cast.bob, cast.rita, cast.charlie):
        client = JsonClient(outsider)
        assert error_code(client.get(path_of(cast))) == (404, "not_found")
        assert error_code(client.get(f"/api/imports/{row['id']}")) == (404, "not_found")
        data = {"file": SimpleUploadedFile("rows.jsonl", b"{}")}
        assert error_code(client.post(path_of(cast), data)) == (404, "not_found")
    assert error_code(JsonClient().get(path_of(cast))) == (401, "not_authenticated")


def test_admins_see_prompts_with_their_number_of_completions(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    prompt = make_prompt(cast.project, "Why? " * 100, use_case="open_qa", group_key="g")
    make_completion(prompt)
    make_completion(prompt)
    path = f"/api/projects/{cast.project.public_id}/prompts"
    alice = JsonClient(cast.alice)
    with django_assert_num_queries(4):
        response = alice.get(path)
    assert response.json()["items"] == [
        {
            "id": str(prompt.public_id),
            "excerpt": ("Why? " * 100)[:200],
            "split": "train",
            "source": "import",
            "use_case": "open_qa",
            "language": "en",
            "completions": 2,
            "created_at": prompt.created_at.isoformat().replace("+00:00", "Z"),
        }
    ]
    for outsider in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(outsider).get(path)) == (404, "not_found")
