"""Nobody settles what they have a part in, as long as another reviewer could."""

from uuid import uuid4

import pytest

from labeling.assignments.models import LabelingTask, TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import CompletionSource
from tests.clients import error_code
from tests.factories import make_completion, make_prompt
from tests.labeling.quality.test_settle import disputed, page_of, settle
from tests.labeling.work import Desk, make_ranking_task, make_workplace
from touchstone.projects.models import Membership

pytestmark = pytest.mark.django_db


def test_a_reviewer_who_judged_a_task_does_not_settle_it() -> None:
    cast = make_workplace()
    task_id = make_ranking_task(cast.project, overlap=2)
    Desk(cast.rita, cast.project).work()
    Desk(cast.bob, cast.project).work()
    assert page_of(cast.rita, task_id).json()["another_settles"] is True
    assert page_of(cast.alice, task_id).json()["another_settles"] is False
    assert error_code(settle(cast.rita, task_id)) == (409, "own_work")
    assert not LabelingTask.objects.filter(kind=TaskKind.REVIEW).exists(), "nothing is left behind"
    assert settle(cast.alice, task_id).status_code == 201


def test_who_wrote_an_answer_that_is_shown_does_not_settle_it() -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project)
    mine = make_completion(prompt, source=CompletionSource.LABELER, author=cast.rita)
    shown = [mine.pk, make_completion(prompt).pk, make_completion(prompt).pk]
    [task_id] = labeling_task_create(
        project=cast.project, kind=TaskKind.RANKING, specs=[TaskSpec(prompt.pk, shown)], seed=7
    )
    assert error_code(settle(cast.rita, task_id)) == (409, "own_work")
    assert settle(cast.alice, task_id).status_code == 201


def test_where_every_reviewer_has_a_part_in_it_work_goes_on() -> None:
    cast = make_workplace()
    task_id = make_ranking_task(cast.project, overlap=2)
    Desk(cast.rita, cast.project).work()
    Desk(cast.alice, cast.project).work()
    assert settle(cast.rita, task_id).status_code == 201
    alone = make_ranking_task(cast.project)
    Desk(cast.alice, cast.project).work()
    Membership.objects.filter(project=cast.project).exclude(user=cast.alice).update(is_active=False)
    assert settle(cast.alice, alone).status_code == 201


def test_a_repeat_is_told_alike_even_to_who_has_a_part_by_now() -> None:
    cast = make_workplace()
    task_id = make_ranking_task(cast.project, overlap=2)
    key = str(uuid4())
    first = settle(cast.rita, task_id, submission_id=key, supersedes=None)
    Desk(cast.rita, cast.project).work()
    again = settle(cast.rita, task_id, submission_id=key, supersedes=None)
    assert (again.status_code, again.json()) == (200, first.json())
    assert error_code(settle(cast.rita, task_id)) == (409, "own_work")


def test_of_two_who_settle_at_once_the_second_is_told() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    assert page_of(cast.alice, task_id).json()["review"] is None
    first = settle(cast.rita, task_id, supersedes=None)
    assert first.status_code == 201
    late = settle(cast.alice, task_id, [["A"], ["B"], ["C"]], supersedes=None)
    assert error_code(late) == (409, "already_settled")
    seen = page_of(cast.alice, task_id).json()["review"]["id"]
    assert settle(cast.alice, task_id, [["A"], ["B"], ["C"]], supersedes=seen).status_code == 201
    other = settle(cast.rita, task_id, supersedes=str(uuid4()))
    assert error_code(other) == (409, "already_settled")
