"""Handing in an answer: idempotent, decided under the task's lock, never thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from labeling.assignments.domain.states import AssignmentState, Event
from labeling.assignments.models import Assignment, TaskKind
from labeling.assignments.services.draw import demonstration_draw
from labeling.assignments.services.judgment_rows import judgment_create
from labeling.assignments.services.judgments import (
    StandingJudgment,
    Submission,
    answer_check,
    key_guarded,
    repeated,
    slots_of,
    task_judgments,
)
from labeling.assignments.services.leases import require_transition
from labeling.assignments.services.outcomes import outcomes_insert
from touchstone.core.deadlocks import deadlock_retried
from touchstone.core.errors import ConflictError, ErrorDetail
from touchstone.core.prepared import prepared_cursor

# NO KEY: a claim may insert an assignment (which shares the task's key) meanwhile.
# What a task shows never changes, so that it may be read before the lock is there.
_LOCK = """
SELECT a.state, ARRAY(SELECT completion_id FROM assignments_taskcompletion shown
                      WHERE shown.task_id = t.id ORDER BY shown."index")
FROM assignments_labelingtask t
JOIN assignments_assignment a ON a.task_id = t.id
WHERE a.id = %(assignment)s FOR NO KEY UPDATE OF t, a
"""
_FILL = """
UPDATE assignments_taskplace SET filled = true, holder_id = %(assignment)s, lease_until = NULL
WHERE id = (
    SELECT id FROM assignments_taskplace
    WHERE task_id = %(task)s AND NOT filled AND NOT withdrawn
      AND (holder_id = %(assignment)s OR lease_until IS NULL OR lease_until <= clock_timestamp())
    ORDER BY holder_id IS NOT DISTINCT FROM %(assignment)s DESC, "index" LIMIT 1
    FOR NO KEY UPDATE
)
RETURNING id, gold_check
"""
_FINISH = """
WITH draft AS (DELETE FROM assignments_draft WHERE assignment_id = %(assignment)s)
UPDATE assignments_assignment
SET state = 'submitted', submitted_at = clock_timestamp(), lease_until = clock_timestamp(),
    place_id = COALESCE(%(place)s, place_id), active_ms = %(active_ms)s
WHERE id = %(assignment)s
"""


@dataclass(frozen=True)
class Submitted:
    """What became of a submission, as its labeler is told."""

    judgment_id: UUID
    counted: bool
    """It filled a place of its task. Of a check this is said as well: nobody is told of checks."""
    created: bool
    """False: the very same submission had been stored before."""


def judgment_submit(*, assignment: Assignment, submission: Submission) -> Submitted:
    """Store an answer. It counts if a place of its task is free for it, else it is surplus.

    Raises:
        InvalidError: The answer is not well-formed.
        ConflictError: ``idempotency_conflict``, ``already_submitted`` or ``already_skipped``.
    """
    with key_guarded(submission):
        return deadlock_retried(lambda: _submit(assignment, submission))


def assignment_and_task_lock(assignment: Assignment) -> tuple[AssignmentState, dict[str, int]]:
    """Lock the task, then the assignment.

    Returns:
        The assignment's state as it is then, and which completion stands in which slot.
    """
    with prepared_cursor() as cursor:
        cursor.execute(_LOCK, {"assignment": assignment.pk})
        row: Any = cursor.fetchone()
    return AssignmentState(row[0]), slots_of(assignment.display_order, row[1])


@transaction.atomic
def _submit(assignment: Assignment, submission: Submission) -> Submitted:
    state, slots = assignment_and_task_lock(assignment)
    others = task_judgments(assignment.task_id)
    before = repeated(others, submission, assignment.user_id)
    if before is not None:
        return Submitted(before.public_id, before.placed, created=False)
    _require_open(state, others, assignment)
    answer_check(assignment, submission.answer, list(slots))
    place_id, gold_check = _fill_place(assignment)
    counted = place_id is not None and not gold_check
    judgment = judgment_create(
        assignment, submission, slots, counted=counted, gold_check=gold_check
    )
    outcomes_insert(assignment.task, judgment, others)
    if assignment.kind == TaskKind.DEMONSTRATION:
        demonstration_draw(assignment, judgment)
    _finish(assignment, place_id, submission.active_seconds * 1000)
    return Submitted(judgment.public_id, judgment.placed, created=True)


def _require_open(
    state: AssignmentState, judgments: Sequence[StandingJudgment], assignment: Assignment
) -> None:
    """Refuse a second answer; the conflict names the first, which may be revised instead."""
    standing = next(
        (
            one
            for one in judgments
            if one.assignment_id == assignment.pk and one.superseded_by is None
        ),
        None,
    )
    try:
        require_transition(state, Event.SUBMIT)
    except ConflictError as error:
        if standing is not None:
            named = {"judgment_id": str(standing.public_id)}
            error.details = (ErrorDetail("", error.code, error.message, extra=named),)
        raise


def _finish(assignment: Assignment, place_id: int | None, active_ms: int) -> None:
    parameters = {"assignment": assignment.pk, "place": place_id, "active_ms": active_ms}
    with prepared_cursor() as cursor:
        cursor.execute(_FINISH, parameters)


def _fill_place(assignment: Assignment) -> tuple[int | None, bool]:
    """Fill a place if one is free; return it, and whether it is a check."""
    with prepared_cursor() as cursor:
        cursor.execute(_FILL, {"assignment": assignment.pk, "task": assignment.task_id})
        row = cursor.fetchone()
    return (None, False) if row is None else (int(row[0]), bool(row[1]))
