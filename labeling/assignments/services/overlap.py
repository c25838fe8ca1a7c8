"""Asking more people about a task."""

from django.db import connection, transaction

from labeling.assignments.models import LabelingTask, TaskKind, TaskPurpose
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, InvalidError

MAX_OVERLAP = 15

_ADD = """
INSERT INTO assignments_taskplace
    (project_id, task_id, "index", kind, priority, sort_key, language, expertise, topics, filled,
     withdrawn)
SELECT p.project_id, p.task_id, added, p.kind, p.priority, p.sort_key, p.language, p.expertise,
       p.topics, false, false
FROM assignments_taskplace p CROSS JOIN generate_series(%(first)s, %(last)s) AS added
WHERE p.task_id = %(task)s AND p."index" = 0
"""


@transaction.atomic
def task_overlap_raise(*, task: LabelingTask, overlap: int, by: User) -> LabelingTask:
    """Want a task judged by ``overlap`` people altogether; the new places are open at once.

    Raises:
        InvalidError: More than ``MAX_OVERLAP``.
        ConflictError: It is wanted that often already, was withdrawn, is a review or a gate's.
    """
    if overlap > MAX_OVERLAP:
        raise InvalidError(f"A task is judged by up to {MAX_OVERLAP} people, not {overlap}.")
    task = LabelingTask.objects.select_for_update(no_key=True, of=("self",)).get(pk=task.pk)
    if task.kind == TaskKind.REVIEW or task.cancelled_at is not None:
        raise ConflictError("This task is no longer handed out.", code="task_closed")
    if task.purpose == TaskPurpose.GATE:
        raise ConflictError(
            "This task is evidence of a gate, whose number of answers was declared beforehand.",
            code="gate_task",
        )
    if overlap <= task.overlap:
        raise ConflictError(
            f"{task.overlap} people are wanted on this task already: ask for more than that.",
            code="overlap_not_raised",
        )
    parameters = {"task": task.pk, "first": task.overlap, "last": overlap - 1}
    with connection.cursor() as cursor:
        cursor.execute(_ADD, parameters)
    audit_record(
        actor=by,
        action="task.overlap_raised",
        target=f"task:{task.public_id}",
        project_id=task.project_id,
        detail={"before": task.overlap, "after": overlap},
    )
    task.overlap = overlap
    task.save(update_fields=["overlap"])
    return task
