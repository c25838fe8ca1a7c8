"""A person's queue: what they could get, what they hold, and what they did today."""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from labeling.assignments.models import Assignment, AssignmentState
from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.available import AVAILABLE, ELIGIBLE_KINDS
from labeling.assignments.selectors.excerpts import task_excerpt, task_sensitive
from labeling.assignments.selectors.stretches import CLAIMS, active_lost
from labeling.guidelines.selectors import guideline_standing
from touchstone.core.clock import ClockNow

AVAILABLE_CAP = 1000
"""Tasks are counted up to here: whoever has a thousand before them need not know of the next."""

_KINDS = f"""
WITH wanted AS MATERIALIZED ({ELIGIBLE_KINDS})
SELECT wanted.kind, (
    SELECT count(DISTINCT task_id) FROM (
        SELECT p.task_id FROM assignments_taskplace p WHERE {AVAILABLE} LIMIT %(cap)s
    ) open)
FROM wanted
"""  # noqa: S608 - parts of our own
_DONE = """
SELECT kind, count(*) FROM assignments_assignment
WHERE user_id = %(user)s AND project_id = %(project)s AND state = 'submitted' GROUP BY kind
"""
# As the ledger counts: what a person reads here is what the accounts get.
_TODAY = f"""
SELECT count(*) FILTER (WHERE NOT revised AND NOT skipped), count(*) FILTER (WHERE revised),
       COALESCE(sum(claimed), 0), COALESCE(bool_or(tight), false),
       (SELECT reason FROM assignments_pause
        WHERE project_id = %(project)s AND user_id = %(user)s AND ended_at IS NULL),
       (SELECT about_pay FROM projects_project WHERE id = %(project)s)
FROM {CLAIMS}
"""  # noqa: S608 - parts of our own


def queue(*, project_id: int, user_id: int, zone: str = "UTC") -> dict[str, Any]:
    """Return the queue's JSON. Kinds that the person is not eligible for are left out.

    Args:
        project_id: The bigint id.
        user_id: Whose queue.
        zone: Where today began.
    """
    parameters: dict[str, Any] = {
        "project": project_id,
        "user": user_id,
        "users": [user_id],
        "cap": AVAILABLE_CAP,
        "since": _midnight(zone),
    }
    standing = guideline_standing(project_id=project_id, user_id=user_id)
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, parameters)
        available = dict(cursor.fetchall())
        cursor.execute(_DONE, parameters)
        done = dict(cursor.fetchall())
        cursor.execute(_TODAY, parameters)
        today = cursor.fetchone()
    held = _held(project_id, user_id)
    # What the page fetched ahead is theirs to start like all that waits, and nobody else's to get.
    ahead = Counter(one["kind"] for one in held if not one["opened"])
    submitted, revised, active_ms, tight, paused, about_pay = today or (0, 0, 0, False, None, "")
    if tight:
        lost = active_lost(
            lambda one: one.person,
            project_id=project_id,
            users=[user_id],
            since=parameters["since"],
        )
        active_ms -= lost[user_id]
    return {
        "kinds": [
            {
                "kind": kind,
                "available": min(available[kind] + ahead[kind], AVAILABLE_CAP),
                "done_by_me": done.get(kind, 0),
            }
            for kind in KINDS_OFFERED
            if kind in available
        ],
        "must_acknowledge": standing.must_acknowledge,
        "must_pass_quiz": standing.must_pass_quiz,
        "quiz_follows": standing.quiz_follows,
        "paused": paused,
        "about_pay": about_pay,
        "held": held,
        "today": {
            "submitted": submitted,
            "revised": revised,
            "active_seconds": int(active_ms) // 1000,
        },
    }


def _held(project_id: int, user_id: int) -> list[dict[str, Any]]:
    """Return what somebody holds now, what they opened first."""
    leased = Assignment.objects.filter(
        project_id=project_id,
        user_id=user_id,
        state=AssignmentState.LEASED,
        lease_until__gt=ClockNow(),
    )
    found = leased.annotate(
        opened=Q(opened_at__isnull=False),
        sensitive=task_sensitive("task"),
        prompt_excerpt=task_excerpt("task"),
    )
    fields = ("kind", "opened", "lease_until", "sensitive", "prompt_excerpt")
    return list(found.order_by("-opened", "pk").values(*fields, assignment_id=F("public_id")))


def _midnight(zone: str) -> datetime:
    return (
        timezone.now().astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    )
