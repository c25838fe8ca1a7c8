"""The claim: the next task for somebody, in one statement under ``FOR UPDATE SKIP LOCKED``.

A person's claims run one after the other (their membership row is locked), so that two tabs never
get the same task twice. The queue is walked from where the person's last claim of that kind stood:
without that, whoever works fast steps over all their own work again at every claim.
"""

import hashlib
import hmac
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from labeling.assignments.domain.order import display_order
from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.available import AVAILABLE, ELIGIBLE_KINDS
from labeling.assignments.services.leases import (
    MAX_HELD,
    Lease,
    lease_seconds,
    lease_take_held,
    too_many_held,
)
from labeling.guidelines.selectors import guideline_standing
from touchstone.accounts.models import User
from touchstone.core.deadlocks import deadlock_retried
from touchstone.core.errors import NotFoundError
from touchstone.core.ids import uuid7
from touchstone.core.prepared import prepared_cursor
from touchstone.projects.access import Access
from touchstone.projects.models import Project

_FREE = f"""
SELECT p.id, p.task_id, p.priority, p.sort_key FROM assignments_taskplace p
WHERE {AVAILABLE} AND {{part}}
ORDER BY p.priority DESC, p.sort_key, p.id LIMIT 1 FOR NO KEY UPDATE OF p
"""  # noqa: S608 - parts of our own
_CHOICE = f"""
WITH wanted AS MATERIALIZED (
    SELECT * FROM ({ELIGIBLE_KINDS}) eligible WHERE kind = ANY(%(kinds)s) ORDER BY kind
)
SELECT free.id, free.task_id, wanted.kind, prompt.sha256,
       (SELECT count(*) FROM assignments_taskcompletion WHERE task_id = free.task_id),
       (SELECT id FROM projects_ratingschema WHERE project_id = %(project)s
        ORDER BY version DESC LIMIT 1)
FROM wanted
{{free}}
JOIN assignments_labelingtask task ON task.id = free.task_id
LEFT JOIN prompts_prompt prompt ON prompt.id = task.prompt_id
WHERE (SELECT count(*) FROM assignments_assignment a
       WHERE a.user_id = %(user)s AND a.project_id = %(project)s AND a.state = 'leased'
         AND a.lease_until > clock_timestamp()) < %(max_held)s
ORDER BY free.priority DESC, free.sort_key LIMIT 1
"""  # noqa: S608 - parts of our own
# Parts of the queue, nearest first; LIMIT 1 stops at the first that has something.
_PARTS = (
    "p.priority > latest.priority",
    "p.priority = latest.priority AND p.sort_key >= latest.sort_key",
    "p.priority = latest.priority AND p.sort_key < latest.sort_key",
    "p.priority < latest.priority",
)
_UNLOCKED = "(SELECT * FROM ({free} SKIP LOCKED) part)"
_WALK = f"""
CROSS JOIN LATERAL (
    SELECT COALESCE(max(last.priority), 32768) AS priority,
           COALESCE(max(last.sort_key), 0) AS sort_key
    FROM (SELECT p.priority, p.sort_key FROM assignments_assignment a
          JOIN assignments_taskplace p ON p.id = a.place_id
          WHERE a.user_id = %(user)s AND a.project_id = %(project)s AND a.kind = wanted.kind
          ORDER BY a.claimed_at DESC LIMIT 1) last
) latest
CROSS JOIN LATERAL (
    SELECT * FROM (
        {" UNION ALL ".join(_UNLOCKED.format(free=_FREE.format(part=part)) for part in _PARTS)}
    ) parts LIMIT 1
) free
"""  # noqa: S608 - parts of our own
_FIRST_PASS = _CHOICE.format(free=_WALK)
# Nothing was free and unlocked: wait for whoever holds a row, and look at what they left.
_SECOND_PASS = _CHOICE.format(free=f"CROSS JOIN LATERAL ({_FREE.format(part='true')}) free")

_ASSIGN = """
WITH lease AS MATERIALIZED (
    SELECT now, now + make_interval(secs => %(lease_s)s) AS until
    FROM (SELECT clock_timestamp() AS now) clock
), assignment AS (
    INSERT INTO assignments_assignment
        (public_id, project_id, task_id, user_id, place_id, kind, state, guideline_id,
         rating_schema_id, display_order, claimed_at, opened_at, lease_until, active_ms)
    SELECT %(public_id)s, %(project)s, %(task)s, %(user)s, %(place)s, %(kind)s, 'leased',
           %(guideline)s, %(rating_schema)s, %(display_order)s, now,
           CASE WHEN %(opens)s THEN now END, until, 0
    FROM lease RETURNING id, lease_until
)
UPDATE assignments_taskplace p SET holder_id = assignment.id, lease_until = assignment.lease_until
FROM assignment WHERE p.id = %(place)s
RETURNING assignment.id, assignment.lease_until, false
"""
_LOCK_MEMBERSHIP = """
SELECT m.is_active, EXISTS (SELECT 1 FROM assignments_pause p
                            WHERE p.project_id = m.project_id AND p.user_id = m.user_id
                              AND p.ended_at IS NULL)
FROM projects_membership m WHERE m.id = %s FOR NO KEY UPDATE OF m
"""


@dataclass(frozen=True)
class Claim:
    """What came of asking for the next task: an assignment, or why there is none."""

    lease: Lease | None
    reason: str | None = None
    resumed: bool = False


def assignment_next(
    *,
    access: Access,
    kinds: Sequence[str] = (),
    prefetch: bool = False,
    exclude: Sequence[UUID] = (),
) -> Claim:
    """Return what the person holds already (but for ``exclude``), else claim the next task.

    A prefetched one is held shortly and does not count as opened. "No more tasks" is said only
    after a pass that waited for rows which somebody else had locked.

    Raises:
        ConflictError: ``too_many_held``: more is held than anybody can work on.
        NotFoundError: The membership ended meanwhile.
    """
    wanted = [str(kind) for kind in KINDS_OFFERED if not kinds or kind in kinds]
    claim = deadlock_retried(lambda: _next(access, wanted, prefetch, exclude, _FIRST_PASS))
    if claim.lease is None and claim.reason is None:
        # In a transaction of its own: the first pass keeps locked, in the order of this person's
        # walk, what it found taken on a second look, and waiting with these in hand can deadlock.
        claim = deadlock_retried(lambda: _next(access, wanted, prefetch, exclude, _SECOND_PASS))
    if claim.lease is None and claim.reason is None:
        return _nothing(access.project, access.user, wanted, prefetch=prefetch)
    return claim


def _next(
    access: Access, wanted: list[str], prefetch: bool, exclude: Sequence[UUID], choice: str
) -> Claim:
    """Take up what is held, else claim what ``choice`` finds; no reason: it found nothing."""
    project, user = access.project, access.user
    with transaction.atomic():
        if _lock_membership(access):
            return Claim(None, "paused")
        standing = guideline_standing(project_id=project.pk, user_id=user.pk)
        if standing.stopped_by is not None:
            return Claim(None, standing.stopped_by)
        lease = lease_take_held(
            project=project,
            user_id=user.pk,
            kinds=wanted,
            exclude=list(exclude),
            opens=not prefetch,
            guideline_id=standing.acknowledged_id,
        )
        if lease is not None:
            return Claim(lease, resumed=lease.opened_before)
        return Claim(_claim(project, user, wanted, not prefetch, standing.acknowledged_id, choice))


def _lock_membership(access: Access) -> bool:
    """Lock the membership; tell whether the person is paused."""
    with prepared_cursor() as cursor:
        cursor.execute(_LOCK_MEMBERSHIP, [access.membership.pk])
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise NotFoundError("project")
    return bool(row[1])


def _claim(
    project: Project,
    user: User,
    kinds: Sequence[str],
    opens: bool,
    guideline_id: int | None,
    choice: str,
) -> Lease | None:
    parameters: dict[str, Any] = {
        "project": project.pk,
        "user": user.pk,
        "kinds": list(kinds),
        "max_held": MAX_HELD,
    }
    with prepared_cursor() as cursor:
        cursor.execute(choice, parameters)
        row = cursor.fetchone()
        if row is None:
            return None
        place, task, kind, prompt_sha256, count, rating_schema = row
        generator = _display_generator(project, user, kind, prompt_sha256)
        parameters |= {
            "public_id": uuid7(),
            "task": task,
            "place": place,
            "kind": kind,
            "guideline": guideline_id,
            "rating_schema": rating_schema,
            "display_order": display_order(count, generator),
            "opens": opens,
            "lease_s": lease_seconds(project, opens=opens),
        }
        cursor.execute(_ASSIGN, parameters)
        return Lease(*cursor.fetchone())


def _display_generator(
    project: Project, user: User, kind: str, prompt_sha256: str
) -> random.Random:
    """Return the generator of one person's display order of one task.

    Keyed with the installation's secret, so that nobody can tell from the order which completion
    was stored first. Simulated projects go without, so that a rehearsal repeats everywhere.
    """
    key = b"rehearsal" if project.is_simulated else settings.SECRET_KEY.encode()
    text = f"display:{kind}:{prompt_sha256}:{user.email}"
    return random.Random(hmac.digest(key, text.encode(), hashlib.sha256))  # noqa: S311


def _nothing(project: Project, user: User, kinds: Sequence[str], *, prefetch: bool) -> Claim:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM assignments_eligibility WHERE project_id = %(project)s"
            " AND user_id = %(user)s AND kind = ANY(%(kinds)s)"
            " AND (valid_until IS NULL OR valid_until > clock_timestamp())),"
            "(SELECT count(*) FROM assignments_assignment WHERE user_id = %(user)s"
            " AND project_id = %(project)s AND state = 'leased'"
            " AND lease_until > clock_timestamp())",
            {"project": project.pk, "user": user.pk, "kinds": list(kinds)},
        )
        row = cursor.fetchone()
    eligible, held = row if row else (False, 0)
    if held >= MAX_HELD:
        if prefetch:
            return Claim(None)
        raise too_many_held(held)
    return Claim(None, "no_more_tasks" if eligible else "not_eligible")
