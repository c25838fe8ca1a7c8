"""Hours for pay: what each person worked, by day and kind of work. Pure; no clock, no database.

A page counts its own time; the server's clock bounds it. What the figures mean exactly is written
in docs/metrics.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
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

    def counted_active_ms(self) -> int:
        """Return the active time: never more than the server saw pass."""
        return max(0, min(self.active_ms, self.held_ms))

    def counted_wall_ms(self) -> int:
        """Return the wall time: at least the active, never more than the server saw pass."""
        return max(0, min(max(self.wall_ms, self.active_ms), self.held_ms))


@dataclass
class LedgerLine:
    """What one person did on one day in one kind of work."""

    day: date
    person: int
    kind: str
    active_ms: int = 0
    wall_ms: int = 0
    counts: dict[Ended, int] = field(default_factory=lambda: dict.fromkeys(Ended, 0))


def ledger_lines(stretches: Iterable[Stretch], zone: ZoneInfo) -> list[LedgerLine]:
    """Add stretches up by the day (in ``zone``) on which they ended, person and kind.

    Returns:
        Lines ordered by day, person and kind; empty where nobody worked.
    """
    lines: dict[tuple[date, int, str], LedgerLine] = {}
    for stretch in stretches:
        key = (stretch.at.astimezone(zone).date(), stretch.person, stretch.kind)
        line = lines.setdefault(key, LedgerLine(*key))
        line.counts[stretch.ended] += 1
        line.active_ms += stretch.counted_active_ms()
        line.wall_ms += stretch.counted_wall_ms()
    return [lines[key] for key in sorted(lines)]
