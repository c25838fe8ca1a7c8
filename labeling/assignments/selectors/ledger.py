"""The stretches of work that a ledger adds up, read in a stream."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from labeling.assignments.domain.ledger import Ended, LedgerLine, Stretch, ledger_lines
from touchstone.accounts.models import User

MAX_DAYS = 400
_BATCH = 2000

# A task that was worked on offline was never opened on the server: it was claimed. A review is
# neither, so that its page's word is all there is; a reviewer's edit is one, and none of its
# author's work.
# The time before a skip that was taken back is in what was handed in at last. Whole seconds, as
# pages count them: all sums over the same stretches are then the same.
_HELD = "FLOOR(EXTRACT(EPOCH FROM {at} - COALESCE(a.opened_at, a.claimed_at))) * 1000"
STRETCHES = f"""
SELECT j.project_id, j.user_id, j.kind, j.assignment_id, j.revision > 1 AS revised,
       false AS skipped, j.received_at AS at, j.active_ms, j.wall_ms,
       CASE WHEN j.kind = 'review' THEN GREATEST(j.active_ms, j.wall_ms)
            ELSE ({_HELD.format(at="j.received_at")})::bigint END AS held_ms
FROM assignments_judgment j JOIN assignments_assignment a ON a.id = j.assignment_id
WHERE NOT EXISTS (SELECT 1 FROM assignments_demonstrationverdict v WHERE v.replaced_by_id = j.id)
UNION ALL
SELECT s.project_id, a.user_id, a.kind, s.assignment_id, false, true, s.at, s.active_ms, s.wall_ms,
       ({_HELD.format(at="s.at")})::bigint
FROM assignments_skip s JOIN assignments_assignment a ON a.id = s.assignment_id
WHERE NOT EXISTS (SELECT 1 FROM assignments_skiptakenback back WHERE back.skip_id = s.id)
UNION ALL
SELECT v.project_id, v.by_id, 'review', j.assignment_id, false, false, v.at, j.active_ms, j.wall_ms,
       GREATEST(j.active_ms, j.wall_ms)
FROM assignments_demonstrationverdict v JOIN assignments_judgment j ON j.id = v.replaced_by_id
"""  # noqa: S608 - parts of our own
"""SQL: every stretch of work that counts; whoever adds work up anywhere reads these."""

COUNTED_MS = "GREATEST(0, LEAST(active_ms, held_ms))"
"""SQL: the active time of a stretch that counts, as :meth:`Stretch.counted_active_ms`."""

_OF_DAYS = f"""
SELECT user_id, kind, revised, skipped, at, active_ms, wall_ms, held_ms FROM ({STRETCHES}) stretch
WHERE project_id = %(project)s AND at >= %(start)s AND at < %(end)s
  AND (%(user)s::bigint IS NULL OR user_id = %(user)s)
"""  # noqa: S608 - parts of our own
_OF_ASSIGNMENTS = f"""
SELECT assignment_id, COALESCE(sum({COUNTED_MS}) FILTER (WHERE NOT revised), 0)::bigint / 1000,
       COALESCE(sum({COUNTED_MS}) FILTER (WHERE revised), 0)::bigint / 1000
FROM ({STRETCHES}) stretch
WHERE assignment_id = ANY(%(assignments)s) AND NOT skipped AND kind <> 'review'
GROUP BY assignment_id
"""  # noqa: S608 - parts of our own


def ledger(
    *, project_id: int, first: date, last: date, zone: ZoneInfo, user_id: int | None = None
) -> list[LedgerLine]:
    """Return the ledger of the days ``first`` to ``last``, both included, as they are in ``zone``.

    Memory is by person, day and kind, however many judgments there are.

    Args:
        project_id: The bigint id.
        first: The first day.
        last: The last day.
        zone: Where days begin and end.
        user_id: One person's alone.
    """
    parameters = {
        "project": project_id,
        "user": user_id,
        "start": datetime.combine(first, time(), zone).astimezone(UTC),
        "end": datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC),
    }
    # A server-side cursor lives in a transaction.
    with transaction.atomic():
        return ledger_lines(_stretches(parameters), zone)


def people_of(lines: list[LedgerLine]) -> dict[int, User]:
    """Return who the lines are about, by bigint id (one query)."""
    return User.objects.in_bulk({line.person for line in lines})


def answer_seconds(assignments: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the active seconds of answers by assignment: the first answer's, all edits'."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_ASSIGNMENTS, {"assignments": list(assignments)})
        return {assignment: (first, edits) for assignment, first, edits in cursor.fetchall()}


def _stretches(parameters: dict[str, Any]) -> Iterator[Stretch]:
    # Django's own cursor reads all rows at once; a named one of the driver streams.
    connection.ensure_connection()
    with connection.connection.cursor(name="ledger") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_OF_DAYS, parameters)
        for person, kind, revised, skipped, at, active_ms, wall_ms, held_ms in cursor:
            ended = Ended.SKIPPED if skipped else Ended.REVISED if revised else Ended.SUBMITTED
            yield Stretch(person, kind, ended, at, active_ms, wall_ms, held_ms)
