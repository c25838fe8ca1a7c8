"""Revising one's own answer."""

from typing import Any

import pytest

from labeling.assignments.models import Judgment, PairOutcome, Rating
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from tests.clients import error_code, faults
from tests.labeling.work import (
    Desk,
    by_completion,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.django_db


def _revise(desk: Desk, judgment: Judgment, answer: Any, **fields: Any) -> Any:
    path = f"/api/judgments/{judgment.public_id}/revise"
    return desk.client.send("post", path, submission(answer, **fields))


def test_a_revision_supersedes_and_the_old_row_stays() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first = bob.work()
    for stranger in (cast.dana, cast.charlie):
        response = _revise(Desk(stranger, cast.project), first, ranking_answer())
        assert error_code(response) == (404, "not_found")
    assert error_code(_revise(Desk(cast.rita, cast.project), first, ranking_answer())) == (
        404,
        "not_found",
    )
    revised = _revise(bob, first, ranking_answer([["C"], ["A", "B"]]))
    assert revised.status_code == 201
    second = Judgment.objects.get(public_id=revised.json()["judgment_id"])
    assert (second.revision, second.supersedes, second.counted) == (2, first, True)
    assert second.ranking != Judgment.objects.get(pk=first.pk).ranking
    assert Rating.objects.count() == 6
    history = bob.client.get(f"{bob.base}/history").json()["items"]
    assert [(item["judgment_id"], item["revision"]) for item in history] == [
        (str(second.public_id), 2)
    ]


def test_a_revision_is_idempotent_and_well_formed() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first = bob.work()
    body = submission(ranking_answer([["C"], ["A", "B"]]))
    path = f"/api/judgments/{first.public_id}/revise"
    one, again = bob.client.send("post", path, body), bob.client.send("post", path, body)
    assert (one.status_code, again.status_code) == (201, 200)
    assert one.json() == again.json()
    assert faults(_revise(bob, first, ranking_answer([["A"]]))) == {
        "ranking": "ranking_incomplete",
        "ratings.B": "rating_missing",
        "ratings.C": "rating_missing",
    }
    assert Judgment.objects.count() == 2


def test_a_revised_demonstration_is_a_new_completion() -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first = bob.work({"text": "Once."})
    second_id = _revise(bob, first, {"text": "Twice."}).json()["judgment_id"]
    second = Judgment.objects.get(public_id=second_id)
    assert second.demonstration is not None
    assert first.demonstration is not None
    assert second.demonstration.content.body["text"] == "Twice."
    assert first.demonstration.content.body["text"] == "Once."


def test_revisions_reverse_what_they_replace() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=3)
    people = [Desk(user, cast.project) for user in (cast.bob, cast.dana, cast.rita)]
    firsts = {}
    for desk, order in zip(people, ([0, 1, 2], [0, 2, 1], [2, 1, 0]), strict=True):
        mine = desk.claim()
        response = desk.submit(mine, ranking_answer(by_completion(mine, order)))
        firsts[desk.user.pk] = Judgment.objects.get(public_id=response.json()["judgment_id"])
    for desk in (people[0], people[1], people[0]):
        latest = Judgment.objects.filter(user=desk.user).latest("revision")
        assert _revise(desk, latest, ranking_answer([["A", "B"], ["C"]])).status_code == 201
    assert PairOutcome.objects.filter(weight=-1).count() == 6
    counts = agreement_counts(project_id=cast.project.pk)
    assert counts == agreement_recount(project_id=cast.project.pk)
    assert sum(count.pairs for (user, _, _), count in counts.items() if user is None) == 9
