"""Demonstrations that wait for a reviewer."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from labeling.assignments.models import DemonstrationDraw, Judgment
from labeling.assignments.selectors.history import answer_body
from labeling.assignments.selectors.ledger import Spent, answers_spent, spent_on
from labeling.assignments.selectors.standing import decided, stands
from labeling.quality.selectors.reviews import prompt_body
from labeling.quality.selectors.verdicts import said_of, verdict_of, verdicts_standing
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def demonstrations_waiting(*, project: Project, reviewer: User) -> QuerySet[DemonstrationDraw]:
    """Return what was drawn and not decided yet, but for one's own, the oldest first."""
    return (
        DemonstrationDraw.objects.filter(stands("judgment"), project=project)
        .exclude(decided("judgment"))
        .exclude(judgment__user=reviewer)
        .select_related(
            "judgment__assignment",
            "judgment__task",
            "judgment__user",
            "judgment__guideline",
            "judgment__edit_verdict",
            "judgment__notes",
            "judgment__prompt__content",
            "judgment__demonstration__content",
            "judgment__supersedes__demonstration__content",
            "judgment__supersedes__notes",
            "judgment__supersedes__task",
        )
        .prefetch_related(
            verdicts_standing("judgment__"), verdicts_standing("judgment__supersedes__")
        )
        .order_by("pk")
    )


def demonstrations_waiting_body(draws: Sequence[DemonstrationDraw]) -> list[dict[str, Any]]:
    """Return demonstrations as their reviewer reads them, as JSON values (one query)."""
    spent = answers_spent([draw.judgment.assignment_id for draw in draws])
    return [_body(draw, spent_on(draw.judgment, spent)) for draw in draws]


def _body(draw: DemonstrationDraw, spent: Spent) -> dict[str, Any]:
    judgment = draw.judgment
    assert judgment.prompt is not None  # noqa: S101 - a demonstration answers a prompt
    reopened = verdict_of(judgment)
    return {
        "judgment_id": judgment.public_id,
        "task_id": judgment.task.public_id,
        "decision_id": reopened.public_id if reopened else None,
        "cause": draw.cause,
        "labeler": judgment.user,
        "submitted_at": judgment.received_at,
        "active_seconds": spent.first,
        "edit_seconds": spent.edits,
        "wall_seconds": spent.wall,
        "guideline_number": judgment.guideline.number if judgment.guideline else None,
        "revision": judgment.revision,
        "prompt": prompt_body(judgment.prompt),
        "answer": answer_body(judgment),
        "returned": _returned(judgment.supersedes),
    }


def _returned(before: Judgment | None) -> dict[str, Any] | None:
    """What the revision answers to: the text before, and why it went back."""
    verdict = verdict_of(before) if before else None
    if before is None or verdict is None:
        return None
    return {"answer": answer_body(before), "reason": said_of(verdict), "at": verdict.at}
