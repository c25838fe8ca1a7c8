"""Runs as they are shown, and their metrics."""

from django.db.models import QuerySet

from training.runs.models import Run, RunMetric

METRICS_AT_ONCE = 2000


def runs_shown() -> "QuerySet[Run]":
    """Return runs with what is shown of them, in a constant number of queries."""
    return Run.objects.select_related("produced", "step_run__step__cycle").prefetch_related(
        "datasets", "inputs"
    )


def run_metrics(run: Run, *, after_id: int) -> list[RunMetric]:
    """Return the run's next metrics after a row, oldest first, at most ``METRICS_AT_ONCE``."""
    later = RunMetric.objects.filter(run=run, pk__gt=after_id)
    return list(later.order_by("pk")[:METRICS_AT_ONCE])
