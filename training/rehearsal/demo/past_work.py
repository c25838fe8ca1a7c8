"""What was done before anybody tries the demo, so that its reviewer has something to review.

Two people disagree on two rankings, one demonstration waits for a verdict, one question is open and
one is answered. All of it goes the ordinary way: claim, submit, ask, fold. The first labeler has
done nothing yet: whoever logs in as her begins.
"""

import json
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from labeling.assignments.domain.answers import DemonstrationAnswer, RankingAnswer, SlotRating
from labeling.assignments.models import Assignment, Judgment, LabelingTask, TaskKind, TaskPlace
from labeling.assignments.services.claim import assignment_next
from labeling.assignments.services.judgments import Answer, Submission, slots_of
from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.assignments.services.overlap import task_overlap_raise
from labeling.assignments.services.signals import task_signals_refresh
from labeling.assignments.services.submit import judgment_submit
from labeling.guidelines.selectors.release import guideline_latest
from labeling.guidelines.services import guideline_acknowledge, question_answer, question_ask
from touchstone.accounts.models import User
from touchstone.projects.access import Access, access_project
from touchstone.projects.models import Project
from training.rehearsal.demo.people import PEOPLE

HERE = Path(__file__).parent
OVERLAP = 3
"""Of the disputed tasks: a third place is left for whoever tries the demo."""
_FIRST = 100
_ACTIVE_S, _WALL_S = 240, 300


@transaction.atomic
def past_work_ensure(project: Project) -> None:
    """Do the past work, unless anybody has worked in the project already."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if not Judgment.objects.filter(project=project).exists():
        _Past(project).do()


class _Past:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.work = json.loads((HERE / "past_work.json").read_text(encoding="utf-8"))
        self.models = _models_by_text()

    @cached_property
    def users(self) -> dict[str, User]:
        """The demo's people by address."""
        found = User.objects.filter(email__in=[person.email for person in PEOPLE])
        return {user.email: user for user in found}

    def do(self) -> None:
        """Rank, write, ask and answer."""
        for given in self.work["rankings"]:
            assignment = self._claim(given["by"], given["prompt"], TaskKind.RANKING)
            _submit(assignment, self._ranking(assignment, given))
        for given in self.work["demonstrations"]:
            assignment = self._claim(given["by"], given["prompt"], TaskKind.DEMONSTRATION)
            _submit(assignment, DemonstrationAnswer(given["text"]))
        for given in self.work["questions"]:
            self._ask(given)
        pair_outcomes_fold()
        task_signals_refresh()

    def _access(self, email: str) -> Access:
        return access_project(self.users[email], self.project.public_id)

    def _claim(self, email: str, prompt: str, kind: TaskKind) -> Assignment:
        """Claim the task of a prompt: it stands first in the queue for as long as that takes."""
        release = guideline_latest(project_id=self.project.pk)
        if release is not None:
            guideline_acknowledge(guideline=release, user=self.users[email])
        task = LabelingTask.objects.get(project=self.project, kind=kind, prompt__external_id=prompt)
        if kind == TaskKind.RANKING and task.overlap < OVERLAP:
            task_overlap_raise(task=task, overlap=OVERLAP, by=self.users[PEOPLE[0].email])
        places = TaskPlace.objects.filter(task=task)
        places.update(priority=_FIRST)
        claim = assignment_next(access=self._access(email), kinds=[kind])
        places.update(priority=task.priority)
        if claim.lease is None:
            raise RuntimeError(f"{email} was given nothing for {prompt}: {claim.reason}")
        # It was opened when the work on it began, before the same person's others: the ledger pays
        # no time that the server did not see pass, and no minute twice.
        worked = Assignment.objects.filter(project=self.project, user=self.users[email]).count()
        began = Now() - timedelta(seconds=_WALL_S * worked)
        Assignment.objects.filter(pk=claim.lease.assignment_id).update(
            claimed_at=began, opened_at=began
        )
        found = Assignment.objects.select_related("project", "task", "rating_schema", "user")
        return found.get(pk=claim.lease.assignment_id, task=task)

    def _ranking(self, assignment: Assignment, given: dict[str, Any]) -> RankingAnswer:
        shown = assignment.task.task_completions.order_by("index").select_related(
            "completion__content"
        )
        names = {
            one.completion_id: self.models[one.completion.content.body["text"]] for one in shown
        }
        slots = slots_of(assignment.display_order, list(names))
        slot_of = {names[pk]: slot for slot, pk in slots.items()}
        return RankingAnswer(
            ranking=tuple(tuple(slot_of[name] for name in group) for group in given["order"]),
            ratings={
                slot_of[name]: SlotRating(overall, tuple(given["flags"].get(name, ())))
                for name, overall in given["ratings"].items()
            },
            notes=given["notes"],
        )

    def _ask(self, given: dict[str, Any]) -> None:
        release = guideline_latest(project_id=self.project.pk)
        at = Assignment.objects.filter(
            user=self.users[given["by"]], task__prompt__external_id=given["at"]
        ).first()
        question = question_ask(
            access=self._access(given["by"]),
            submission_id=uuid4(),
            text=given["text"],
            guideline_id=release.public_id if release else None,
            anchor=given["anchor"],
            item=at.public_id if at else None,
        )
        if "answer" in given:
            reviewer = self.users[PEOPLE[1].email]
            question_answer(question=question, by=reviewer, answer_markdown=given["answer"])


def _submit(assignment: Assignment, answer: Answer) -> None:
    submission = Submission(
        submission_id=uuid4(),
        answer=answer,
        active_seconds=_ACTIVE_S,
        wall_seconds=_WALL_S,
        occurred_at=timezone.now(),
        interface_version="demo",
        body={"demo": str(assignment.public_id)},
    )
    judgment_submit(assignment=assignment, submission=submission)


def _models_by_text() -> dict[str, str]:
    """Return who wrote each answer of the prompts to rank."""
    lines = (HERE / "to_rank.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return {one["text"]: one["model"] for row in rows for one in row["completions"]}
