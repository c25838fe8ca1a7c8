"""The verdict that stands on a demonstration, loaded with its judgment."""

from typing import Any

from django.db.models import Prefetch

from labeling.assignments.models import DemonstrationVerdict, Judgment
from labeling.assignments.selectors.standing import VERDICT_STANDING


def verdicts_standing(path: str = "") -> "Prefetch[Any]":
    """Load the verdict that stands with each judgment, for :func:`verdict_of`."""
    standing = DemonstrationVerdict.objects.filter(VERDICT_STANDING)
    return Prefetch(f"{path}verdicts", standing.select_related("by", "reason"), "standing_verdicts")


def verdict_of(judgment: Judgment) -> DemonstrationVerdict | None:
    """Return the verdict that stands, of a judgment loaded with :func:`verdicts_standing`."""
    standing: list[DemonstrationVerdict] = judgment.standing_verdicts  # type: ignore[attr-defined]
    return next(iter(standing), None)


def said_of(verdict: DemonstrationVerdict) -> str:
    """Return the reason of a verdict; empty where none was given, or it was erased."""
    return str(verdict.reason.body.get("text") or "") if verdict.reason else ""


def verdict_body(judgment: Judgment) -> dict[str, Any] | None:
    """Return the verdict that stands as JSON values; none where nobody decided."""
    verdict = verdict_of(judgment)
    if verdict is None:
        return None
    return {
        "id": verdict.public_id,
        "verdict": verdict.verdict,
        "by": verdict.by,
        "reason": said_of(verdict),
        "at": verdict.at,
    }
