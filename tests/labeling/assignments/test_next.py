"""The next task: who gets what, and what is in it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from labeling.assignments.api.serializers import AssignmentNextOutput
from labeling.assignments.models import (
    Assignment,
    Eligibility,
    LabelingTask,
    TaskKind,
    TaskPlace,
)
from labeling.assignments.services.claim import MAX_HELD
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.guidelines.models import Acknowledgment
from labeling.prompts.models import CompletionSource
from tests.clients import error_code
from tests.factories import (
    make_cast,
    make_completion,
    make_guideline,
    make_model,
    make_prompt,
)
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_eligible,
    make_ranking_task,
    make_workplace,
)

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12


def _expire(assignment: dict[str, Any]) -> None:
    """Let the lease run out."""
    row = Assignment.objects.filter(public_id=assignment["id"])
    past = Now() - timedelta(seconds=1)
    row.update(lease_until=past)
    TaskPlace.objects.filter(holder_id=row.get().pk).update(lease_until=past)


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


def test_what_is_held_comes_first_and_excluded_ones_do_not() -> None:
    cast = make_workplace()
    for _ in range(3):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first = bob.claim()
    again = bob.claim()
    assert (again["id"], again["resumed"]) == (first["id"], True)
    second = bob.claim(exclude=[first["id"]])
    assert (second["resumed"], second["id"] != first["id"]) == (False, True)
    assert bob.claim()["id"] == first["id"]


def test_a_prefetched_task_is_held_shortly_and_not_opened() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    on_screen = bob.claim()
    ahead = bob.claim(prefetch=True, exclude=[on_screen["id"]])
    assert (ahead["opened"], ahead["resumed"]) == (False, False)
    row = Assignment.objects.get(public_id=ahead["id"])
    assert row.lease_until - row.claimed_at == timedelta(minutes=10)
    assert bob.claim(prefetch=True)["id"] == ahead["id"], "a reload fetches the same one ahead"
    opened = bob.claim(exclude=[on_screen["id"]])
    assert (opened["id"], opened["opened"], opened["resumed"]) == (ahead["id"], True, False)


def test_somebody_who_finished_everything_hears_no_more_tasks() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    assert bob.next().json() == {"assignment": None, "reason": "no_more_tasks"}
    assert Desk(cast.dana, cast.project).claim()["kind"] == "ranking"


def test_a_held_task_has_no_place_for_others_until_the_lease_runs_out() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    assert dana.next().json()["reason"] == "no_more_tasks"
    _expire(mine)
    assert dana.claim()["id"] != mine["id"]
    assert bob.next().json()["reason"] == "no_more_tasks", "the task went to Dana"


def test_an_expired_lease_comes_back_to_its_holder_with_the_draft() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    path = f"/api/assignments/{mine['id']}/draft"
    bob.client.send("put", path, {"content": {"notes": "half"}}, headers={"If-Match": '"0"'})
    _expire(mine)
    again = bob.claim()
    assert (again["id"], again["resumed"], again["draft"]["content"]) == (
        mine["id"],
        True,
        {"notes": "half"},
    )
    assert Assignment.objects.count() == 1
    assert TaskPlace.objects.get().lease_until == Assignment.objects.get().lease_until


def test_a_lost_place_is_made_up_for_by_another_of_the_same_task() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    _expire(mine)
    lost = Assignment.objects.get().place_id
    TaskPlace.objects.exclude(pk=lost).update(lease_until=Now() + timedelta(hours=1), holder_id=-1)
    dana.claim()
    TaskPlace.objects.filter(holder_id=-1).update(lease_until=None, holder_id=None)
    again = bob.claim()
    assert again["id"] == mine["id"]
    holders = {place.holder_id for place in TaskPlace.objects.all()}
    assert holders == set(Assignment.objects.values_list("pk", flat=True))
    assert Assignment.objects.get(user=cast.bob).place_id != lost


def test_nobody_ranks_their_own_demonstration() -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project)
    own = make_completion(prompt, source=CompletionSource.LABELER, author=cast.bob)
    labeling_task_create(
        project=cast.project,
        kind=TaskKind.RANKING,
        specs=[TaskSpec(prompt.pk, [own.pk, make_completion(prompt).pk])],
        seed=1,
    )
    assert Desk(cast.bob, cast.project).next().json()["reason"] == "no_more_tasks"
    assert Desk(cast.dana, cast.project).claim()["kind"] == "ranking"


def test_a_major_release_stops_the_next_claim_and_a_minor_one_does_not() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    make_guideline(cast.project, cast.alice, major=1, minor=1)
    bob = Desk(cast.bob, cast.project)
    assert bob.claim()["guideline"]["number"] == "1.0", "what Bob has read"
    major = make_guideline(cast.project, cast.alice, major=2, minor=0)
    assert bob.next().json() == {"assignment": None, "reason": "must_acknowledge"}
    Acknowledgment.objects.create(guideline=major, user=cast.bob)
    assert bob.claim()["resumed"] is True


def test_without_any_release_there_is_nothing_to_acknowledge() -> None:
    cast = make_cast()
    make_eligible(cast.project, cast.bob)
    make_ranking_task(cast.project)
    assert Desk(cast.bob, cast.project).claim()["guideline"] is None


def test_kinds_are_by_eligibility_and_by_wish() -> None:
    cast = make_workplace()
    Eligibility.objects.filter(user=cast.bob, kind=TaskKind.DEMONSTRATION).delete()
    Eligibility.objects.filter(user=cast.dana).update(valid_until=Now() - timedelta(seconds=1))
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert bob.next().json()["reason"] == "no_more_tasks"
    assert bob.next(kinds=["demonstration"]).json()["reason"] == "not_eligible"
    assert Desk(cast.dana, cast.project).next().json()["reason"] == "not_eligible"
    rita = Desk(cast.rita, cast.project)
    assert rita.next(kinds=["ranking"]).json()["reason"] == "no_more_tasks"
    assert rita.claim(kinds=["ranking", "demonstration"])["kind"] == "demonstration"


@pytest.mark.parametrize(
    ("language", "expertise", "wanted_language", "wanted_expertise", "may"),
    [
        ("de", "*", "de", [], True),
        ("de", "*", "de-AT", [], True),
        ("de-AT", "*", "de", [], False),
        ("de", "*", "den", [], False),
        ("DE", "*", "de", [], True),
        ("*", "law", "fr", ["law"], True),
        ("*", "law", "fr", [], True),
        ("*", "law", "fr", ["law", "medicine"], False),
        ("de", "law", "fr", ["law"], False),
    ],
)
def test_language_and_expertise_of_the_prompt_decide(
    language: str, expertise: str, wanted_language: str, wanted_expertise: list[str], may: bool
) -> None:
    cast = make_cast()
    Eligibility.objects.create(
        project=cast.project, user=cast.bob, kind="ranking", language=language, expertise=expertise
    )
    prompt = make_prompt(cast.project, language=wanted_language, expertise=wanted_expertise)
    make_ranking_task(cast.project, prompt)
    bob = Desk(cast.bob, cast.project)
    available = bob.client.get(f"{bob.base}/queue").json()["kinds"][0]["available"]
    assert (bob.next().json()["assignment"] is not None) is may
    assert available == int(may), "the queue counts what the claim would give"


def test_two_grants_together_cover_a_prompt_that_wants_both() -> None:
    cast = make_cast()
    for tag in ("law", "medicine"):
        Eligibility.objects.create(
            project=cast.project, user=cast.bob, kind="ranking", expertise=tag
        )
    make_ranking_task(cast.project, make_prompt(cast.project, expertise=["law", "medicine"]))
    assert Desk(cast.bob, cast.project).claim()["kind"] == "ranking"


def test_higher_priority_comes_first_across_kinds_and_the_cursor() -> None:
    cast = make_workplace()
    for _ in range(4):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    urgent = make_ranking_task(cast.project, kind=TaskKind.COMPARISON, size=2, priority=10)
    more_urgent = make_ranking_task(cast.project, priority=20)
    low = make_ranking_task(cast.project, priority=-5)
    held: list[str] = []
    order = []
    for _ in range(6):
        held.append(bob.claim(exclude=held)["id"])
        order.append(Assignment.objects.get(public_id=held[-1]).task_id)
    assert order[:2] == [more_urgent, urgent]
    assert order[-1] == low
    assert bob.next(exclude=held).json()["reason"] == "no_more_tasks"


def test_a_place_that_opens_behind_the_cursor_is_found_in_the_end() -> None:
    cast = make_workplace()
    for _ in range(3):
        make_ranking_task(cast.project)
    dana, bob = Desk(cast.dana, cast.project), Desk(cast.bob, cast.project)
    skipped = dana.claim()
    bob.work()
    bob.work()
    dana.post(skipped, "skip", {"reason": "unclear"})
    bob.work()
    assert bob.next().json()["reason"] == "no_more_tasks"


def test_nobody_hoards_tasks() -> None:
    cast = make_workplace()
    for _ in range(MAX_HELD + 1):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    held: list[str] = []
    for _ in range(MAX_HELD):
        held.append(bob.claim(exclude=held)["id"])
    assert error_code(bob.next(exclude=held)) == (409, "too_many_held")
    ahead = bob.next(exclude=held, prefetch=True).json()
    assert ahead == {"assignment": None, "reason": None}


def test_members_who_left_and_malformed_bodies_get_nothing() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert bob.next(kinds=["nonsense"]).status_code == 422
    assert bob.next(surprise=1).status_code == 422
    mine = bob.claim()
    cast.project.memberships.filter(user=cast.bob).update(is_active=False)
    assert error_code(bob.next()) == (404, "not_found")
    assert error_code(bob.submit(mine)) == (404, "not_found")
