"""The stretches of work that a ledger adds up, and what of them counts.

Sums are SQL's as long as people do one thing after the other, which SQL tells at once (``TIGHT``).
Where somebody's stretches lie over each other, they are read, and counted by the domain's rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection, transaction

from labeling.assignments.domain.ledger import Counted, Ended, Stretch, counted

Key = TypeVar("Key")

_BATCH = 2000
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)

# A task that was worked on offline was never opened on the server: it was claimed. A review is
# neither, so that its page's word is all there is; a reviewer's edit is one, and none of its
# author's work.
# The time before a skip that was taken back is in what was handed in at last. Whole seconds, as
# pages count them: all sums over the same stretches are then the same.
_HELD = "floor(date_part('epoch', {at} - COALESCE(a.opened_at, a.claimed_at))) * 1000"
# A task may be opened for a revision long after it was opened first: that page's word is bounded by
# what it says, and when.
_REVISED = """
GREATEST(0, floor(date_part('epoch', j.received_at - j.occurred_at)) * 1000)
+ GREATEST(j.active_ms, j.wall_ms)
"""
STRETCHES = f"""
SELECT j.project_id, j.user_id, j.kind, j.assignment_id, j.revision > 1 AS revised,
       false AS skipped, j.received_at AS at, j.active_ms, j.wall_ms,
       CASE WHEN j.kind = 'review' THEN GREATEST(j.active_ms, j.wall_ms)
            WHEN j.revision > 1 THEN LEAST({_HELD.format(at="j.received_at")}, {_REVISED})::bigint
            ELSE ({_HELD.format(at="j.received_at")})::bigint END AS held_ms
FROM assignments_judgment j JOIN assignments_assignment a ON a.id = j.assignment_id
WHERE j.revision = 1
   OR NOT EXISTS (SELECT 1 FROM assignments_demonstrationverdict v WHERE v.replaced_by_id = j.id)
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

CLAIMED_MS = "GREATEST(0, LEAST(active_ms, held_ms))"
"""SQL: the active time of a stretch, as :meth:`Stretch.claimed_active_ms`."""

CLAIMED_WALL_MS = "GREATEST(0, LEAST(GREATEST(wall_ms, active_ms), held_ms))"
"""SQL: the wall time of a stretch, as :meth:`Stretch.claimed_wall_ms`."""

TIGHT = f"""
COALESCE({CLAIMED_MS} > 1000 * date_part('epoch',
    at - COALESCE(lag(at) OVER (PARTITION BY user_id ORDER BY at), %(since)s::timestamptz)), false)
"""
"""SQL: whether a stretch claims more than passed since the person's last one ended.

All others count in full: nothing that ended before could have taken their time. Among stretches
``since`` a moment (null: all), of one project.
"""

CLAIMS = f"""(
    SELECT *, {CLAIMED_MS} AS claimed, {TIGHT} AS tight FROM ({STRETCHES}) stretch
    WHERE project_id = %(project)s AND user_id = ANY(%(users)s)
      AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
) claims"""  # noqa: S608 - parts of our own
"""SQL: the stretches of ``users`` with what each claims; where any is tight, take off what
:func:`active_lost` tells.
"""

_WANTED = f"""
FROM ({STRETCHES}) stretch
JOIN unnest(%(users)s::bigint[], %(since)s::timestamptz[]) AS wanted (user_id, since)
     USING (user_id)
WHERE project_id = %(project)s AND user_id = ANY(%(users)s) AND at >= %(least)s
  AND at >= wanted.since AND at < %(end)s
"""
_STARTS = f"""
SELECT user_id, min(at - held_ms * interval '1 millisecond') {_WANTED} GROUP BY user_id
"""
_READ = f"""
SELECT user_id, kind, revised, skipped, at, active_ms, wall_ms, held_ms, assignment_id {_WANTED}
ORDER BY user_id, at
"""

Since = Mapping[int, datetime]
"""From when on, by person's bigint id."""


def stretches_counted(*, project_id: int, since: Since, end: datetime) -> Iterator[Counted]:
    """Yield what counts of people's stretches that ended from ``since`` to before ``end``.

    In a stream, person by person; the caller holds a transaction.
    """
    reach = _reach(project_id, since, end)
    if not reach:
        return
    for one in counted(_read(_parameters(project_id, reach, end))):
        if one.stretch.at >= since[one.stretch.person]:
            yield one


def active_lost(
    key: Callable[[Stretch], Key],
    *,
    project_id: int,
    users: Sequence[int],
    since: datetime | None = None,
) -> "Counter[Key]":
    """Return by ``key`` the active milliseconds that people's stretches claim and do not count."""
    lost: Counter[Key] = Counter()
    start = dict.fromkeys(users, since or _FIRST)
    with transaction.atomic():
        for one in stretches_counted(project_id=project_id, since=start, end=_LAST):
            if one.lost_ms:
                lost[key(one.stretch)] += one.lost_ms
    return lost


def _reach(project_id: int, since: Since, end: datetime) -> dict[int, datetime]:
    """Return from when on people's stretches must be read so that those ``since`` count right.

    A stretch depends on what ended after its own opening, and so on: a night without work ends it.
    """
    reach = dict(since)
    moved = reach
    while moved:
        with connection.cursor() as cursor:
            cursor.execute(_STARTS, _parameters(project_id, moved, end))
            starts = dict(cursor.fetchall())
        moved = {user: start for user, start in starts.items() if start < reach[user]}
        reach |= moved
    return reach


def _parameters(project_id: int, since: Since, end: datetime) -> dict[str, Any]:
    return {
        "project": project_id,
        "users": list(since),
        "since": list(since.values()),
        "least": min(since.values(), default=end),
        "end": end,
    }


def _read(parameters: dict[str, Any]) -> Iterator[Stretch]:
    # Django's own cursor reads all rows at once; a named one of the driver streams.
    connection.ensure_connection()
    with connection.connection.cursor(name="stretches") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_READ, parameters)
        for person, kind, revised, skipped, at, active_ms, wall_ms, held_ms, assignment in cursor:
            ended = Ended.SKIPPED if skipped else Ended.REVISED if revised else Ended.SUBMITTED
            yield Stretch(person, kind, ended, at, active_ms, wall_ms, held_ms, assignment)
