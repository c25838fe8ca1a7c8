"""Handing a broken task out no more."""

from django.db import transaction

from labeling.assignments.models import LabelingTask, TaskPurpose
from labeling.assignments.services.signals import task_signals_mark
from labeling.assignments.services.task import labeling_task_cancel
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError


@transaction.atomic
def task_withdraw(*, task: LabelingTask, by: User) -> bool:
    """Withdraw a task from the queue; its judgments stay. Again changes nothing.

    Returns:
        Whether it was withdrawn now.

    Raises:
        ConflictError: ``gate_task``: a gate waits for its answers.
    """
    if task.purpose == TaskPurpose.GATE:
        raise ConflictError(
            "A gate waits for this task's answers: it cannot be withdrawn.", code="gate_task"
        )
    if not labeling_task_cancel(task_ids=[task.pk]):
        return False
    task_signals_mark([task.pk])
    audit_record(
        actor=by,
        action="task.withdrawn",
        target=f"task:{task.public_id}",
        project_id=task.project_id,
    )
    return True
