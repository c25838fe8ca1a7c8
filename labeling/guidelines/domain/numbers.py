"""How releases are numbered, and which of them stop the next claim."""

from typing import Literal, NamedTuple

Level = Literal["major", "minor"]
StopReason = Literal["must_acknowledge", "must_pass_quiz"]


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


def must_pass_quiz(*, has_quiz: bool, began_with_quiz: bool, passed: bool) -> bool:
    """Tell whether somebody who has acknowledged still has to pass the quiz.

    Args:
        has_quiz: The release in force has one: the one to pass.
        began_with_quiz: So had the release in force when they first acknowledged this major.
            Whoever came in before a minor release brought a quiz is stopped by none.
        passed: They have passed a quiz of any release of this major.
    """
    return has_quiz and began_with_quiz and not passed
