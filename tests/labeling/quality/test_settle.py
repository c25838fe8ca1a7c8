"""Settling a task: a review as a judgment of its own, and what stays as it was."""

from typing import Any
from uuid import uuid4

import pytest

from labeling.assignments.models import (
    Judgment,
    LabelingTask,
    PairOutcome,
    TaskKind,
    TaskPurpose,
    VoidCause,
)
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services.void import judgments_void
from labeling.assignments.tasks import pair_outcomes_fold_task
from labeling.guidelines.models import Acknowledgment
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_guideline
from tests.labeling.quality.test_review_queue import judge, queue_of
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    opened_earlier,
    ranking_answer,
    submission,
)
from touchstone.accounts.models import User
from touchstone.core.append_only import erasing
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def settle(user: User, task_id: int, ranking: Any = (("B",), ("A", "C")), **fields: Any) -> Any:
    """Settle a task over HTTP; return the response."""
    body = {
        "submission_id": str(uuid4()),
        "ranking": [list(group) for group in ranking],
        "reason": "B alone answers what was asked.",
        **fields,
    }
    task = LabelingTask.objects.get(pk=task_id)
    return JsonClient(user).send("post", f"/api/tasks/{task.public_id}/settle", body)


def disputed(cast: Cast) -> int:
    """Create a task that Bob and Dana rank oppositely."""
    task_id = make_ranking_task(cast.project, overlap=2)
    judge(cast, [0, 1, 2], [2, 1, 0])
    pair_outcomes_fold_task()
    return task_id


def page_of(user: User, task_id: int) -> Any:
    """Return the response with the task's page."""
    task = LabelingTask.objects.get(pk=task_id)
    return JsonClient(user).get(f"/api/tasks/{task.public_id}")


def test_a_review_is_a_judgment_of_its_own_and_agreement_stays() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    before = agreement_counts(project_id=cast.project.pk)
    response = settle(cast.rita, task_id)
    assert response.status_code == 201
    review = Judgment.objects.get(public_id=response.json()["judgment_id"])
    assert (review.kind, review.user, review.counted) == (TaskKind.REVIEW, cast.rita, True)
    assert review.task.reviews_id == task_id
    shown = LabelingTask.objects.get(pk=task_id).task_completions.order_by("index")
    a, b, c = shown.values_list("completion_id", flat=True)
    assert review.ranking == [[b], [a, c]]
    assert review.notes is not None
    assert review.notes.body["text"] == "B alone answers what was asked."
    assert queue_of(cast)["items"] == []
    assert [item["settled"] for item in queue_of(cast, "?state=settled")["items"]] == [True]
    pair_outcomes_fold_task()
    assert queue_of(cast)["items"] == [], "counting anew finds the review too"
    assert PairOutcome.objects.count() == 1
    assert agreement_counts(project_id=cast.project.pk) == before
    assert agreement_recount(project_id=cast.project.pk) == before
    assert Desk(cast.dana, cast.project).next().json()["reason"] == "no_more_tasks"
    assert AuditEvent.objects.filter(action="task.settled").count() == 1


def test_settling_again_supersedes_whoever_does_it_and_a_repeat_changes_nothing() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    key = str(uuid4())
    first = settle(cast.rita, task_id, submission_id=key)
    again = settle(cast.rita, task_id, submission_id=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert settle(cast.alice, task_id, [["A"], ["B"], ["C"]]).status_code == 201
    assert settle(cast.rita, task_id, [["C"], ["B"], ["A"]]).status_code == 201
    reviews = Judgment.objects.filter(kind=TaskKind.REVIEW).order_by("pk")
    assert [review.revision for review in reviews] == [1, 2, 3]
    assert [review.user for review in reviews] == [cast.rita, cast.alice, cast.rita]
    standing = page_of(cast.rita, task_id).json()["review"]
    assert standing["ranking"] == [["C"], ["B"], ["A"]]
    assert standing["revision"] == 3
    other = settle(cast.rita, task_id, [["A"], ["B"], ["C"]], submission_id=key)
    assert error_code(other) == (409, "idempotency_conflict")


def test_only_reviewers_settle_and_only_whole_rankings_with_a_reason() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    for stranger in (cast.bob, cast.charlie):
        assert error_code(settle(stranger, task_id)) == (404, "not_found")
        assert error_code(page_of(stranger, task_id)) == (404, "not_found")
    assert faults(settle(cast.rita, task_id, [["A"], ["B"]])) == {"ranking": "ranking_incomplete"}
    assert faults(settle(cast.rita, task_id, [["A"], ["B", "C", "D"]])) == {
        "ranking.1": "unknown_slot"
    }
    assert faults(settle(cast.rita, task_id, reason="  ")) == {"reason": "blank"}
    assert not Judgment.objects.filter(kind=TaskKind.REVIEW).exists()


def test_demonstrations_and_a_gates_tasks_are_not_settled() -> None:
    cast = make_workplace()
    demonstration = make_demonstration_task(cast.project)
    gate = make_ranking_task(cast.project, purpose=TaskPurpose.GATE, purpose_key="gate")
    assert error_code(settle(cast.rita, demonstration, [])) == (409, "not_settled_kind")
    assert error_code(settle(cast.rita, gate)) == (409, "gate_task")


def test_the_page_has_all_answers_in_the_tasks_letters_and_no_source(
    django_assert_num_queries: Any,
) -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    settle(cast.rita, task_id)
    opened_earlier()
    rita = JsonClient(cast.rita)
    path = f"/api/tasks/{LabelingTask.objects.get(pk=task_id).public_id}"
    with django_assert_num_queries(20):
        body = rita.get(path).json()
    assert [one["answer"]["ranking"] for one in body["judgments"]] == [
        [["A"], ["B"], ["C"]],
        [["C"], ["B"], ["A"]],
    ]
    assert [one["labeler"]["name"] for one in body["judgments"]] == ["Bob", "Dana"]
    assert {one["active_seconds"] for one in body["judgments"]} == {40}
    assert {one["wall_seconds"] for one in body["judgments"]} == {55}
    assert {one["guideline_number"] for one in body["judgments"]} == {"1.0"}
    assert body["review"]["reviewer"]["name"] == "Rita"
    assert [slot["slot"] for slot in body["slots"]] == ["A", "B", "C"]
    assert set(body["slots"][0]) == {"slot", "text"}
    assert "source" not in str(body)
    assert body["figures"] == {
        "need": 1.0,
        "judgments": 2,
        "disagreement": 1.0,
        "pairs": 3,
        "discordant": 3,
        "tied": 0,
        "spread": 0,
        "contested_flags": [],
        "unclear_skips": 0,
    }
    # The other page reads as many rows more, in no more queries.
    wide = make_ranking_task(cast.project, overlap=3)
    judge(cast, [0, 1, 2], [2, 1, 0], [0, 2, 1])
    settle(cast.alice, wide)
    path = f"/api/tasks/{LabelingTask.objects.get(pk=wide).public_id}"
    with django_assert_num_queries(20):
        assert len(rita.get(path).json()["judgments"]) == 3


def test_a_task_that_one_person_judged_has_no_figures_and_a_void_takes_its_pairs_out() -> None:
    cast = make_workplace()
    single = make_ranking_task(cast.project)
    Desk(cast.bob, cast.project).work()
    assert page_of(cast.rita, single).json()["figures"] is None
    task_id = disputed(cast)
    own = Judgment.objects.get(task_id=task_id, user=cast.bob)
    judgments_void(judgment_ids=[own.pk], cause=VoidCause.VOID, reason="", by=cast.rita)
    figures = page_of(cast.rita, task_id).json()["figures"]
    assert (figures["disagreement"], figures["pairs"], figures["discordant"]) == (None, 0, 0)


def test_an_overlap_is_raised_and_the_new_places_are_handed_out() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    path = f"/api/tasks/{LabelingTask.objects.get(pk=task_id).public_id}/overlap"
    for stranger in (cast.bob, cast.charlie):
        refused = JsonClient(stranger).send("post", path, {"overlap": 3})
        assert error_code(refused) == (404, "not_found")
    rita = JsonClient(cast.rita)
    assert error_code(rita.send("post", path, {"overlap": 2})) == (409, "overlap_not_raised")
    assert faults(rita.send("post", path, {"overlap": 16})) == {"overlap": "max_value"}
    assert rita.send("post", path, {"overlap": 4}).json()["overlap"] == 4
    assert error_code(rita.send("post", path, {"overlap": 4})) == (409, "overlap_not_raised")
    assert LabelingTask.objects.get(pk=task_id).places.count() == 4
    assert Desk(cast.rita, cast.project).claim()["kind"] == "ranking"
    assert Desk(cast.bob, cast.project).next().json()["assignment"] is None, "judged it already"
    assert AuditEvent.objects.get(action="task.overlap_raised").detail == {"before": 2, "after": 4}


def test_a_review_in_the_list_of_judgments_leads_to_the_task_it_settles() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    settle(cast.rita, task_id)
    path = f"/api/projects/{cast.project.public_id}/judgments"
    listed = JsonClient(cast.rita).get(path).json()["items"]
    task = LabelingTask.objects.get(pk=task_id)
    assert {one["kind"] for one in listed} == {"ranking", "review"}
    assert {one["page_task_id"] for one in listed} == {str(task.public_id)}


def test_a_withdrawn_task_is_handed_out_no_more() -> None:
    cast = make_workplace()
    task_id = make_ranking_task(cast.project)
    path = f"/api/tasks/{LabelingTask.objects.get(pk=task_id).public_id}/withdraw"
    for stranger in (cast.bob, cast.charlie):
        assert error_code(JsonClient(stranger).send("post", path, {})) == (404, "not_found")
    rita = JsonClient(cast.rita)
    assert rita.send("post", path, {}).status_code == 200
    assert rita.send("post", path, {}).status_code == 200
    assert AuditEvent.objects.filter(action="task.withdrawn").count() == 1
    assert Desk(cast.bob, cast.project).next().json()["reason"] == "no_more_tasks"
    assert page_of(cast.rita, task_id).json()["withdrawn"] is True


def test_a_review_is_settled_anew_and_not_revised_like_a_labelers_answer() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    first = settle(cast.rita, task_id).json()["judgment_id"]
    settle(cast.alice, task_id, [["A"], ["B"], ["C"]])
    body = submission(ranking_answer([["C"], ["B"], ["A"]]))
    revised = JsonClient(cast.rita).send("post", f"/api/judgments/{first}/revise", body)
    assert error_code(revised) == (409, "review_settled_only")
    assert Judgment.objects.filter(kind=TaskKind.REVIEW).count() == 2


def test_a_gates_tasks_are_neither_asked_of_more_people_nor_withdrawn() -> None:
    cast = make_workplace()
    gate = make_ranking_task(cast.project, purpose=TaskPurpose.GATE, purpose_key="gate")
    path = f"/api/tasks/{LabelingTask.objects.get(pk=gate).public_id}"
    rita = JsonClient(cast.rita)
    assert error_code(rita.send("post", f"{path}/overlap", {"overlap": 3})) == (409, "gate_task")
    assert error_code(rita.send("post", f"{path}/withdraw", {})) == (409, "gate_task")
    task = LabelingTask.objects.get(pk=gate)
    assert (task.overlap, task.cancelled_at) == (1, None)


def test_each_judgment_comes_with_what_its_authors_letters_mean_here() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    page = page_of(cast.rita, task_id).json()
    for said in page["judgments"]:
        own = Judgment.objects.get(public_id=said["id"])
        order = own.assignment.display_order
        assert said["letters"] == {"ABC"[at]: "ABC"[index] for at, index in enumerate(order)}


def test_a_review_carries_the_release_of_its_own_time() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    with erasing():
        Acknowledgment.objects.filter(user=cast.rita).delete()
    settle(cast.rita, task_id)
    make_guideline(cast.project, cast.alice, [cast.rita], major=2)
    assert settle(cast.rita, task_id, [["C"], ["A", "B"]]).status_code == 201
    reviews = Judgment.objects.filter(kind=TaskKind.REVIEW).order_by("revision")
    assert [one.guideline and one.guideline.number for one in reviews] == ["1.0", "2.0"]
