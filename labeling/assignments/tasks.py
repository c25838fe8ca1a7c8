"""Celery's entries to this app."""

from celery import shared_task

from labeling.assignments.services.outcomes import pair_outcomes_fold


@shared_task
def pair_outcomes_fold_task() -> None:
    """Fold pair outcomes into the per-prompt totals."""
    pair_outcomes_fold()
