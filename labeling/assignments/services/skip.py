"""Giving a task back with a reason. No reason costs standing."""

from django.db import transaction
from django.db.models.functions import Now

from labeling.assignments.domain.states import Event
from labeling.assignments.models import Assignment, AssignmentState, Draft, Skip, SkipReason
from labeling.assignments.services.content import text_content
from labeling.assignments.services.leases import assignment_lock, place_free
from labeling.assignments.services.signals import task_signals_mark

UNCLEAR_REASONS = (SkipReason.UNCLEAR, SkipReason.BROKEN)
"""Reasons that speak of the task and not of the person."""


@transaction.atomic
def assignment_skip(
    *,
    assignment: Assignment,
    reason: SkipReason,
    note: str = "",
    active_seconds: int = 0,
    wall_seconds: int = 0,
) -> None:
    """Free the place for others; the task never returns to this person. Again changes nothing.

    Raises:
        ConflictError: The answer was handed in already.
    """
    assignment_lock(assignment, Event.SKIP)
    if Skip.objects.filter(assignment=assignment).exists():
        return
    place_free(assignment)
    content = text_content(assignment.project_id, note) if note.strip() else None
    reported = Assignment.objects.values_list("active_ms", flat=True).get(pk=assignment.pk)
    Skip.objects.create(
        assignment=assignment,
        project_id=assignment.project_id,
        reason=reason,
        note=content,
        # A page that does not tell has reported by its heartbeats.
        active_ms=max(active_seconds * 1000, reported),
        wall_ms=wall_seconds * 1000,
    )
    if reason in UNCLEAR_REASONS:
        task_signals_mark([assignment.task_id])
    Draft.objects.filter(assignment=assignment).delete()
    Assignment.objects.filter(pk=assignment.pk).update(
        state=AssignmentState.SKIPPED, lease_until=Now()
    )
