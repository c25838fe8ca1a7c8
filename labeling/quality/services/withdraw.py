"""Handing a broken task out no more."""

from django.db import transaction

from labeling.assignments.models import LabelingTask, TaskPurpose
from labeling.assignments.services.locks import tasks_lock
from labeling.assignments.services.signals import task_signals_mark
from labeling.assignments.services.task import labeling_task_cancel
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError


@transaction.atomic
def task_withdraw(*, task: LabelingTask, by: User) -> bool:
    """Withdraw a task from the queue, for good; its judgments stay. Again changes nothing.

    A task that is offered no more for now (its prompt's writer went on to another) stays so.

    Returns:
        Whether it was withdrawn now.

    Raises:
        ConflictError: ``gate_task``: a gate waits for its answers.
    """
    if task.purpose == TaskPurpose.GATE:
        raise ConflictError(
            "A gate waits for this task's answers: it cannot be withdrawn.", code="gate_task"
        )
    tasks_lock([task.pk])
    if not LabelingTask.objects.filter(pk=task.pk, withdrawn_by=None).update(withdrawn_by=by):
        return False
    labeling_task_cancel(task_ids=[task.pk])
    task_signals_mark([task.pk])
    audit_record(
        actor=by,
        action="task.withdrawn",
        target=f"task:{task.public_id}",
        project_id=task.project_id,
    )
    return True
