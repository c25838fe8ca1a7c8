"""Cycles as they are shown."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from touchstone.projects.models import Project
from training.runs.models import Cycle, StepRun


def cycles_shown() -> "QuerySet[Cycle]":
    """Return cycles with what is shown of them, in a constant number of queries."""
    runs = StepRun.objects.select_related("run").order_by("pk")
    return Cycle.objects.select_related("policy", "base_model").prefetch_related(
        Prefetch("steps__step_runs", queryset=runs)
    )


def latest_cycle_part(project: Project) -> dict[str, Any] | None:
    """Return the project's newest cycle for its overview; ``None`` before the first."""
    cycle = Cycle.objects.filter(project=project).order_by("-number").first()
    if cycle is None:
        return None
    return {"id": cycle.public_id, "number": cycle.number, "state": cycle.state}
