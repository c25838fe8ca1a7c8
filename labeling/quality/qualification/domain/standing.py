"""Whether somebody may start an attempt now, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from labeling.quality.qualification.domain.parts import Outcome


class Blocked(StrEnum):
    """Why no attempt may be started."""

    ALREADY_QUALIFIED = "already_qualified"
    WAITS_FOR_SCORES = "waits_for_scores"
    NO_ATTEMPTS_LEFT = "no_attempts_left"
    WAIT_FIRST = "wait_first"


@dataclass(frozen=True)
class PastAttempt:
    """A submitted attempt at the version in force."""

    outcome: Outcome
    submitted_at: datetime


@dataclass(frozen=True)
class Permission:
    """Whether an attempt may be started; ``at`` is when, where one has to wait."""

    blocked: Blocked | None
    at: datetime | None = None


def may_start(
    past: Sequence[PastAttempt], *, max_attempts: int, wait_days: int, now: datetime
) -> Permission:
    """Apply the repeat rules to the attempts at one version.

    ``max_attempts`` 0 means no limit. The wait counts from the last submission.
    """
    outcomes = {attempt.outcome for attempt in past}
    if Outcome.PASSED in outcomes:
        return Permission(Blocked.ALREADY_QUALIFIED)
    if Outcome.WAITING in outcomes:
        return Permission(Blocked.WAITS_FOR_SCORES)
    if max_attempts and len(past) >= max_attempts:
        return Permission(Blocked.NO_ATTEMPTS_LEFT)
    if past:
        at = max(attempt.submitted_at for attempt in past) + timedelta(days=wait_days)
        if at > now:
            return Permission(Blocked.WAIT_FIRST, at)
    return Permission(None)
