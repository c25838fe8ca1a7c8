"""A project at a glance. Parts that stand above this app register themselves."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from labeling.assignments.models import Judgment, TaskKind, Verdict
from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.agreement import agreement_headline
from labeling.assignments.selectors.standing import (
    STANDING,
    decided,
    held_back,
    waiting_for_a_word,
)
from labeling.prompts.models import Completion, Split
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion
from touchstone.registry.selectors import serving_policy

OverviewPart = Callable[[Project], Any]
_PARTS: dict[str, OverviewPart] = {
    "feedback": lambda _: {"up": 0, "down": 0},
    "latest_cycle": lambda _: None,
}
"""What stands above this app, until it registers: no thumbs, no cycles."""

_PROMPTS = (
    "SELECT split, count(*) FROM prompts_prompt WHERE project_id = %(project)s GROUP BY split"
)
_TASKS = """
SELECT kind, count(*) FILTER (WHERE "index" = 0), count(*), count(*) FILTER (WHERE filled),
       count(*) FILTER (WHERE NOT filled
                        AND (lease_until IS NULL OR lease_until <= clock_timestamp()))
FROM assignments_taskplace
WHERE project_id = %(project)s AND (NOT withdrawn OR filled) AND NOT gold_check
GROUP BY kind
"""
_JUDGMENTS = """
SELECT count(*), count(*) FILTER (WHERE kind = 'review') FROM assignments_judgment
WHERE project_id = %(project)s AND supersedes_id IS NULL
"""
_DAYS = """
SELECT day::date::text,
       (SELECT count(*) FROM assignments_judgment j
        WHERE j.project_id = %(project)s AND j.supersedes_id IS NULL
          AND j.received_at >= day AND j.received_at < day + interval '1 day'),
       (SELECT count(DISTINCT user_id) FROM assignments_judgment j
        WHERE j.project_id = %(project)s
          AND j.received_at >= day AND j.received_at < day + interval '1 day')
FROM generate_series(date_trunc('day', clock_timestamp(), 'UTC') - interval '6 days',
                     date_trunc('day', clock_timestamp(), 'UTC'), interval '1 day') AS day
"""


def overview_part(name: str) -> Callable[[OverviewPart], OverviewPart]:
    """Register ``part`` (from a project to JSON values) under ``name`` of the overview.

    For apps above this one, in their ``AppConfig.ready``.
    """

    def register(part: OverviewPart) -> OverviewPart:
        _PARTS[name] = part
        return part

    return register


def overview(*, project: Project) -> dict[str, Any]:
    """Return the overview's JSON: counts, the last seven days (UTC), agreement, and the parts."""
    with connection.cursor() as cursor:
        parameters = {"project": project.pk}
        cursor.execute(_PROMPTS, parameters)
        splits = dict(cursor.fetchall())
        cursor.execute(_TASKS, parameters)
        tasks = {kind: rest for kind, *rest in cursor.fetchall()}
        cursor.execute(_JUDGMENTS, parameters)
        total = cursor.fetchone()
        cursor.execute(_DAYS, parameters)
        days = cursor.fetchall()
    counted = {split: splits.get(split, 0) for split in Split.values}
    return {
        "prompts": {"total": sum(counted.values()), "by_split": counted},
        "demonstrations": _demonstrations(project),
        "tasks": [_task_row(kind, tasks[kind]) for kind in KINDS_OFFERED if kind in tasks],
        "judgments": {
            "total": total[0] if total else 0,
            "reviews": total[1] if total else 0,
            "today": days[-1][1],
            "last_7_days": [{"date": day, "count": count} for day, count, _ in days],
        },
        "agreement": agreement_headline(project_id=project.pk).as_dict(),
        "labelers_active_today": days[-1][2],
        "serving_model": _model_reference(serving_policy(project)),
        **{name: part(project) for name, part in _PARTS.items()},
    }


def _demonstrations(project: Project) -> dict[str, int]:
    """Return what became of the demonstrations that fill places, and how many were imported."""
    written = Judgment.objects.filter(
        STANDING, project=project, kind=TaskKind.DEMONSTRATION, counted=True
    ).aggregate(
        in_use=Count("pk", filter=~held_back()),
        in_review=Count("pk", filter=waiting_for_a_word()),
        returned=Count("pk", filter=Q(decided("pk", Verdict.RETURNED))),
    )
    imported = Completion.objects.filter(project=project, is_demonstration=True).count()
    return {**written, "imported": imported}


def _model_reference(model: ModelVersion | None) -> dict[str, Any] | None:
    if model is None:
        return None
    return {
        "id": model.public_id,
        "name": model.name,
        "number": model.number,
        "role": model.role,
    }


def _task_row(kind: str, counts: list[int]) -> dict[str, Any]:
    total, places, done, still_open = counts
    row = {"total": total, "places": places, "places_done": done, "open": still_open}
    return {"kind": kind, **row}
