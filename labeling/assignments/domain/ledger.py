"""Hours for pay: what each person worked, by day and kind of work. Pure; no clock, no database.

A page counts its own time; the server's clock bounds it, and no minute of one person counts twice,
however many tasks stood open. What the figures mean exactly is written in docs/metrics.md.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo


class Ended(StrEnum):
    """How a stretch of work on a task ended."""

    SUBMITTED = "submitted"
    """The first answer to it was handed in."""
    REVISED = "revised"
    """A later answer replaced an earlier one."""
    SKIPPED = "skipped"
    """It was given back with a reason."""


@dataclass(frozen=True)
class Stretch:
    """One person's work on one task, from its opening to what ended it."""

    person: int
    kind: str
    ended: Ended
    at: datetime
    """When the server got it; with a zone."""
    active_ms: int
    """As the page counted: seconds with the tab in sight and input within the last minute."""
    wall_ms: int
    """As the page counted: since it put the task on the screen."""
    held_ms: int
    """By the server's clock: from the task's first opening to ``at``."""

    assignment: int = 0
    """The bigint id of the assignment."""

    def claimed_active_ms(self) -> int:
        """Return the active time, never more than the server saw pass."""
        return max(0, min(self.active_ms, self.held_ms))

    def claimed_wall_ms(self) -> int:
        """Return the wall time: at least the active, never more than the server saw pass."""
        return max(0, min(max(self.wall_ms, self.active_ms), self.held_ms))


@dataclass(frozen=True)
class Counted:
    """What of a stretch counts: its time, without the minutes that an earlier one has taken."""

    stretch: Stretch
    active_ms: int
    wall_ms: int

    @property
    def lost_ms(self) -> int:
        """The active time that it claims and that does not count."""
        return self.stretch.claimed_active_ms() - self.active_ms


class _Taken:
    """The time of one person that is counted already, as disjoint intervals in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int, wanted: int) -> int:
        """Take up to ``wanted`` of what is free from ``start`` to ``end``, the earliest first.

        ``end`` never goes back from call to call. The earliest: later stretches can use the rest,
        so that whoever claims no more than could be worked loses nothing.
        """
        first = last = bisect_left(self._ends, start)
        now, left = start, wanted
        while left and now < end:
            taken = last < len(self._starts) and self._starts[last] <= now
            if taken:
                now = max(now, self._ends[last])
                last += 1
                continue
            until = min(self._starts[last], end) if last < len(self._starts) else end
            step = min(until - now, left)
            now, left = now + step, left - step
        if wanted:
            start = min([start, *self._starts[first:last]])
            now = max([now, *self._ends[first:last]])
            self._starts[first:last], self._ends[first:last] = [start], [now]
        return wanted - left


def counted(stretches: Iterable[Stretch]) -> Iterator[Counted]:
    """Yield what counts of each stretch; they come person by person, in the order of their ends.

    A stretch counts its time as far as it finds room between its opening and its end, beside what
    ended before it: what counted once stays so, whatever is handed in later.
    """
    for _, own in groupby(stretches, key=lambda one: one.person):
        active, wall = _Taken(), _Taken()
        for one in own:
            end = round(one.at.timestamp() * 1000)
            start = end - max(0, one.held_ms)
            spent = active.take(start, end, one.claimed_active_ms())
            passed = wall.take(start, end, one.claimed_wall_ms())
            # Whole seconds, as pages count them.
            yield Counted(one, spent // 1000 * 1000, passed // 1000 * 1000)


@dataclass
class LedgerLine:
    """What one person did on one day in one kind of work."""

    day: date
    person: int
    kind: str
    active_ms: int = 0
    wall_ms: int = 0
    counts: dict[Ended, int] = field(default_factory=lambda: dict.fromkeys(Ended, 0))


def ledger_lines(found: Iterable[Counted], zone: ZoneInfo) -> list[LedgerLine]:
    """Add stretches up by the day (in ``zone``) on which they ended, person and kind.

    Returns:
        Lines ordered by day, person and kind; empty where nobody worked.
    """
    lines: dict[tuple[date, int, str], LedgerLine] = {}
    for one in found:
        stretch = one.stretch
        key = (stretch.at.astimezone(zone).date(), stretch.person, stretch.kind)
        line = lines.get(key) or lines.setdefault(key, LedgerLine(*key))
        line.counts[stretch.ended] += 1
        line.active_ms += one.active_ms
        line.wall_ms += one.wall_ms
    return [lines[key] for key in sorted(lines)]
