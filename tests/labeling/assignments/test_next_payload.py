"""What is in the next task, and what is not."""

import json
from datetime import timedelta
from typing import Any

import pytest

from labeling.assignments.api.serializers import AssignmentNextOutput
from labeling.assignments.models import (
    Assignment,
    LabelingTask,
    TaskKind,
)
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import CompletionSource
from tests.clients import error_code
from tests.factories import (
    make_completion,
    make_model,
    make_prompt,
)
from tests.labeling.work import (
    Desk,
    make_ranking_task,
    make_workplace,
)

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12


def test_next_returns_the_whole_assignment_and_outsiders_get_404(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project, "Why is the sky blue?", use_case="open_qa")
    task = LabelingTask.objects.get(pk=make_ranking_task(cast.project, prompt))
    bob = Desk(cast.bob, cast.project)
    with django_assert_max_num_queries(MAX_QUERIES):
        response = bob.next()
    assert response.status_code == 200
    body = response.json()

    stored = Assignment.objects.get()
    shown = {one.index: one.completion.content.body["text"] for one in task.task_completions.all()}
    texts = [shown[index] for index in stored.display_order]
    schema = cast.project.rating_schemas.get()
    assignment = body["assignment"]
    lease_until = assignment.pop("lease_until")
    assert body == {
        "reason": None,
        "assignment": {
            "id": str(stored.public_id),
            "kind": "ranking",
            "state": "leased",
            "project": {"id": str(cast.project.public_id), "name": cast.project.name},
            "task_number_hint": None,
            "opened": True,
            "prompt": {
                "messages": [{"role": "user", "content": "Why is the sky blue?"}],
                "language": "en",
                "use_case": "open_qa",
                "sensitive": False,
                "reference_documents": [],
            },
            "demonstration_mode": "answer",
            "brief": None,
            "slots": [
                {"slot": slot, "text": text, "language": None}
                for slot, text in zip("ABC", texts, strict=True)
            ],
            "rating_schema": {
                "id": str(schema.public_id),
                "version": 1,
                "scale": schema.scale,
                "flags": schema.flags,
                "prompt_fields": schema.prompt_fields,
            },
            "asks_edit": False,
            "guideline": {"id": str(cast.project.guidelines.get().public_id), "number": "1.0"},
            "draft": {"revision": 0, "content": None, "saved_at": None},
            "active_seconds": 0,
            "resumed": False,
        },
    }
    assert stored.lease_until - stored.claimed_at == timedelta(minutes=30)
    assert lease_until.startswith(f"{stored.lease_until:%Y-%m-%dT%H:%M:%S}")
    assert error_code(Desk(cast.charlie, cast.project).next()) == (404, "not_found")
    assert (
        Desk(cast.bob, cast.project).client.get(f"/api/assignments/{stored.public_id}").status_code
        == 200
    )


def test_the_payload_has_exactly_the_fields_that_the_schema_documents() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    body = Desk(cast.bob, cast.project).next().json()

    def check(serializer: Any, value: Any) -> None:
        if value is None:
            assert serializer.allow_null
        elif hasattr(serializer, "child"):
            for item in value:
                check(serializer.child, item)
        elif hasattr(serializer, "fields"):
            assert set(value) == set(serializer.fields)
            for name, field in serializer.fields.items():
                check(field, value[name])

    check(AssignmentNextOutput(), body)


def test_nothing_in_the_payload_tells_where_a_completion_comes_from() -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project)
    model = make_model(cast.project, name="secret-policy-name")
    completions = [
        make_completion(prompt, "one", source=CompletionSource.POLICY, model=model, seed=424242),
        make_completion(prompt, "two", source=CompletionSource.REFERENCE),
        make_completion(prompt, "three", source=CompletionSource.LABELER, author=cast.dana),
    ]
    labeling_task_create(
        project=cast.project,
        kind=TaskKind.RANKING,
        specs=[TaskSpec(prompt.pk, [one.pk for one in completions])],
        seed=1,
        purpose_key="gate-of-cycle-9",
    )
    desk = Desk(cast.bob, cast.project)
    assignment = desk.claim()
    desk.submit(assignment)
    done = desk.client.get(f"{desk.base}/history").json()["items"][0]
    texts = json.dumps([assignment, done, _judgment(desk, done["judgment_id"])])
    secrets = ["secret-policy-name", "reference", "policy", "424242", "Dana", "gate-of-cycle-9"]
    secrets += [str(one.public_id) for one in completions] + [one.sha256 for one in completions]
    secrets += [str(LabelingTask.objects.get().public_id)]
    found = [secret for secret in secrets if secret in texts.replace("reference_documents", "")]
    assert found == []


def _judgment(desk: Desk, judgment_id: str) -> Any:
    return desk.client.get(f"/api/judgments/{judgment_id}").json()


def test_display_orders_differ_between_people_and_stay_for_one() -> None:
    cast = make_workplace()
    for _ in range(12):
        make_ranking_task(cast.project, size=4, overlap=2)
    orders: dict[str, dict[int, list[int]]] = {}
    for user in (cast.bob, cast.dana):
        desk = Desk(user, cast.project)
        held: list[str] = []
        for _ in range(9):
            held.append(desk.claim(exclude=held)["id"])
        rows = Assignment.objects.filter(user=user)
        orders[user.name] = {row.task_id: row.display_order for row in rows}
    both = orders["Bob"].keys() & orders["Dana"].keys()
    assert len(both) >= 6
    assert [orders["Bob"][task] for task in both] != [orders["Dana"][task] for task in both]
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders["Bob"].values())
