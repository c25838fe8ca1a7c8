"""Two reviewers, or two workers, at once, on connections of their own."""

from functools import partial
from uuid import uuid4

import pytest

from labeling.assignments.models import DemonstrationVerdict, Judgment, LabelingTask, TaskKind
from labeling.quality.models import GoldItem
from labeling.quality.services.gold_checks import gold_checks_tend
from tests.clients import JsonClient
from tests.labeling.quality.test_demonstration_review import decide, revise, waiting, write
from tests.labeling.quality.test_gold_checks import checks, make_gold
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.threads import at_once
from tests.labeling.work import make_ranking_task, make_workplace

pytestmark = pytest.mark.usefixtures("own_connections")


def test_of_reviewers_who_settle_at_once_one_settles_and_the_others_are_told() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    users = [cast.rita, cast.alice] * 3
    done = at_once([partial(settle, user, task_id, supersedes=None) for user in users])
    assert sorted(one.status_code for one in done) == [201] + [409] * 5
    told = {one.json()["error"]["code"] for one in done if one.status_code == 409}
    assert told == {"already_settled"}
    assert Judgment.objects.filter(kind=TaskKind.REVIEW).count() == 1
    assert LabelingTask.objects.filter(reviews=task_id).count() == 1


def test_the_same_settling_sent_at_once_is_one() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    key = str(uuid4())
    same = {"submission_id": key, "supersedes": None}
    done = at_once([lambda: settle(cast.rita, task_id, **same)] * 5)
    assert sorted(one.status_code for one in done) == [200] * 4 + [201]
    assert len({one.json()["judgment_id"] for one in done}) == 1


def test_of_reviewers_who_decide_at_once_one_decides_and_the_other_is_told() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    edit = {"answer": {"text": "Better."}, "submission_id": str(uuid4())}
    done = at_once(
        [
            lambda: decide(cast.rita, judgment, "edited", **edit),
            lambda: decide(cast.alice, judgment, "approved"),
            lambda: decide(cast.alice, judgment, "returned", reason="Name a source."),
        ]
    )
    assert sorted(one.status_code for one in done) == [200, 409, 409]
    assert DemonstrationVerdict.objects.count() == 1
    edited = DemonstrationVerdict.objects.get().verdict == "edited"
    assert Judgment.objects.count() == 1 + edited, "an edit that lost left nothing behind"


def test_of_reviewers_who_decide_again_at_once_one_does_and_a_double_click_is_one() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    seen = {"supersedes": decide(cast.rita, judgment, "approved").json()["id"]}
    done = at_once(
        [
            *[lambda: decide(cast.rita, judgment, "reopened", **seen)] * 3,
            lambda: decide(cast.alice, judgment, "reopened", **seen),
            lambda: decide(cast.alice, judgment, "returned", reason="Name a source.", **seen),
        ]
    )
    won = {one.json()["id"] for one in done if one.status_code == 200}
    assert len(won) == 1
    told = {one.json()["error"]["code"] for one in done if one.status_code != 200}
    assert told == {"already_reviewed"}
    assert DemonstrationVerdict.objects.filter(judgment=judgment).count() == 2


def test_an_undo_and_the_authors_revision_at_once_leave_one_answer_to_read() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    seen = decide(cast.rita, judgment, "returned", reason="Name a source.").json()["id"]
    at_once(
        [
            lambda: decide(cast.rita, judgment, "reopened", supersedes=seen),
            lambda: revise(cast, cast.bob, str(judgment.public_id), "With a source."),
        ]
    )
    [item] = waiting(cast)["items"]
    assert item["answer"]["text"] == "With a source."


def test_gold_made_at_once_is_one_item() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    settle(cast.rita, task_id)
    path = f"/api/tasks/{LabelingTask.objects.get(pk=task_id).public_id}/gold"
    users = [cast.rita, cast.alice] * 3
    done = at_once([partial(JsonClient(user).send, "post", path, {}) for user in users])
    assert {one.status_code for one in done} == {201}
    assert GoldItem.objects.count() == 1


def test_workers_who_tend_at_once_open_each_check_once() -> None:
    cast = make_workplace(gold_check_share=0.5)
    for _ in range(3):
        make_gold(cast)
    for _ in range(3):
        make_ranking_task(cast.project)
    at_once([gold_checks_tend] * 5)
    gold_checks_tend()
    assert sorted(checks().values_list("index", flat=True)) == [1000, 1000, 1000]
    assert checks().values("task").distinct().count() == 3
