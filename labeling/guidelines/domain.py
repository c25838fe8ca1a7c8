"""Pure rules of guideline releases: how they are numbered, and which stop the next claim."""

from typing import Literal, NamedTuple

Level = Literal["major", "minor"]


class Number(NamedTuple):
    """A release's number; compares as people expect (2.10 after 2.9)."""

    major: int
    minor: int


def next_number(latest: Number | None, level: Level) -> Number:
    """Return the number of the release after ``latest``; the first one is always 1.0."""
    if latest is None:
        return Number(1, 0)
    if level == "major":
        return Number(latest.major + 1, 0)
    return Number(latest.major, latest.minor + 1)


def must_acknowledge(current_major: int | None, acknowledged_major: int | None) -> bool:
    """Tell whether the next claim has to wait for an acknowledgment.

    A major release newer than the last major that was acknowledged stops it; a minor one (a
    typo) stops nobody. Without any release there is nothing to acknowledge.
    """
    return current_major is not None and current_major > (acknowledged_major or 0)
