"""How attempts and practice items are put together for the screen."""

from collections.abc import Sequence
from typing import Any

from labeling.guidelines.selectors import guideline_standing
from labeling.quality.models import (
    AttemptDecision,
    AttemptItem,
    QualificationAttempt,
    QualificationItem,
)
from labeling.quality.qualification.domain.items import item_shown
from labeling.quality.qualification.domain.parts import PartKind
from labeling.quality.qualification.selectors.attempt import attempt_items, shown_to
from labeling.quality.qualification.selectors.standing import qualification_standing
from labeling.quality.qualification.services.practice import practice_order
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def standing_payload(project: Project, user: User) -> dict[str, Any]:
    """Return the page's body: the version in force, own attempts, what may be done next."""
    standing = qualification_standing(project=project, user=user)
    guidelines = guideline_standing(project_id=project.pk, user_id=user.pk)
    return {
        "qualification": standing.qualification,
        "qualified": standing.qualified,
        "blocked": standing.permission.blocked,
        "available_at": standing.permission.at,
        "must_acknowledge": guidelines.stopped_by is not None,
        "opens": standing.opens,
        "attempts": [_summary(attempt) for attempt in standing.attempts],
        "practice": [{"kind": kind, "items": n} for kind, n in standing.practice.items()],
    }


def attempt_payload(attempt: QualificationAttempt) -> dict[str, Any]:
    """Return an attempt for its runner, or its result; never what reviewers said of its items."""
    items = [_item(attempt, item) for item in attempt_items(attempt)]
    return {
        **_summary(attempt),
        "project": attempt.project,
        "items": items,
    }


def practice_payload(item: QualificationItem) -> dict[str, Any]:
    """Return a practice item without what reviewers said."""
    return {
        "id": item.public_id,
        "part": item.part,
        "language": item.language,
        "shown": item_shown(PartKind(item.part), item.content, practice_order(item)),
        "answered": getattr(item, "answered", 0),
    }


def _summary(attempt: QualificationAttempt) -> dict[str, Any]:
    latest = _latest(list(attempt.decisions.all()))
    return {
        "public_id": attempt.public_id,
        "qualification": attempt.qualification,
        "started_at": attempt.started_at,
        "submitted_at": attempt.submitted_at,
        "outcome": latest.outcome if latest else None,
        "figures": latest.figures if latest else [],
    }


def _latest(decisions: Sequence[AttemptDecision]) -> AttemptDecision | None:
    return max(decisions, key=lambda decision: decision.pk, default=None)


def _item(attempt: QualificationAttempt, item: AttemptItem) -> dict[str, Any]:
    draft = getattr(item, "draft", None)
    return {
        "index": item.index,
        "part": item.part,
        "language": item.item.language if item.item else "en",
        "shown": shown_to(attempt, item),
        "revision": draft.revision if draft else 0,
        "answer": draft.answer if draft else None,
    }
