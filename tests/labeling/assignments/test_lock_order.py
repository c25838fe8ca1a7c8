"""Withdrawing, offering again, voiding and revising at once: nobody waits in a circle.

A deadlock would raise in one of the threads; none of these services tries again.
"""

import random

import pytest

from labeling.assignments.models import Judgment, LabelingTask, TaskKind, VoidCause
from labeling.assignments.services.task import labeling_task_cancel, labeling_task_reopen
from labeling.assignments.services.void import judgments_void
from tests.factories import Cast
from tests.labeling.assignments.test_prompt_writing import ordered, prompt_answer
from tests.labeling.threads import at_once
from tests.labeling.work import Desk, make_ranking_task, make_workplace, submission

pytestmark = pytest.mark.usefixtures("own_connections")
TOPICS = ("rivers", "chess", "bread", "moths", "glass", "tides", "ferns", "trams", "ink", "salt")


def written() -> Cast:
    """Bob wrote prompts, Dana answered half of them and ranked as much."""
    cast = make_workplace(prompt_cap_per_author=0)
    ordered(cast, count=len(TOPICS), makes_demonstrations=True)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    for topic in TOPICS:
        bob.work(prompt_answer(f"{topic}: say what a child would ask of it."), kinds=["prompt"])
    for topic in TOPICS[::2]:
        make_ranking_task(cast.project)
        dana.work({"text": f"About {topic}."}, kinds=["demonstration"])
        dana.work(kinds=["ranking"])
    # The rows lie in the table the other way round than their ids go.
    for task in LabelingTask.objects.order_by("-pk"):
        LabelingTask.objects.filter(pk=task.pk).update(priority=0)
    return cast


def test_withdrawing_voiding_and_revising_at_once_do_not_deadlock() -> None:
    cast = written()
    tasks = list(LabelingTask.objects.values_list("pk", flat=True))
    judgments = list(Judgment.objects.values_list("pk", flat=True))
    mine = list(Judgment.objects.filter(kind=TaskKind.PROMPT))

    def flicker(seed: int) -> None:
        generator = random.Random(seed)
        for _ in range(60):
            some = generator.sample(tasks, len(tasks) // 2)
            labeling_task_cancel(task_ids=some)
            labeling_task_reopen(task_ids=generator.sample(some, len(some)))

    def void(seed: int) -> None:
        generator = random.Random(seed)
        for _ in range(2 * len(judgments)):
            some = generator.sample(judgments, 3)
            judgments_void(judgment_ids=some, cause=VoidCause.VOID, reason="", by=None)

    def revise() -> None:
        bob = Desk(cast.bob, cast.project)
        for number in range(6):
            for judgment in mine:
                text = f"{number % 2} {judgment.pk}: say what a grandmother would ask of it."
                path = f"/api/judgments/{judgment.public_id}/revise"
                response = bob.client.send("post", path, submission(prompt_answer(text)))
                assert response.status_code in {201, 409}, response.content

    calls = [lambda: flicker(1), lambda: flicker(2), lambda: void(3), lambda: void(4), revise]
    at_once(calls, timeout_s=300)
    offered = LabelingTask.objects.filter(cancelled_at=None)
    assert not offered.filter(places__withdrawn=True, places__filled=False).exists()
    withdrawn = LabelingTask.objects.exclude(cancelled_at=None)
    assert not withdrawn.filter(places__withdrawn=False, places__filled=False).exists()
