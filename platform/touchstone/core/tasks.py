"""Celery's entry to the outbox."""

from celery import shared_task

from touchstone.core.liveness import workers_note_alive
from touchstone.core.outbox import outbox_forget, outbox_run


@shared_task
def outbox_run_task(pk: int) -> None:
    """Run one outbox message, if it still waits."""
    outbox_run(pk=pk)


@shared_task
def outbox_sweep_task() -> None:
    """Run whatever is due and was never nudged; note that workers are alive."""
    workers_note_alive()
    while outbox_run(pk=None):
        pass


@shared_task
def outbox_forget_task() -> None:
    """Delete messages that were done long ago."""
    outbox_forget()
