"""Helpers of the labeling tests: tasks, eligibility, answers, and the way of one assignment."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models.functions import Now
from django.utils import timezone

from labeling.assignments.models import Assignment, Eligibility, Judgment, TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import Prompt
from tests.clients import JsonClient
from tests.factories import Cast, make_cast, make_completion, make_guideline, make_prompt
from touchstone.accounts.models import User
from touchstone.core.append_only import erasing
from touchstone.projects.models import Project


def make_workplace(**project_fields: Any) -> Cast:
    """Create the cast with guidelines 1.0 that all have read, eligible for everything.

    No shared sample, unless asked for, so that a task has one place.
    """
    cast = make_cast(**{"shared_sample_share": 0.0, **project_fields})
    people = [cast.alice, cast.rita, cast.bob, cast.dana]
    make_guideline(cast.project, cast.alice, people)
    make_eligible(cast.project, *people)
    return cast


def make_eligible(project: Project, *users: User, kinds: Sequence[str] = TaskKind.values) -> None:
    """Let people do work of these kinds, in any language."""
    for user in users:
        for kind in kinds:
            Eligibility.objects.create(project=project, user=user, kind=kind)


def make_ranking_task(
    project: Project, prompt: Prompt | None = None, size: int = 3, **options: Any
) -> int:
    """Create a ranking task (or ``kind``) with completions of its own; return its id."""
    prompt = prompt or make_prompt(project)
    completions = [make_completion(prompt).pk for _ in range(size)]
    options = {"kind": TaskKind.RANKING, "seed": 7, **options}
    spec = TaskSpec(prompt.pk, completions)
    [task_id] = labeling_task_create(project=project, specs=[spec], **options)
    return task_id


def make_demonstration_task(project: Project, prompt: Prompt | None = None, **options: Any) -> int:
    """Create a demonstration task; return its id."""
    specs = [TaskSpec((prompt or make_prompt(project)).pk)]
    [task_id] = labeling_task_create(
        project=project, kind=TaskKind.DEMONSTRATION, specs=specs, seed=7, **options
    )
    return task_id


def ranking_answer(
    ranking: Sequence[Sequence[str]] = (("A",), ("B",), ("C",)), **fields: Any
) -> dict[str, Any]:
    """Return a well-formed ranking of the slots it names."""
    slots = sorted(slot for group in ranking for slot in group)
    return {
        "ranking": [list(group) for group in ranking],
        "ratings": {slot: {"overall": 4, "flags": []} for slot in slots},
        "prompt_fields": {},
        "notes": "",
        **fields,
    }


def submission(answer: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a submit body."""
    return {
        "submission_id": str(uuid4()),
        "answer": answer,
        "active_seconds": 40,
        "wall_seconds": 55,
        "occurred_at": timezone.now().isoformat(),
        "interface_version": "test",
        **fields,
    }


class Desk:
    """Somebody at work in a project, over HTTP."""

    def __init__(self, user: User, project: Project) -> None:
        """Log ``user`` in."""
        self.user = user
        self.client = JsonClient(user)
        self.base = f"/api/projects/{project.public_id}"

    def next(self, **body: Any) -> Any:
        """Ask for the next task; return the response."""
        return self.client.send("post", f"{self.base}/assignments/next", body)

    def claim(self, **body: Any) -> dict[str, Any]:
        """Ask for the next task; return the assignment, which must be there."""
        response = self.next(**body)
        assert response.status_code == 200, response.content
        assignment = response.json()["assignment"]
        assert assignment is not None, response.json()
        return dict(assignment)

    def post(self, assignment: dict[str, Any], action: str, body: Any = None) -> Any:
        """Do something with an assignment; return the response."""
        path = f"/api/assignments/{assignment['id']}/{action}"
        return self.client.send("post", path, {} if body is None else body)

    def submit(self, assignment: dict[str, Any], answer: Any = None, **fields: Any) -> Any:
        """Hand an answer in (a plain ranking of three by default); return the response."""
        body = submission(ranking_answer() if answer is None else answer, **fields)
        return self.post(assignment, "submit", body)

    def work(self, answer: Any = None, **body: Any) -> Judgment:
        """Claim and submit; return the judgment."""
        response = self.submit(self.claim(**body), answer)
        assert response.status_code == 201, response.content
        return Judgment.objects.get(public_id=response.json()["judgment_id"])


def opened_earlier(than: Any = None) -> None:
    """Let all tasks so far have been opened an hour ago: no time counts that nobody saw pass.

    ``than`` is the moment that hour ends at, if it is not now.
    """
    Assignment.objects.update(opened_at=(than or Now()) - timedelta(hours=1))


def one_after_the_other(until: datetime) -> None:
    """Let each judgment so far have been handed in two minutes after the one before, until then.

    Judgments of the same moment would claim the same minutes.
    """
    with erasing():
        for back, judgment in enumerate(Judgment.objects.order_by("-pk")):
            Judgment.objects.filter(pk=judgment.pk).update(
                received_at=until - timedelta(minutes=2 * back)
            )


def zone_at(hour: int) -> str:
    """Return a time zone in which it is that hour of the day, whenever the tests are run.

    What a test does at noon, and whatever lies some hours back, is of the same day there.
    """
    ahead = (hour - timezone.now().hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


def last_wednesday() -> datetime:
    """Return the noon of last week's Wednesday: no day and no week ends near it."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - timedelta(days=noon.weekday() + 5)


def begin_no_day_at_its_end() -> None:
    """Wait out the last minute of a day in UTC: what a test does now is all of one day."""
    now = datetime.now(UTC)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    if midnight - now < timedelta(minutes=1):
        time.sleep((midnight - now).total_seconds() + 0.1)


def by_completion(assignment: dict[str, Any], best_first: Sequence[int]) -> list[list[str]]:
    """Return the ranking, in this person's slots, that puts the task's completions in an order.

    ``best_first`` are the completions' indexes in the task.
    """
    order = Assignment.objects.get(public_id=assignment["id"]).display_order
    return [["ABCDEFGHI"[order.index(index)]] for index in best_first]
