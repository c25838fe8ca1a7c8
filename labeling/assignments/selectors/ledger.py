"""Hours for pay, by day, person and kind of work; and the time of single answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from labeling.assignments.domain.ledger import Ended, LedgerLine, ledger_lines
from labeling.assignments.models import Judgment
from labeling.assignments.selectors.stretches import (
    CLAIMED_MS,
    CLAIMED_WALL_MS,
    STRETCHES,
    TIGHT,
    stretches_counted,
    stretches_cut,
)
from touchstone.accounts.models import User

MAX_DAYS = 400

_PEOPLE = f"""
SELECT DISTINCT user_id FROM ({STRETCHES}) stretch
WHERE project_id = %(project)s AND at >= %(start)s AND at < %(end)s
"""  # noqa: S608 - parts of our own
_OF_ASSIGNMENTS = f"""
SELECT assignment_id, COALESCE(sum(claimed) FILTER (WHERE NOT revised), 0)::bigint,
       COALESCE(sum(claimed) FILTER (WHERE revised), 0)::bigint, bool_or(tight)
FROM (SELECT assignment_id, revised, {CLAIMED_MS} AS claimed, skipped, kind, {TIGHT} AS tight
      FROM ({STRETCHES}) stretch WHERE project_id = %(project)s AND user_id = %(user)s) own
WHERE assignment_id = ANY(%(assignments)s) AND NOT skipped AND kind <> 'review'
GROUP BY assignment_id
"""  # noqa: S608 - parts of our own
_SPENT = f"""
SELECT assignment_id, COALESCE(sum({CLAIMED_MS}) FILTER (WHERE NOT revised), 0)::bigint / 1000,
       COALESCE(sum({CLAIMED_MS}) FILTER (WHERE revised), 0)::bigint / 1000,
       COALESCE(sum({CLAIMED_WALL_MS}), 0)::bigint / 1000
FROM ({STRETCHES}) stretch
WHERE assignment_id = ANY(%(assignments)s) AND NOT skipped
  AND user_id = (SELECT a.user_id FROM assignments_assignment a WHERE a.id = assignment_id)
GROUP BY assignment_id
"""  # noqa: S608 - parts of our own


class Spent(NamedTuple):
    """Whole seconds that an answer's author spent on it."""

    first: int = 0
    """Active, until it was handed in for the first time."""
    edits: int = 0
    """Active, on all later revisions."""
    wall: int = 0
    """From opening to submit, over all sittings."""


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
    start = datetime.combine(first, time(), zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    # A server-side cursor lives in a transaction.
    with transaction.atomic():
        users = [user_id] if user_id is not None else _people(project_id, start, end)
        since = dict.fromkeys(users, start)
        return ledger_lines(stretches_counted(project_id=project_id, since=since, end=end), zone)


def people_of(lines: list[LedgerLine]) -> dict[int, User]:
    """Return who the lines are about, by bigint id (one query)."""
    return User.objects.in_bulk({line.person for line in lines})


def answer_seconds(
    *, project_id: int, user_id: int, assignments: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Return the active seconds of one's own answers by assignment: the first's, all edits'."""
    parameters: dict[str, Any] = {
        "project": project_id,
        "user": user_id,
        "assignments": list(assignments),
        "since": None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_ASSIGNMENTS, parameters)
        rows = cursor.fetchall()
    spent = {assignment: [first, edits] for assignment, first, edits, _ in rows}
    if any(tight for *_, tight in rows):
        for one in stretches_cut(project_id=project_id, users=[user_id]):
            if one.stretch.assignment in spent and one.stretch.ended != Ended.SKIPPED:
                is_edit = one.stretch.ended == Ended.REVISED
                spent[one.stretch.assignment][is_edit] -= one.lost_ms
    return {key: (first // 1000, edits // 1000) for key, (first, edits) in spent.items()}


def answers_spent(assignments: Collection[int]) -> dict[int, Spent]:
    """Return what each answer took its author; of several people's answers (one query).

    As :func:`answer_seconds`, but what somebody worked on side by side is not told apart.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SPENT, {"assignments": list(assignments)})
        return {assignment: Spent(*seconds) for assignment, *seconds in cursor.fetchall()}


def spent_on(judgment: Judgment, spent: Mapping[int, Spent]) -> Spent:
    """Return what a judgment took: where a reviewer's edit stands, what that took the reviewer.

    ``judgment`` is loaded with its ``edit_verdict``; ``spent`` is of :func:`answers_spent`.
    """
    if hasattr(judgment, "edit_verdict"):
        return Spent(judgment.active_ms // 1000, 0, judgment.wall_ms // 1000)
    return spent.get(judgment.assignment_id, Spent())


def _people(project_id: int, start: datetime, end: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"project": project_id, "start": start, "end": end})
        return [user for (user,) in cursor.fetchall()]
