"""Settling a disagreement: a reviewer's ranking and reason, as a judgment of its own task.

The review is a task of the kind ``review`` that shows the same completions, so that what labelers
said, and how far they agree, stays as it was. Settling again supersedes, whoever does it.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from labeling.assignments.domain.answers import RankingAnswer, SchemaRules, ranking_faults
from labeling.assignments.models import (
    Assignment,
    AssignmentState,
    LabelingTask,
    TaskCompletion,
    TaskKind,
    TaskPlace,
    TaskPurpose,
    TaskSignal,
)
from labeling.assignments.services.judgment_rows import judgment_create
from labeling.assignments.services.judgments import (
    StandingJudgment,
    Submission,
    key_guarded,
    repeated,
    slots_of,
    task_judgments,
)
from labeling.assignments.services.signals import task_signals_mark
from labeling.assignments.services.submit import Submitted
from labeling.guidelines.selectors import guideline_standing
from labeling.quality.selectors.parties import another_settles
from labeling.quality.services.gold import gold_follow
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.selectors import rating_schema_current

SETTLED_KINDS = (TaskKind.RANKING, TaskKind.COMPARISON)


def task_settle(
    *,
    task: LabelingTask,
    by: User,
    submission: Submission,
    supersedes: UUID | Literal["any"] | None = "any",
) -> Submitted:
    """Store a reviewer's ranking of a task; the notes of the answer are the reason labelers see.

    Idempotent by the submission's id.

    Args:
        task: What is settled.
        by: The reviewer.
        submission: Their ranking.
        supersedes: The review they saw (``None``: there was none), so that of two who settle at
            once the second is told.

    Raises:
        InvalidError: The ranking is not whole, or there is no reason.
        ConflictError: Tasks of this kind or purpose are not settled; ``own_work``: they have a
            part in it and another reviewer has none; ``already_settled``;
            ``idempotency_conflict``.
    """
    with key_guarded(submission), transaction.atomic():
        task = LabelingTask.objects.select_for_update(no_key=True).get(pk=task.pk)
        _check_task(task)
        assignment, slots = _assignment(task, by)
        judgments = task_judgments(assignment.task_id)
        before = repeated(judgments, submission, by.pk)
        if before is not None:
            return Submitted(before.public_id, before.counted, created=False)
        standing = next((one for one in judgments if one.superseded_by is None), None)
        _check_standing(standing, supersedes)
        _check_no_party(task, by)
        _check_answer(assignment, submission, list(slots))
        judgment = judgment_create(assignment, submission, slots, counted=True, supersedes=standing)
        task_signals_mark([task.pk])
        TaskSignal.objects.filter(task=task).update(settled=True)
        gold_follow(task=task, by=by)
        audit_record(
            actor=by,
            action="task.settled",
            target=f"task:{task.public_id}",
            project_id=task.project_id,
            detail={"judgment": str(judgment.public_id), "revision": judgment.revision},
        )
    return Submitted(judgment.public_id, counted=True, created=True)


def _check_task(task: LabelingTask) -> None:
    if task.kind not in SETTLED_KINDS:
        raise ConflictError("Only rankings and comparisons are settled.", code="not_settled_kind")
    if task.purpose != TaskPurpose.TRAINING:
        raise ConflictError(
            "This task is evidence of a gate and stays as its labelers judged it.",
            code="gate_task",
        )


def _check_standing(
    standing: StandingJudgment | None, supersedes: UUID | Literal["any"] | None
) -> None:
    if supersedes in ("any", standing.public_id if standing else None):
        return
    raise ConflictError(
        "Another reviewer settled this task meanwhile: look at what they said first.",
        code="already_settled",
    )


def _check_no_party(task: LabelingTask, by: User) -> None:
    if another_settles(task_id=task.pk, user_id=by.pk):
        raise ConflictError(
            "You judged this task, or wrote an answer that it shows: another reviewer settles it.",
            code="own_work",
        )


def _check_answer(assignment: Assignment, submission: Submission, slots: Sequence[str]) -> None:
    answer = submission.answer
    assert isinstance(answer, RankingAnswer)  # noqa: S101 - made by this app's own view
    schema = assignment.rating_schema
    rules = SchemaRules.of(schema.scale, schema.flags, schema.prompt_fields)
    # A reviewer decides the order; rating every answer again is not asked for.
    faults = [
        fault for fault in ranking_faults(answer, slots, rules) if fault.code != "rating_missing"
    ]
    if not answer.notes.strip():
        message = "Say why: the task's labelers read it, without your name."
        faults.append(ErrorDetail("reason", "required", message))
    if faults:
        raise InvalidError(" ".join(fault.message for fault in faults), details=faults)


def _assignment(task: LabelingTask, by: User) -> tuple[Assignment, dict[str, int]]:
    """Return the reviewer's assignment on the task's review, made where there is none."""
    shown = list(
        TaskCompletion.objects.filter(task=task).order_by("index").values_list("completion_id")
    )
    completions = [pk for (pk,) in shown]
    review = LabelingTask.objects.filter(reviews=task).first() or _review_task(task, completions)
    standing = guideline_standing(project_id=task.project_id, user_id=by.pk)
    # Reviewers need not confirm to settle: a review is made under what is in force then.
    guideline_id = standing.acknowledged_id or standing.current_id
    schema = rating_schema_current(task.project)
    now = timezone.now()
    assignment, created = Assignment.objects.get_or_create(
        task=review,
        user=by,
        defaults={
            "project_id": task.project_id,
            "place": review.places.all()[0],
            "kind": TaskKind.REVIEW,
            "state": AssignmentState.SUBMITTED,
            "guideline_id": guideline_id,
            "rating_schema": schema,
            "display_order": list(range(len(completions))),
            "opened_at": now,
            "submitted_at": now,
            "lease_until": now - timedelta(seconds=1),
        },
    )
    if not created and assignment.guideline_id != guideline_id:
        # Settling again is a judgment of its own time, and not one under what held the first time.
        assignment.guideline_id = guideline_id
        assignment.save(update_fields=["guideline"])
    return assignment, slots_of(assignment.display_order, completions)


def _review_task(task: LabelingTask, completions: Sequence[int]) -> LabelingTask:
    review = LabelingTask.objects.create(
        project_id=task.project_id,
        prompt_id=task.prompt_id,
        kind=TaskKind.REVIEW,
        purpose=task.purpose,
        purpose_key=f"review:{task.public_id}",
        reviews=task,
        overlap=1,
    )
    TaskCompletion.objects.bulk_create(
        TaskCompletion(task=review, completion_id=pk, index=index)
        for index, pk in enumerate(completions)
    )
    # Filled from the start: a review is nobody's to claim.
    TaskPlace.objects.create(
        project_id=task.project_id,
        task=review,
        index=0,
        kind=TaskKind.REVIEW,
        sort_key=0,
        language="",
        filled=True,
    )
    return review
