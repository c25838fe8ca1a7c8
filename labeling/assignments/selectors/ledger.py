"""Hours for pay, by day, person and kind of work; and the time of single answers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from labeling.assignments.domain.ledger import Ended, LedgerLine, Stretch, ledger_lines
from labeling.assignments.models import Judgment
from labeling.assignments.selectors.stretches import (
    CLAIMED_MS,
    CLAIMED_WALL_MS,
    CLAIMS,
    STRETCHES,
    active_lost,
    stretches_counted,
)
from touchstone.accounts.models import User

MAX_DAYS = 400

_PEOPLE = f"""
SELECT DISTINCT user_id FROM ({STRETCHES}) stretch
WHERE project_id = %(project)s AND at >= %(start)s AND at < %(end)s
"""  # noqa: S608 - parts of our own
_SPENT = f"""
SELECT assignment_id, COALESCE(sum(claimed) FILTER (WHERE NOT revised), 0)::bigint,
       COALESCE(sum(claimed) FILTER (WHERE revised), 0)::bigint,
       COALESCE(sum({CLAIMED_WALL_MS}), 0)::bigint, bool_or(tight)
FROM {{claims}}
WHERE assignment_id = ANY(%(assignments)s) AND NOT skipped
  AND user_id = (SELECT a.user_id FROM assignments_assignment a WHERE a.id = assignment_id)
GROUP BY assignment_id
"""  # noqa: S608 - parts of our own
_OWN = _SPENT.format(claims=CLAIMS)
# Whether a stretch is tight tells only beside all others of its person.
_ANYBODYS = _SPENT.format(
    claims=f"""(
        SELECT *, {CLAIMED_MS} AS claimed, false AS tight FROM ({STRETCHES}) stretch
    ) claims"""  # noqa: S608 - parts of our own
)


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


def own_answers_spent(
    *, project_id: int, user_id: int, assignments: Sequence[int]
) -> dict[int, Spent]:
    """Return what each of one's own answers took, without the minutes that others of them took."""
    parameters: dict[str, Any] = {
        "project": project_id,
        "users": [user_id],
        "assignments": list(assignments),
        "since": None,
    }
    rows = _claimed(_OWN, parameters)
    lost: Counter[tuple[int, Ended]] = Counter()
    if any(tight for *_, tight in rows):
        lost = active_lost(_answer, project_id=project_id, users=[user_id])
    return {
        key: _seconds(first - lost[key, Ended.SUBMITTED], edits - lost[key, Ended.REVISED], wall)
        for key, first, edits, wall, _ in rows
    }


def answers_spent(assignments: Collection[int]) -> dict[int, Spent]:
    """Return what each answer took its author; of several people's answers (one query).

    As :func:`own_answers_spent`, but what somebody worked on side by side is not told apart.
    """
    rows = _claimed(_ANYBODYS, {"assignments": list(assignments)})
    return {key: _seconds(first, edits, wall) for key, first, edits, wall, _ in rows}


def spent_on(judgment: Judgment, spent: Mapping[int, Spent]) -> Spent:
    """Return what a judgment took: where a reviewer's edit stands, what that took the reviewer.

    ``judgment`` is loaded with its ``edit_verdict``; ``spent`` is of :func:`answers_spent`.
    """
    if hasattr(judgment, "edit_verdict"):
        return Spent(judgment.active_ms // 1000, 0, judgment.wall_ms // 1000)
    return spent.get(judgment.assignment_id, Spent())


def _claimed(query: str, parameters: dict[str, Any]) -> list[tuple[int, int, int, int, bool]]:
    """Return of answers the milliseconds they claim, and whether they may count less."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _seconds(first_ms: int, edits_ms: int, wall_ms: int) -> Spent:
    return Spent(first_ms // 1000, edits_ms // 1000, wall_ms // 1000)


def _answer(stretch: Stretch) -> tuple[int, Ended]:
    return stretch.assignment, stretch.ended


def _people(project_id: int, start: datetime, end: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"project": project_id, "start": start, "end": end})
        return [user for (user,) in cursor.fetchall()]
