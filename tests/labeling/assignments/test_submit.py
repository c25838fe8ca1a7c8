"""Handing in an answer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import (
    Assignment,
    Judgment,
    LabelingTask,
    PairOutcome,
    TaskPlace,
)
from labeling.assignments.services.task import labeling_task_cancel
from labeling.prompts.models import CompletionSource
from tests.clients import error_code, faults
from tests.factories import make_guideline, make_user
from tests.labeling.work import (
    Desk,
    by_completion,
    make_demonstration_task,
    make_eligible,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.django_db

MAX_QUERIES = 14


def test_a_ranking_becomes_a_judgment_and_outsiders_get_404(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_workplace()
    task = LabelingTask.objects.get(pk=make_ranking_task(cast.project))
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    answer = ranking_answer(
        [["B"], ["A", "C"]],
        ratings={
            "A": {"overall": 2, "flags": ["hallucination", "hallucination"]},
            "B": {"overall": 7},
            "C": {"overall": 2, "flags": []},
        },
        prompt_fields={"ambiguous": True},
        notes="B is right.",
    )
    body = submission(answer)
    for stranger in (cast.dana, cast.alice, cast.charlie):
        response = Desk(stranger, cast.project).post(mine, "submit", body)
        assert error_code(response) == (404, "not_found")
    with django_assert_max_num_queries(MAX_QUERIES):
        response = bob.post(mine, "submit", body)
    assert response.status_code == 201

    judgment = Judgment.objects.get()
    assert response.json() == {
        "judgment_id": str(judgment.public_id),
        "counted": True,
        "surplus": False,
    }
    shown = {one.index: one.completion_id for one in task.task_completions.all()}
    order = Assignment.objects.get().display_order
    a, b, c = (shown[index] for index in order)
    assert judgment.ranking == [[b], [a, c]]
    assert dict(judgment.ratings.values_list("completion_id", "overall")) == {a: 2, b: 7, c: 2}
    assert judgment.ratings.get(completion_id=a).flags == ["hallucination"]
    assert judgment.prompt_fields == {"ambiguous": True}
    assert judgment.notes is not None
    assert judgment.notes.body["text"] == "B is right."
    assert (judgment.revision, judgment.counted, judgment.is_simulated) == (1, True, False)
    assert (judgment.active_ms, judgment.wall_ms) == (40_000, 55_000)
    assert judgment.guideline == cast.project.guidelines.get()
    assert judgment.interface_version == "test"
    assert (judgment.kind, judgment.prompt_id) == ("ranking", task.prompt_id)
    assert TaskPlace.objects.get().filled
    assert Assignment.objects.get().submitted_at is not None


def test_a_demonstration_becomes_a_completion_of_its_author() -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert mine["slots"] == []
    answer = {"text": "Because *so*.\n", "prompt_fields": {}, "notes": ""}
    assert bob.submit(mine, answer).status_code == 201
    judgment = Judgment.objects.get()
    written = judgment.demonstration
    assert written is not None
    assert written.content.body == {"schema_version": 1, "text": "Because *so*.\n"}
    assert (written.source, written.author) == (CompletionSource.LABELER, cast.bob)
    assert (judgment.ranking, judgment.notes) == (None, None)


def test_a_comparison_keeps_its_strength() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, kind="comparison", size=2)
    answer = ranking_answer([["B"], ["A"]], strength="slightly", both_bad=True)
    judgment = Desk(cast.bob, cast.project).work(answer)
    assert (judgment.strength, judgment.both_bad) == ("slightly", True)


def test_the_same_submission_again_is_answered_alike() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    body = submission(ranking_answer())
    first = bob.post(mine, "submit", body)
    again = bob.post(mine, "submit", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Judgment.objects.count() == 1


def test_the_key_of_another_answer_is_a_conflict() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first, key = bob.claim(), str(uuid4())
    assert bob.submit(first, submission_id=key).status_code == 201
    other = bob.submit(first, ranking_answer([["C"], ["B"], ["A"]]), submission_id=key)
    assert error_code(other) == (409, "idempotency_conflict")
    elsewhere = bob.submit(bob.claim(), submission_id=key)
    assert error_code(elsewhere) == (409, "idempotency_conflict")
    assert Judgment.objects.count() == 1
    assert bob.submit(bob.claim()).status_code == 201


def test_a_second_answer_to_the_same_assignment_is_a_conflict() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    first = bob.submit(mine)
    assert first.status_code == 201
    second = bob.submit(mine)
    assert error_code(second) == (409, "already_submitted")
    # A page that holds another answer may offer it as a revision of the one that stands.
    [detail] = second.json()["error"]["details"]
    assert detail["extra"] == {"judgment_id": first.json()["judgment_id"]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ranking": [["A"], ["B"]]}, {"ranking": "ranking_incomplete"}),
        ({"ranking": [["A", "A"], ["B"], ["C"]]}, {"ranking.0": "ranking_duplicate"}),
        ({"ranking": [["A"], ["B"], ["C"], ["D"]]}, {"ranking.3": "unknown_slot"}),
        (
            {"ratings": {"A": {"overall": 1}, "B": {"overall": 9}}},
            {"ratings.B.overall": "rating_out_of_range", "ratings.C": "rating_missing"},
        ),
        ({"prompt_fields": {"nope": True}}, {"prompt_fields.nope": "unknown_prompt_field"}),
        ({"ranking": "ABC"}, {"ranking": "not_a_list"}),
        ({"surprise": 1}, {"surprise": "unknown_field"}),
    ],
)
def test_a_malformed_answer_is_refused_field_by_field(
    change: dict[str, Any], expected: dict[str, str]
) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert faults(bob.submit(mine, ranking_answer() | change)) == expected
    assert not Judgment.objects.exists()
    assert not TaskPlace.objects.get().filled
    assert bob.submit(mine).status_code == 201


def test_an_empty_demonstration_is_refused() -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert faults(bob.submit(bob.claim(), {"text": "  \n"})) == {"text": "text_empty"}


def test_a_late_answer_counts_if_a_place_is_free() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    TaskPlace.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert bob.submit(mine).json()["counted"] is True


def test_a_late_answer_takes_another_place_of_its_task() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    held = Assignment.objects.get().place_id
    TaskPlace.objects.filter(pk=held).update(lease_until=Now(), holder_id=-1, filled=True)
    assert bob.submit(mine).json()["counted"] is True
    assert Assignment.objects.get().place_id != held
    assert dana.next().json()["reason"] == "no_more_tasks"


def test_an_answer_without_a_place_is_kept_as_surplus_and_compared_with_nobody() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    TaskPlace.objects.update(lease_until=Now() - timedelta(seconds=1))
    dana.work()
    late = bob.submit(mine)
    assert late.status_code == 201
    assert (late.json()["counted"], late.json()["surplus"]) == (False, True)
    assert Judgment.objects.filter(counted=True).count() == 1
    assert not PairOutcome.objects.exists()


def test_an_answer_to_a_cancelled_task_is_kept_as_surplus() -> None:
    cast = make_workplace()
    task = make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    labeling_task_cancel(task_ids=[task])
    assert bob.submit(mine).json()["surplus"] is True


def test_a_judgment_pins_the_release_acknowledged_at_its_claim() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    make_guideline(cast.project, cast.alice, [cast.bob], major=2, minor=0)
    assert bob.submit(mine).status_code == 201
    guideline = Judgment.objects.get().guideline
    assert guideline is not None
    assert guideline.number == "1.0"


def test_a_simulated_labelers_judgment_is_marked() -> None:
    cast = make_workplace()
    robot = make_user("Robot", is_simulated=True)
    cast.project.memberships.create(user=robot, role="labeler")
    make_guideline(cast.project, cast.alice, [robot], major=1, minor=1)
    make_eligible(cast.project, robot)
    make_ranking_task(cast.project)
    assert Desk(robot, cast.project).work().is_simulated is True


def test_each_submit_is_compared_with_the_tasks_other_judgments(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_workplace()
    task = make_ranking_task(cast.project, overlap=3)
    wanted = [(cast.bob, [0, 1, 2]), (cast.dana, [0, 2, 1]), (cast.rita, [2, 1, 0])]
    for user, best_first in wanted:
        desk = Desk(user, cast.project)
        mine = desk.claim()
        with django_assert_max_num_queries(MAX_QUERIES):
            answer = ranking_answer(by_completion(mine, best_first))
            assert desk.submit(mine, answer).status_code == 201
    bob, dana, rita = (Judgment.objects.get(user=user).pk for user, _ in wanted)
    rows = PairOutcome.objects.filter(task_id=task, weight=1, in_shared_sample=False)
    found = {(r.first_id, r.second_id): (r.concordant, r.discordant) for r in rows}
    assert found == {(bob, dana): (2, 1), (bob, rita): (0, 3), (dana, rita): (1, 2)}
