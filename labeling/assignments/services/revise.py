"""Revising an answer that was handed in: a later row that supersedes, nothing overwritten."""

from django.db import transaction

from labeling.assignments.domain.states import Event
from labeling.assignments.models import Assignment, TaskKind
from labeling.assignments.services.draw import demonstration_draw
from labeling.assignments.services.judgment_rows import judgment_create
from labeling.assignments.services.judgments import (
    Submission,
    answer_check,
    key_guarded,
    repeated,
    task_judgments,
)
from labeling.assignments.services.leases import require_transition
from labeling.assignments.services.outcomes import outcomes_insert
from labeling.assignments.services.submit import Submitted, assignment_and_task_lock
from touchstone.core.errors import ConflictError


def judgment_revise(*, assignment: Assignment, submission: Submission) -> Submitted:
    """Store a new revision of the assignment's judgment; it counts as the one before did.

    Its agreement outcomes replace the old ones by reversal, in the same transaction.

    Raises:
        InvalidError: The answer is not well-formed.
        ConflictError: ``idempotency_conflict``, ``judgment_voided``, ``review_settled_only``, or
            nothing was submitted that could be revised.
    """
    if assignment.kind == TaskKind.REVIEW:
        # Another reviewer's may stand by now; and it needs a reason and an audit row.
        raise ConflictError(
            "A review is not revised: settle the task again.", code="review_settled_only"
        )
    with key_guarded(submission), transaction.atomic():
        state, slots = assignment_and_task_lock(assignment)
        judgments = task_judgments(assignment.task_id)
        before = repeated(judgments, submission, assignment.user_id)
        if before is not None:
            return Submitted(before.public_id, before.placed, created=False)
        require_transition(state, Event.REVISE)
        answer_check(assignment, submission.answer, list(slots))
        latest = max(
            (one for one in judgments if one.assignment_id == assignment.pk),
            key=lambda one: one.revision,
        )
        if latest.voided:
            raise ConflictError(
                "This answer was taken out by a reviewer and the task is judged anew by others: "
                "it cannot be revised.",
                code="judgment_voided",
            )
        judgment = judgment_create(
            assignment, submission, slots, counted=latest.counted, supersedes=latest
        )
        outcomes_insert(assignment.task, judgment, judgments, supersedes=latest)
        if assignment.kind == TaskKind.DEMONSTRATION:
            demonstration_draw(assignment, judgment)
    return Submitted(judgment.public_id, judgment.placed, created=True)
