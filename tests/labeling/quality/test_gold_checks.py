"""Gold comes back unseen: into queues at a share, scored per person, never learned from."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import Assignment, Judgment, LabelingTask, PairOutcome, TaskPlace
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetKind
from labeling.datasets.selectors import judgments_eligible
from labeling.quality.models import GoldItem
from labeling.quality.services.gold import gold_item_create, gold_item_retire
from labeling.quality.services.gold_checks import gold_checks_tend
from tests.clients import JsonClient
from tests.factories import Cast, make_member, make_user
from tests.labeling.quality.test_settle import settle
from tests.labeling.work import (
    Desk,
    begin_no_day_at_its_end,
    by_completion,
    make_eligible,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.django_db


def make_gold(cast: Cast, order: tuple[int, ...] = (0, 1, 2)) -> int:
    """Create a task that Bob judged, and settle it: the answers in the order of these indexes."""
    task_id = make_ranking_task(cast.project)
    Desk(cast.bob, cast.project).work(kinds=["ranking"])
    settle(cast.alice, task_id, [["ABC"[index]] for index in order])
    gold_item_create(task=LabelingTask.objects.get(pk=task_id), by=cast.alice)
    return task_id


def checked(share: float = 0.5, plain: int = 4) -> tuple[Cast, int]:
    """Create a project with one gold task, plain ones that wait, and checks in between."""
    cast = make_workplace(gold_check_share=share)
    gold = make_gold(cast)
    for _ in range(plain):
        make_ranking_task(cast.project)
    gold_checks_tend()
    return cast, gold


def checks() -> Any:
    return TaskPlace.objects.filter(gold_check=True, withdrawn=False)


def answer(cast: Cast, user: Any, gold: int, best_first: tuple[int, ...]) -> Any:
    """Work through the queue; rank the gold task in this order; return that submit's response."""
    desk, found = Desk(user, cast.project), None
    while (assignment := desk.next().json()["assignment"]) is not None:
        response = desk.submit(assignment, ranking_answer(by_completion(assignment, best_first)))
        if Assignment.objects.get(public_id=assignment["id"]).task_id == gold:
            found = response
    return found


def test_a_check_is_opened_for_who_never_had_the_task_and_for_nobody_else() -> None:
    cast, gold = checked()
    [place] = checks()
    assert (place.task_id, place.filled) == (gold, False), "one of two labelers had it"
    gold_checks_tend()
    assert checks().count() == 1, "again changes nothing"
    plain = TaskPlace.objects.filter(gold_check=False, filled=False)
    assert place.sort_key in plain.values_list("sort_key", flat=True)
    assert answer(cast, cast.bob, gold, (0, 1, 2)) is None


def test_checks_keep_to_the_share_and_go_when_nothing_else_waits() -> None:
    cast = make_workplace(gold_check_share=0.25)
    gold = [make_gold(cast) for _ in range(3)]
    waiting = [make_ranking_task(cast.project) for _ in range(6)]
    gold_checks_tend()
    assert checks().count() == 2, "a quarter of eight"
    assert set(checks().values_list("task", flat=True)) < set(gold)
    TaskPlace.objects.filter(task__in=waiting).update(withdrawn=True)
    gold_checks_tend()
    assert checks().count() == 0
    assert TaskPlace.objects.filter(gold_check=True).count() == 2


def test_without_a_share_or_without_gold_there_are_none() -> None:
    cast, _ = checked(share=0.0)
    assert not checks().exists()
    cast.project.gold_check_share = 0.5
    cast.project.save()
    gold_checks_tend()
    assert checks().count() == 1
    for item in cast.project.gold_items.all():
        gold_item_retire(item=item, by=cast.rita)
    gold_checks_tend()
    assert not checks().exists()


def test_a_check_that_is_gold_no_more_and_still_held_costs_no_other_its_place() -> None:
    cast = make_workplace(gold_check_share=0.5)
    gold = [make_gold(cast) for _ in range(3)]
    for _ in range(8):
        make_ranking_task(cast.project)
    gold_checks_tend()
    assert checks().count() == 3
    TaskPlace.objects.filter(task=gold[0], gold_check=True).update(
        lease_until=Now() + timedelta(hours=1)
    )
    gold_item_retire(item=GoldItem.objects.get(task=gold[0]), by=cast.rita)
    for _ in range(2):
        gold_checks_tend()
    assert set(checks().values_list("task", flat=True)) == set(gold)


def test_nothing_tells_a_labeler_of_a_check() -> None:
    cast, gold = checked(plain=1)
    dana = Desk(cast.dana, cast.project)
    response = answer(cast, cast.dana, gold, (2, 1, 0))
    assert response.json() | {"judgment_id": ""} == {
        "judgment_id": "",
        "counted": True,
        "surplus": False,
    }
    check = Judgment.objects.get(gold_check=True, supersedes=None)
    assert (check.task_id, check.user, check.counted) == (gold, cast.dana, False)
    again = dana.client.send(
        "post",
        f"/api/judgments/{check.public_id}/revise",
        submission(ranking_answer([["A"], ["B"], ["C"]])),
    )
    assert (again.status_code, again.json()["counted"]) == (201, True)
    revised = Judgment.objects.get(supersedes=check)
    assert (revised.gold_check, revised.counted) == (True, False)
    assert dana.client.get(f"/api/judgments/{revised.public_id}").json()["counted"] is True
    assert dana.client.get(f"{dana.base}/me/contested").json()["items"] == []
    for path in ("history", "me", "queue"):
        shown = dana.client.get(f"{dana.base}/{path}")
        assert shown.status_code == 200
        assert "gold" not in shown.content.decode()


def test_a_repeated_submit_of_a_check_is_told_alike() -> None:
    cast, gold = checked(plain=1)
    dana = Desk(cast.dana, cast.project)
    assignment = dana.claim()
    while Assignment.objects.get(public_id=assignment["id"]).task_id != gold:
        dana.submit(assignment)
        assignment = dana.claim()
    body = submission(ranking_answer())
    first, again = (dana.post(assignment, "submit", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_a_check_is_neither_learned_from_nor_part_of_agreement() -> None:
    cast, gold = checked()
    answer(cast, cast.dana, gold, (2, 1, 0))
    assert not PairOutcome.objects.filter(task=gold).exists()
    project = cast.project.pk
    assert agreement_counts(project_id=project) == agreement_recount(project_id=project)
    for filters in (DatasetFilters(), DatasetFilters(include_surplus=True, settled="all")):
        found = judgments_eligible(cast.project, DatasetKind.RANKINGS, filters)
        assert not found.filter(gold_check=True).exists()
        assert found.filter(task__in=[gold]).exists() is (filters.settled == "all")
    rita = JsonClient(cast.rita)
    shown = rita.get(f"/api/tasks/{LabelingTask.objects.get(pk=gold).public_id}").json()
    assert [(one["counted"], one["gold_check"]) for one in shown["judgments"]] == [
        (True, False),
        (False, True),
    ]
    assert shown["places_open"] == 0


def people(cast: Cast) -> dict[str, Any]:
    base = f"/api/projects/{cast.project.public_id}/people"
    items = JsonClient(cast.rita).get(base).json()["items"]
    return {one["user"]["name"]: one["gold"] for one in items}


def test_people_are_scored_on_their_first_answers_over_time() -> None:
    cast = make_workplace(gold_check_share=0.5)
    for _ in range(4):
        make_gold(cast)
    for _ in range(8):
        make_ranking_task(cast.project)
    gold_checks_tend()
    begin_no_day_at_its_end()
    dana = Desk(cast.dana, cast.project)
    while (assignment := dana.next().json()["assignment"]) is not None:
        dana.submit(assignment, ranking_answer(by_completion(assignment, (0, 2, 1))))
    found = people(cast)
    assert (found["Bob"]["value"], found["Bob"]["n"]) == (None, 0)
    assert found["Dana"]["value"] == pytest.approx(2 / 3)
    assert (found["Dana"]["n"], found["Dana"]["n_clusters"]) == (12, 4)
    assert found["Dana"]["definition"] == "pairwise_with_gold"
    assert found["Dana"]["interval"] is not None
    for check in Judgment.objects.filter(gold_check=True):
        best = by_completion({"id": check.assignment.public_id}, (0, 1, 2))
        body = submission(ranking_answer(best))
        dana.client.send("post", f"/api/judgments/{check.public_id}/revise", body)
    assert people(cast)["Dana"]["value"] == pytest.approx(2 / 3), "a revision is no second chance"
    path = f"/api/projects/{cast.project.public_id}/people/{cast.dana.public_id}"
    [week] = JsonClient(cast.rita).get(path).json()["weeks"]
    assert week["gold"]["n"] == 12
    for item in cast.project.gold_items.all()[:1]:
        gold_item_retire(item=item, by=cast.rita)
    assert people(cast)["Dana"]["n"] == 9, "gold that was retired says nothing"


def test_what_expired_and_went_to_somebody_else_is_surplus_and_no_check() -> None:
    cast, gold = checked(plain=1)
    eve = make_user("Eve")
    make_member(cast.project, eve)
    make_eligible(cast.project, eve)
    TaskPlace.objects.filter(gold_check=True).update(priority=9)
    dana = Desk(cast.dana, cast.project)
    held = dana.claim()
    assert Assignment.objects.get(public_id=held["id"]).task_id == gold
    TaskPlace.objects.filter(gold_check=True).update(lease_until=None, holder_id=None, filled=True)
    late = dana.submit(held)
    assert (late.json()["counted"], late.json()["surplus"]) == (False, True)
    assert not Judgment.objects.filter(gold_check=True).exists()
