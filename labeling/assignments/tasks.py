"""Celery's entries to this app."""

from celery import shared_task

from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.assignments.services.signals import task_signals_refresh


@shared_task
def pair_outcomes_fold_task() -> None:
    """Fold pair outcomes into the per-prompt totals; count anew what asks for a reviewer."""
    pair_outcomes_fold()
    task_signals_refresh()
