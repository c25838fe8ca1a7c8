"""Taking judgments out: places go back to the queue, agreement is reversed, nothing is deleted.

Lock order as everywhere: tasks (by id), then places. A submit or a revision holds its task's lock,
so that it is either seen here, or sees the void.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection, transaction

from labeling.assignments.models import Judgment, JudgmentVoid, LabelingTask, TaskKind, VoidCause
from labeling.assignments.services.judgments import StandingJudgment, task_judgments
from labeling.assignments.services.outcomes import outcomes_reverse
from labeling.assignments.services.signals import task_signals_mark
from labeling.assignments.services.task import labeling_task_cancel
from labeling.assignments.services.writing import brief_purpose_key
from touchstone.accounts.models import User

# A place of a task that was withdrawn meanwhile is no place any more.
_FREE = """
UPDATE assignments_taskplace p
SET filled = false, holder_id = NULL, lease_until = NULL, withdrawn = t.cancelled_at IS NOT NULL
FROM assignments_labelingtask t
WHERE t.id = p.task_id AND p.task_id = %s AND p.filled AND p.holder_id = ANY(%s)
"""


def judgments_void(
    *, judgment_ids: Sequence[int], cause: VoidCause, reason: str, by: User | None
) -> int:
    """Void judgments as far as they still stand, in one transaction; again changes nothing.

    A judgment that was revised since it was chosen is voided in its latest revision: the answer is
    the same person's to the same task under the same guidelines.

    Returns:
        How many were voided now.
    """
    with transaction.atomic():
        tasks = LabelingTask.objects.filter(judgments__in=list(judgment_ids)).distinct()
        # Locked by id: two of these at once cannot wait for each other.
        locked = LabelingTask.objects.filter(pk__in=tasks.values("pk")).order_by("pk")
        voided = 0
        for task in locked.select_for_update(no_key=True):
            voided += _void_of(task, set(judgment_ids), cause, reason, by)
        return voided


def _void_of(
    task: LabelingTask, chosen: set[int], cause: VoidCause, reason: str, by: User | None
) -> int:
    judgments = task_judgments(task.pk)
    assignments = {one.assignment_id for one in judgments if one.pk in chosen}
    marked = [_marked(one, assignments) for one in judgments]
    voiding = [one for one in marked if one.voiding]
    if not voiding:
        return 0
    outcomes_reverse(task, marked)
    JudgmentVoid.objects.bulk_create(
        JudgmentVoid(
            project_id=task.project_id, judgment_id=one.pk, cause=cause, reason=reason, by=by
        )
        for one in voiding
    )
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [task.pk, [one.assignment_id for one in voiding]])
    task_signals_mark([task.pk])
    if task.kind == TaskKind.PROMPT:
        _unmake([one.pk for one in voiding])
    return len(voiding)


def _unmake(judgment_ids: Sequence[int]) -> None:
    """Withdraw what its order made of a prompt that is voided; work done on it stays."""
    written = Judgment.objects.filter(pk__in=judgment_ids).select_related("task__brief")
    for one in written:
        made = LabelingTask.objects.filter(
            prompt_id=one.prompt_id, purpose_key=brief_purpose_key(one.task.brief)
        )
        labeling_task_cancel(task_ids=list(made.values_list("pk", flat=True)))


def _marked(judgment: StandingJudgment, assignments: set[int]) -> StandingJudgment:
    stands = judgment.superseded_by is None and not judgment.voided
    return replace(judgment, voiding=stands and judgment.assignment_id in assignments)
