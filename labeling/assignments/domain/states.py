"""The states of an assignment, and what may happen in each.

Whether a lease is alive is no state: it is the place's, by the database's clock. An assignment
whose lease ran out stays ``leased``, with its draft; it may come back to its holder, and its
answer is taken whatever became of the place.
"""

from enum import StrEnum

from django.db.models import TextChoices


class AssignmentState(TextChoices):
    """Where one labeler stands with one task."""

    LEASED = "leased"
    """Held, or once held: whether the lease is still alive tells the place."""
    SUBMITTED = "submitted"
    """Its judgment is in (counted or surplus)."""
    SKIPPED = "skipped"
    """Given back with a reason; the task returns to this person if they take that back."""


class Event(StrEnum):
    """What a labeler's page may ask of an assignment."""

    OPEN = "open"
    """It is put on screen."""
    HEARTBEAT = "heartbeat"
    """It is still on screen."""
    DRAFT = "draft"
    """An unfinished answer is saved."""
    SUBMIT = "submit"
    """The answer is handed in."""
    REVISE = "revise"
    """An answer handed in before is replaced by a later one."""
    SKIP = "skip"
    """The task is given back with a reason."""
    UNSKIP = "unskip"
    """What was given back is taken up again."""
    RELEASE = "release"
    """The lease is given up without a word; the task may come back."""


TRANSITIONS: dict[tuple[AssignmentState, Event], AssignmentState] = {
    (AssignmentState.LEASED, Event.OPEN): AssignmentState.LEASED,
    (AssignmentState.LEASED, Event.HEARTBEAT): AssignmentState.LEASED,
    (AssignmentState.LEASED, Event.DRAFT): AssignmentState.LEASED,
    (AssignmentState.LEASED, Event.RELEASE): AssignmentState.LEASED,
    (AssignmentState.LEASED, Event.SUBMIT): AssignmentState.SUBMITTED,
    (AssignmentState.LEASED, Event.SKIP): AssignmentState.SKIPPED,
    (AssignmentState.SUBMITTED, Event.REVISE): AssignmentState.SUBMITTED,
    # A skip whose answer got lost on the way is asked for again.
    (AssignmentState.SKIPPED, Event.SKIP): AssignmentState.SKIPPED,
    (AssignmentState.SKIPPED, Event.UNSKIP): AssignmentState.LEASED,
    # So is taking it back.
    (AssignmentState.LEASED, Event.UNSKIP): AssignmentState.LEASED,
}
"""Every pair that is not here is refused."""


def next_state(state: AssignmentState, event: Event) -> AssignmentState | None:
    """Return the state after ``event``, or ``None`` where it is refused."""
    return TRANSITIONS.get((state, event))
