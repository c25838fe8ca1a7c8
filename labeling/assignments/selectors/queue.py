"""A person's queue: what they could get, what they hold, and what they did today."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.available import AVAILABLE, ELIGIBLE_KINDS
from labeling.assignments.selectors.history import EXCERPT_CHARACTERS
from labeling.assignments.selectors.stretches import (
    CLAIMED_MS,
    STRETCHES,
    TIGHT,
    stretches_cut,
)
from labeling.guidelines.selectors import guideline_standing

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
# What is behind a veil is not shown in a list either.
_HELD = """
SELECT a.public_id, a.kind, a.opened_at IS NOT NULL, a.lease_until,
       COALESCE(prompt.sensitive, brief.sensitive, false),
       CASE WHEN COALESCE(prompt.sensitive, brief.sensitive) THEN ''
            ELSE left(COALESCE(content.body #>> '{messages,-1,content}', brief.instructions, ''),
                      %(excerpt)s) END
FROM assignments_assignment a
JOIN assignments_labelingtask task ON task.id = a.task_id
LEFT JOIN prompts_prompt prompt ON prompt.id = task.prompt_id
LEFT JOIN prompts_content content ON content.id = prompt.content_id
LEFT JOIN assignments_promptbrief brief ON brief.id = task.brief_id
WHERE a.user_id = %(user)s AND a.project_id = %(project)s AND a.state = 'leased'
  AND a.lease_until > clock_timestamp()
ORDER BY a.opened_at IS NULL, a.id
"""
_HELD_FIELDS = ("assignment_id", "kind", "opened", "lease_until", "sensitive", "prompt_excerpt")
# As the ledger counts: what a person reads here is what the accounts get.
_TODAY = f"""
SELECT count(*) FILTER (WHERE NOT revised AND NOT skipped), count(*) FILTER (WHERE revised),
       COALESCE(sum(claimed), 0), COALESCE(bool_or(tight), false),
       (SELECT reason FROM assignments_pause
        WHERE project_id = %(project)s AND user_id = %(user)s AND ended_at IS NULL),
       (SELECT about_pay FROM projects_project WHERE id = %(project)s)
FROM (SELECT revised, skipped, {CLAIMED_MS} AS claimed, {TIGHT} AS tight FROM ({STRETCHES}) stretch
      WHERE user_id = %(user)s AND project_id = %(project)s AND at >= %(since)s) own
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
        "cap": AVAILABLE_CAP,
        "excerpt": EXCERPT_CHARACTERS,
        "since": _midnight(zone),
    }
    standing = guideline_standing(project_id=project_id, user_id=user_id)
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, parameters)
        available = dict(cursor.fetchall())
        cursor.execute(_DONE, parameters)
        done = dict(cursor.fetchall())
        cursor.execute(_HELD, parameters)
        held = cursor.fetchall()
        cursor.execute(_TODAY, parameters)
        today = cursor.fetchone()
    submitted, revised, active_ms, tight, paused, about_pay = today or (0, 0, 0, False, None, "")
    if tight:
        cut = stretches_cut(project_id=project_id, users=[user_id], since=parameters["since"])
        active_ms -= sum(one.lost_ms for one in cut)
    return {
        "kinds": [
            {"kind": kind, "available": available[kind], "done_by_me": done.get(kind, 0)}
            for kind in KINDS_OFFERED
            if kind in available
        ],
        "must_acknowledge": standing.must_acknowledge,
        "must_pass_quiz": standing.must_pass_quiz,
        "paused": paused,
        "about_pay": about_pay,
        "held": [dict(zip(_HELD_FIELDS, row, strict=True)) for row in held],
        "today": {
            "submitted": submitted,
            "revised": revised,
            "active_seconds": int(active_ms) // 1000,
        },
    }


def _midnight(zone: str) -> datetime:
    return (
        timezone.now().astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    )
