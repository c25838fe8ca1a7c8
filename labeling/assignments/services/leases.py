"""Taking and renewing the lease on a place, for an assignment that already exists.

Lock order everywhere: task, assignment, place. A lease that ran out is taken back where the place,
or any other place of the task, is still free. All by the database's clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from labeling.assignments.domain.states import AssignmentState, Event, next_state
from labeling.assignments.models import Assignment, Pause
from labeling.guidelines.selectors import guideline_standing
from touchstone.core.clock import ClockNow
from touchstone.core.errors import ConflictError
from touchstone.core.prepared import prepared_cursor
from touchstone.projects.models import Project

MAX_HELD = 10
"""Live leases that one person may have in a project; keeps a runaway client from hoarding."""

# {which} selects assignments; the oldest that was opened comes first, prefetched ones after. What
# was not looked at yet is not taken up again where its topic was refused meanwhile, and a lease
# that ran out not beyond what one may hold: giving back and opening again would hoard.
_TAKE = """
WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
mine AS MATERIALIZED (
    SELECT a.id, a.task_id, a.project_id, a.user_id, a.opened_at FROM assignments_assignment a
    WHERE a.state = 'leased' AND {which} AND NOT EXISTS (
        SELECT 1 FROM assignments_pause pause
        WHERE pause.project_id = a.project_id AND pause.user_id = a.user_id
          AND pause.ended_at IS NULL)
      AND (a.lease_until > clock_timestamp() OR (
          SELECT count(*) FROM assignments_assignment held
          WHERE held.user_id = a.user_id AND held.project_id = a.project_id
            AND held.state = 'leased' AND held.lease_until > clock_timestamp()) < %(max_held)s)
    FOR NO KEY UPDATE
),
found AS MATERIALIZED (
    SELECT mine.id, free.id AS place_id
    FROM mine CROSS JOIN LATERAL (
        SELECT p.id FROM assignments_taskplace p
        WHERE p.task_id = mine.task_id AND NOT p.filled AND NOT p.withdrawn
          AND (p.holder_id = mine.id OR p.lease_until IS NULL
               OR p.lease_until <= clock_timestamp())
          AND (mine.opened_at IS NOT NULL OR NOT EXISTS (
              SELECT 1 FROM assignments_topicrefusal refusal
              WHERE refusal.project_id = mine.project_id AND refusal.user_id = mine.user_id
                AND refusal.topics && p.topics))
        ORDER BY p.holder_id IS NOT DISTINCT FROM mine.id DESC, p."index" LIMIT 1
        FOR NO KEY UPDATE
    ) free
    ORDER BY mine.opened_at IS NULL, mine.id LIMIT 1
),
place AS (
    UPDATE assignments_taskplace p
    SET holder_id = found.id,
        lease_until = GREATEST(p.lease_until, clock.now + make_interval(secs => %(lease_s)s))
    FROM found, clock WHERE p.id = found.place_id
    RETURNING p.id, p.holder_id, p.lease_until
)
UPDATE assignments_assignment a
SET place_id = place.id, lease_until = place.lease_until,
    opened_at = CASE WHEN %(opens)s THEN COALESCE(a.opened_at, clock.now) ELSE a.opened_at END,
    guideline_id = CASE WHEN a.opened_at IS NULL AND %(opens)s
                        THEN %(guideline)s ELSE a.guideline_id END,
    active_ms = GREATEST(a.active_ms, %(active_ms)s)
FROM place, clock, mine
WHERE a.id = place.holder_id AND mine.id = a.id
RETURNING a.id, a.lease_until, mine.opened_at IS NOT NULL
"""
_HELD = """a.user_id = %(user)s AND a.project_id = %(project)s AND a.kind = ANY(%(kinds)s)
    AND a.public_id <> ALL(%(exclude)s::uuid[]) AND (%(opens)s OR a.opened_at IS NULL)"""
_ONE = "a.id = %(assignment)s"
_STOPPED = {
    "must_acknowledge": "A new major release of the guidelines is out: acknowledge it, then open "
    "again.",
    "must_pass_quiz": "The guidelines have a quiz: pass it, then open again.",
}
_PAUSED = (
    "You are paused: your queue says why, and the task may go to somebody else. Your draft is "
    "kept; what you submit is kept too."
)


@dataclass(frozen=True)
class Lease:
    """A lease that was just taken or renewed."""

    assignment_id: int
    until: datetime
    opened_before: bool


def lease_take_held(
    *,
    project: Project,
    user_id: int,
    kinds: list[str],
    exclude: list[UUID],
    opens: bool,
    guideline_id: int | None,
) -> Lease | None:
    """Take up what somebody already holds, or held: opened work first, then prefetched.

    Returns:
        ``None`` where they hold nothing of these kinds whose task still has a place.
    """
    return _take(
        _HELD,
        user=user_id,
        project=project.pk,
        kinds=kinds,
        exclude=exclude,
        opens=opens,
        lease_s=lease_seconds(project, opens=opens),
        guideline=guideline_id,
    )


def lease_seconds(project: Project, *, opens: bool) -> int:
    """Return how long a task on screen, or one only fetched ahead, is held."""
    return 60 * (project.lease_minutes if opens else project.prefetch_minutes)


def assignment_open(*, assignment: Assignment) -> Lease:
    """Put a prefetched assignment on screen: the full lease, under the guidelines of now.

    What was on screen before may be finished under the guidelines it was opened with.

    Raises:
        ConflictError: It was handed in or given back, a major release waits for its
            acknowledgment or its quiz, or the task went to somebody else.
    """
    with transaction.atomic():
        assignment_lock(assignment, Event.OPEN)
        standing = guideline_standing(project_id=assignment.project_id, user_id=assignment.user_id)
        if standing.stopped_by is not None and assignment.opened_at is None:
            raise ConflictError(_STOPPED[standing.stopped_by], code=standing.stopped_by)
        return _renew(assignment, opens=True, guideline=standing.acknowledged_id)


def assignment_heartbeat(*, assignment: Assignment, active_seconds: int) -> datetime:
    """Renew the lease of a page that is still open.

    Returns:
        When the lease ends now.

    Raises:
        ConflictError: It is no longer open for work, or the task went to somebody else.
    """
    with transaction.atomic():
        assignment_lock(assignment, Event.HEARTBEAT)
        lease = _renew(assignment, opens=False, active_ms=active_seconds * 1000)
    return lease.until


def assignment_release(*, assignment: Assignment) -> None:
    """Give a lease up without a word; draft and assignment stay, and the task may come back.

    Raises:
        ConflictError: It was handed in or given back already.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        assignment_lock(assignment, Event.RELEASE)
        place_free(assignment)
        cursor.execute(
            "UPDATE assignments_assignment SET lease_until = clock_timestamp() WHERE id = %s",
            [assignment.pk],
        )


def assignment_lock(assignment: Assignment, event: Event) -> AssignmentState:
    """Lock the assignment's row and return the state that ``event`` leads to.

    Raises:
        ConflictError: The state does not allow it; the code tells which state it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM assignments_assignment WHERE id = %s FOR NO KEY UPDATE",
            [assignment.pk],
        )
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - assignments are never deleted
    return require_transition(AssignmentState(row[0]), event)


def require_transition(state: AssignmentState, event: Event) -> AssignmentState:
    """Return the state that ``event`` leads to.

    Raises:
        ConflictError: ``already_submitted``, ``already_skipped`` or ``not_submitted``.
    """
    after = next_state(state, event)
    if after is not None:
        return after
    if state == AssignmentState.SUBMITTED:
        message = "Your answer to this task is in: fetch the next one, or revise it."
    elif state == AssignmentState.SKIPPED:
        message = "You gave this task back: fetch the next one."
    else:
        message = "There is no answer to revise yet: submit one."
    code = "not_submitted" if state == AssignmentState.LEASED else f"already_{state.value}"
    raise ConflictError(message, code=code)


def place_free(assignment: Assignment) -> None:
    """Free the place that the assignment holds, if it still does; the caller holds the row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assignments_taskplace SET holder_id = NULL, lease_until = NULL "
            "WHERE task_id = %s AND holder_id = %s AND NOT filled",
            [assignment.task_id, assignment.pk],
        )


def _renew(assignment: Assignment, *, opens: bool, **parameters: Any) -> Lease:
    lease_s = assignment.project.lease_minutes * 60
    lease = _take(_ONE, opens=opens, lease_s=lease_s, assignment=assignment.pk, **parameters)
    if lease is None:
        if _paused(assignment):
            raise ConflictError(_PAUSED, code="assignment_expired")
        held = _held(assignment)
        if held >= MAX_HELD:
            raise too_many_held(held)
        raise ConflictError(
            "The lease ran out and the task went to somebody else. Your draft is kept; what you "
            "submit is kept too, as surplus.",
            code="assignment_expired",
        )
    return lease


def too_many_held(held: int) -> ConflictError:
    """Return the refusal of one more lease."""
    return ConflictError(
        f"You hold {held} tasks already, the most that one person may. Work on those first.",
        code="too_many_held",
    )


def _held(assignment: Assignment) -> int:
    mine = Assignment.objects.filter(project=assignment.project_id, user=assignment.user_id)
    return mine.filter(state=AssignmentState.LEASED, lease_until__gt=ClockNow()).count()


def _paused(assignment: Assignment) -> bool:
    found = Pause.objects.filter(project_id=assignment.project_id, user_id=assignment.user_id)
    return found.filter(ended_at=None).exists()


def _take(which: str, **parameters: Any) -> Lease | None:
    with prepared_cursor() as cursor:
        parameters = {"guideline": None, "active_ms": 0, "max_held": MAX_HELD, **parameters}
        cursor.execute(_TAKE.format(which=which), parameters)
        row = cursor.fetchone()
    return None if row is None else Lease(*row)
