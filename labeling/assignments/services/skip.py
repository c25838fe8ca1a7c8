"""Giving a task back with a reason, and taking that back. No reason costs standing."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now

from labeling.assignments.domain.states import Event
from labeling.assignments.models import (
    Assignment,
    AssignmentState,
    Skip,
    SkipReason,
    SkipTakenBack,
)
from labeling.assignments.services.content import text_content
from labeling.assignments.services.leases import (
    Lease,
    assignment_lock,
    assignment_open,
    place_free,
)
from labeling.assignments.services.signals import task_signals_mark
from touchstone.core.errors import ConflictError
from touchstone.projects.models import Membership

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
    """Free the place for others; the task does not return by itself. Again changes nothing.

    The draft stays, for whoever takes the skip back.

    Raises:
        ConflictError: The answer was handed in already.
    """
    assignment_lock(assignment, Event.SKIP)
    if _standing_skip(assignment) is not None:
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
    Assignment.objects.filter(pk=assignment.pk).update(
        state=AssignmentState.SKIPPED, lease_until=Now()
    )


@transaction.atomic
def assignment_unskip(*, assignment: Assignment) -> Lease:
    """Take a skip back: the task is on screen again, with its draft. Again renews the lease.

    The time before the skip is no longer the skip's: the page goes on counting from there.

    Raises:
        ConflictError: ``task_taken``: it has no place for them any more; ``too_many_held``; the
            answer was handed in; or, where it was never opened, guidelines are to be read first.
    """
    # As a claim does: two of these at once cannot both take the last lease that one may hold.
    mine = Membership.objects.filter(project=assignment.project_id, user=assignment.user_id)
    mine.select_for_update(no_key=True).get()
    assignment_lock(assignment, Event.UNSKIP)
    skip = _standing_skip(assignment)
    if skip is not None:
        SkipTakenBack.objects.create(skip=skip, project_id=assignment.project_id)
        Assignment.objects.filter(pk=assignment.pk).update(
            state=AssignmentState.LEASED, active_ms=Greatest(F("active_ms"), skip.active_ms)
        )
    try:
        lease = assignment_open(assignment=assignment)
    except ConflictError as error:
        if error.code != "assignment_expired":
            raise
        raise ConflictError(
            "This task is with somebody else, or is not asked for any more: it stays given back.",
            code="task_taken",
        ) from error
    if skip is not None and skip.reason in UNCLEAR_REASONS:
        task_signals_mark([assignment.task_id])
    return lease


def _standing_skip(assignment: Assignment) -> Skip | None:
    return Skip.objects.filter(assignment=assignment, taken_back=None).first()
