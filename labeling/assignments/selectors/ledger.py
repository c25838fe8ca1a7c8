"""The stretches of work that a ledger adds up, read in a stream."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from labeling.assignments.domain.ledger import Ended, LedgerLine, Stretch, ledger_lines
from touchstone.accounts.models import User

MAX_DAYS = 400
_BATCH = 2000

# A task that was worked on offline was never opened on the server: it was claimed. A review is
# neither, so that its page's word is all there is. A reviewer's edit is no work of its author's.
# The time before a skip that was taken back is in what was handed in at last.
_HELD = "EXTRACT(EPOCH FROM {at} - COALESCE(a.opened_at, a.claimed_at)) * 1000"
_STRETCHES = f"""
SELECT j.user_id, j.kind, j.revision > 1, false, j.received_at, j.active_ms, j.wall_ms,
       CASE WHEN j.kind = 'review' THEN GREATEST(j.active_ms, j.wall_ms)
            ELSE ({_HELD.format(at="j.received_at")})::bigint END
FROM assignments_judgment j JOIN assignments_assignment a ON a.id = j.assignment_id
WHERE j.project_id = %(project)s AND j.received_at >= %(start)s AND j.received_at < %(end)s
  AND (%(user)s::bigint IS NULL OR j.user_id = %(user)s)
  AND NOT EXISTS (SELECT 1 FROM assignments_demonstrationverdict v WHERE v.replaced_by_id = j.id)
UNION ALL
SELECT a.user_id, a.kind, false, true, s.at, s.active_ms, s.wall_ms,
       ({_HELD.format(at="s.at")})::bigint
FROM assignments_skip s JOIN assignments_assignment a ON a.id = s.assignment_id
WHERE s.project_id = %(project)s AND s.at >= %(start)s AND s.at < %(end)s
  AND (%(user)s::bigint IS NULL OR a.user_id = %(user)s)
  AND NOT EXISTS (SELECT 1 FROM assignments_skiptakenback back WHERE back.skip_id = s.id)
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


def _stretches(parameters: dict[str, Any]) -> Iterator[Stretch]:
    # Django's own cursor reads all rows at once; a named one of the driver streams.
    connection.ensure_connection()
    with connection.connection.cursor(name="ledger") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_STRETCHES, parameters)
        for person, kind, revised, skipped, at, active_ms, wall_ms, held_ms in cursor:
            ended = Ended.SKIPPED if skipped else Ended.REVISED if revised else Ended.SUBMITTED
            yield Stretch(person, kind, ended, at, active_ms, wall_ms, held_ms)
