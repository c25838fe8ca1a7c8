"""Revisions of one answer at once, and beside its being voided."""

from functools import partial
from typing import Any

import pytest

from labeling.assignments.models import Judgment, JudgmentVoid, PairOutcome, TaskPlace, VoidCause
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services.void import judgments_void
from tests.factories import Cast
from tests.labeling.threads import at_once
from tests.labeling.work import (
    Desk,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.usefixtures("own_connections")
ORDERS = ([["C"], ["B"], ["A"]], [["B"], ["A"], ["C"]], [["A", "B"], ["C"]])


def ranked_twice(cast: Cast) -> Judgment:
    """Bob and Dana rank one task; return Bob's."""
    make_ranking_task(cast.project, overlap=2)
    Desk(cast.dana, cast.project).work()
    return Desk(cast.bob, cast.project).work()


def revise(cast: Cast, judgment: Judgment, order: list[list[str]], said: list[int]) -> None:
    """Revise as Bob; note the answer's status."""
    path = f"/api/judgments/{judgment.public_id}/revise"
    body = submission(ranking_answer(order))
    response: Any = Desk(cast.bob, cast.project).client.send("post", path, body)
    said.append(response.status_code)


def assert_recount(cast: Cast) -> None:
    """Assert that the live counts are those of the judgments that stand."""
    recount = agreement_recount(project_id=cast.project.pk)
    assert agreement_counts(project_id=cast.project.pk) == recount


def test_revisions_at_once_stand_one_behind_the_other() -> None:
    cast = make_workplace()
    first = ranked_twice(cast)
    said: list[int] = []
    at_once([partial(revise, cast, first, order, said) for order in ORDERS], timeout_s=300)
    assert said == [201] * 3
    revisions = Judgment.objects.filter(user=cast.bob).order_by("revision")
    assert [one.revision for one in revisions] == [1, 2, 3, 4]
    assert [one.supersedes_id for one in revisions] == [None, *(one.pk for one in revisions)][:4]
    assert PairOutcome.objects.filter(weight=-1).count() == 3
    assert_recount(cast)


def test_an_answer_that_is_revised_while_it_is_voided_is_voided_whole() -> None:
    cast = make_workplace()
    for _ in range(4):
        first = ranked_twice(cast)
        said: list[int] = []

        def void(judgment: Judgment = first) -> None:
            void: dict[str, Any] = {"cause": VoidCause.VOID, "reason": "", "by": None}
            assert judgments_void(judgment_ids=[judgment.pk], **void) == 1

        revisions = [partial(revise, cast, first, order, said) for order in ORDERS]
        at_once([void, *revisions], timeout_s=300)
        assert set(said) <= {201, 409}
        latest = Judgment.objects.filter(assignment=first.assignment_id).latest("revision")
        assert JudgmentVoid.objects.filter(judgment__assignment=first.assignment_id).count() == 1
        assert JudgmentVoid.objects.filter(judgment=latest).exists()
        assert TaskPlace.objects.filter(task=first.task_id, filled=True).count() == 1
    assert_recount(cast)
