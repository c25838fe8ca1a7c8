"""Answers besides an order: none acceptable, cannot rank, a comparison's reason and its edit."""

from typing import Any

import pytest

from labeling.assignments.models import Judgment, PairOutcome, Rating, TaskPlace
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.datasets.models import DatasetKind
from labeling.datasets.selectors import judgments_eligible
from labeling.prompts.models import Completion, CompletionSource
from tests.clients import error_code, faults
from tests.labeling.work import (
    Desk,
    by_completion,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.django_db

UNRANKED: dict[str, Any] = {"ranking": [], "ratings": {}, "cannot_rank": "too_alike"}
PAIR = (("B",), ("A",))


def _revise(desk: Desk, judgment: Judgment, answer: dict[str, Any]) -> Judgment:
    path = f"/api/judgments/{judgment.public_id}/revise"
    response = desk.client.send("post", path, submission(answer))
    assert response.status_code == 201, response.content
    return Judgment.objects.get(public_id=response.json()["judgment_id"])


def _shown(desk: Desk, judgment: Judgment) -> Any:
    return desk.client.get(f"/api/judgments/{judgment.public_id}").json()["answer"]


def test_a_ranking_may_say_that_none_is_acceptable() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    judgment = bob.work(ranking_answer(none_acceptable=True, warnings=["contradiction"]))
    assert (judgment.none_acceptable, judgment.cannot_rank) == (True, "")
    assert judgment.warnings == ["contradiction"]
    assert len(judgment.ranking or []) == 3
    answer = _shown(bob, judgment)
    assert (answer["none_acceptable"], answer["warnings"]) == (True, ["contradiction"])


def test_cannot_rank_fills_its_place_and_orders_nothing() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    judgment = bob.work({**UNRANKED, "ratings": {"B": {"overall": 1}}, "notes": "Twins."})
    assert (judgment.ranking, judgment.cannot_rank, judgment.counted) == (None, "too_alike", True)
    assert Rating.objects.get().overall == 1
    assert TaskPlace.objects.filter(filled=True).count() == 1
    dana.work()
    assert not PairOutcome.objects.exists()
    for kind in (DatasetKind.RANKINGS, DatasetKind.PREFERENCE_PAIRS):
        assert [one.user for one in judgments_eligible(cast.project, kind)] == [cast.dana]
    answer = _shown(bob, judgment)
    assert (answer["ranking"], answer["cannot_rank"]) == ([], "too_alike")
    assert answer["notes"] == "Twins."
    assert bob.next().json()["reason"] == "no_more_tasks"


def test_cannot_rank_says_what_is_wrong_and_is_for_ones_own_task_alone() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert error_code(Desk(cast.charlie, cast.project).submit(mine, UNRANKED)) == (
        404,
        "not_found",
    )
    bad = {**UNRANKED, "ranking": [["A"]], "none_acceptable": True}
    assert faults(bob.submit(mine, bad)) == {
        "ranking": "cannot_rank_alone",
        "none_acceptable": "cannot_rank_alone",
    }
    unknown = bob.submit(mine, {**UNRANKED, "cannot_rank": "bored"})
    assert (unknown.status_code, list(faults(unknown))) == (422, ["cannot_rank"])
    assert not Judgment.objects.exists()


def test_the_same_cannot_rank_twice_is_one_judgment() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine, body = bob.claim(), submission(UNRANKED)
    first, again = bob.post(mine, "submit", body), bob.post(mine, "submit", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert Judgment.objects.count() == 1


def test_agreement_holds_when_an_order_is_taken_back_and_given_again() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    dana.work()
    mine = bob.claim()
    order = ranking_answer(by_completion(mine, [0, 1, 2]))
    bob.submit(mine, order)
    ordered = Judgment.objects.get(user=cast.bob)
    unranked = _revise(bob, ordered, UNRANKED)
    assert agreement_counts(project_id=cast.project.pk) == {}
    assert agreement_recount(project_id=cast.project.pk) == {}
    _revise(bob, unranked, order)
    counts = agreement_counts(project_id=cast.project.pk)
    assert counts == agreement_recount(project_id=cast.project.pk)
    assert sum(count.pairs for (user, _, _), count in counts.items() if user is None) == 3


def test_a_comparison_keeps_its_reason_and_the_edit_of_the_better_one() -> None:
    cast = make_workplace(comparison_edits=True)
    make_ranking_task(cast.project, kind="comparison", size=2)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert mine["asks_edit"] is True
    answer = ranking_answer(
        PAIR, strength="better", reason="B keeps to the limit.", edited="Better **still**.\n"
    )
    assert bob.submit(mine, answer).status_code == 201
    judgment = Judgment.objects.get()
    written = Completion.objects.get(edited_by=judgment)
    assert written.content.body["text"] == "Better **still**.\n"
    assert (written.source, written.author) == (CompletionSource.LABELER, cast.bob)
    assert written.prompt == judgment.prompt
    shown = _shown(bob, judgment)
    assert shown["reason"] == "B keeps to the limit."
    assert shown["edited"] == "Better **still**.\n"


@pytest.mark.parametrize(
    ("setting", "kind", "ranking", "code"),
    [
        (False, "comparison", PAIR, "edit_not_asked"),
        (True, "ranking", PAIR, "edit_not_asked"),
        (True, "comparison", (("A", "B"),), "edit_without_better"),
    ],
)
def test_an_edit_is_refused_where_nobody_asked_for_one(
    setting: bool, kind: str, ranking: tuple[tuple[str, ...], ...], code: str
) -> None:
    cast = make_workplace(comparison_edits=setting)
    make_ranking_task(cast.project, kind=kind, size=2)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert mine["asks_edit"] is (setting and kind == "comparison")
    assert faults(bob.submit(mine, ranking_answer(ranking, edited="Mine."))) == {"edited": code}
