"""Handing in an answer: idempotent, decided under the task's lock, never thrown away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from labeling.assignments.domain.states import AssignmentState, Event
from labeling.assignments.models import Assignment, Judgment
from labeling.assignments.services.judgments import (
    StandingJudgment,
    Submission,
    answer_check,
    judgment_create,
    key_guarded,
    repeated,
    slot_completions,
    task_judgments,
)
from labeling.assignments.services.leases import require_transition
from labeling.assignments.services.outcomes import outcomes_insert

# NO KEY: a claim may insert an assignment (which shares the task's key) meanwhile.
_LOCK = """
SELECT a.state FROM assignments_labelingtask t
JOIN assignments_assignment a ON a.task_id = t.id
WHERE a.id = %s FOR NO KEY UPDATE OF t, a
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
RETURNING id
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
    """What became of a submission."""

    judgment_id: UUID
    counted: bool
    created: bool
    """False: the very same submission had been stored before."""


def judgment_submit(*, assignment: Assignment, submission: Submission) -> Submitted:
    """Store an answer. It counts if a place of its task is free for it, else it is surplus.

    Raises:
        InvalidError: The answer is not well-formed.
        ConflictError: ``idempotency_conflict``, ``already_submitted`` or ``already_skipped``.
    """
    slots = slot_completions(assignment)
    with key_guarded(submission), transaction.atomic():
        return _submit(assignment, submission, slots)


def assignment_and_task_lock(assignment: Assignment) -> AssignmentState:
    """Lock the task, then the assignment; return the assignment's state as it is then."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [assignment.pk])
        row: Any = cursor.fetchone()
    return AssignmentState(row[0])


def _submit(assignment: Assignment, submission: Submission, slots: dict[str, int]) -> Submitted:
    state = assignment_and_task_lock(assignment)
    others = task_judgments(assignment.task_id)
    before = repeated(others, submission, assignment.user_id)
    if before is not None:
        return _submitted(before, created=False)
    require_transition(state, Event.SUBMIT)
    answer_check(assignment, submission.answer, list(slots))
    place_id = _fill_place(assignment)
    judgment = judgment_create(assignment, submission, slots, counted=place_id is not None)
    outcomes_insert(assignment.task, judgment, others)
    with connection.cursor() as cursor:
        cursor.execute(
            _FINISH,
            {
                "assignment": assignment.pk,
                "place": place_id,
                "active_ms": submission.active_seconds * 1000,
            },
        )
    return _submitted(judgment, created=True)


def _submitted(judgment: Judgment | StandingJudgment, *, created: bool) -> Submitted:
    return Submitted(judgment.public_id, judgment.counted, created)


def _fill_place(assignment: Assignment) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {"assignment": assignment.pk, "task": assignment.task_id})
        row = cursor.fetchone()
    return None if row is None else int(row[0])
