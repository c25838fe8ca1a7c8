"""The states of runs, cycles and steps, and which may follow which.

One table each; ``services`` apply them by a conditional update whose count is checked.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import TextChoices

State = TypeVar("State", bound=TextChoices)
Table = Mapping[State, frozenset[State]]


class RunState(TextChoices):
    """Where a run stands; see ``RUN_TRANSITIONS``."""

    QUEUED = "queued"
    """Waits for a worker."""
    CLAIMED = "claimed"
    """A worker holds the lease and prepares the folder."""
    RUNNING = "running"
    """The trainer runs; metrics and heartbeats come in."""
    SUCCEEDED = "succeeded"
    """Its result is registered, once."""
    FAILED = "failed"
    """Out of attempts, or a fault that a retry will not mend; ``error`` says which."""
    CANCELLED = "cancelled"
    """Somebody stopped it; its last checkpoint stays."""


class CycleState(TextChoices):
    """Where a cycle stands."""

    RUNNING = "running"
    """A step is at work, or waits for labels."""
    FAILED = "failed"
    """A step failed; resuming goes on at that step."""
    DONE = "done"
    """All steps done, or the gate refused: nothing is left to do."""
    CANCELLED = "cancelled"
    """Somebody stopped it."""


class StepState(TextChoices):
    """Where a step stands."""

    PENDING = "pending"
    RUNNING = "running"
    AWAITING_LABELS = "awaiting_labels"
    """The gate's comparisons are in the labelers' queue; no GPU is held."""
    AWAITING_DECISION = "awaiting_decision"
    """The gate asks a person."""
    DONE = "done"
    SKIPPED = "skipped"
    """Not needed: the gate refused, so nothing is promoted or sampled."""
    FAILED = "failed"


RUN_TRANSITIONS: Table[RunState] = {
    RunState.QUEUED: frozenset({RunState.CLAIMED, RunState.CANCELLED}),
    RunState.CLAIMED: frozenset(
        {RunState.RUNNING, RunState.QUEUED, RunState.FAILED, RunState.CANCELLED}
    ),
    RunState.RUNNING: frozenset(
        {RunState.SUCCEEDED, RunState.QUEUED, RunState.FAILED, RunState.CANCELLED}
    ),
    RunState.SUCCEEDED: frozenset(),
    # A person's retry; the next attempt resumes from the last checkpoint.
    RunState.FAILED: frozenset({RunState.QUEUED}),
    RunState.CANCELLED: frozenset({RunState.QUEUED}),
}

CYCLE_TRANSITIONS: Table[CycleState] = {
    CycleState.RUNNING: frozenset({CycleState.DONE, CycleState.FAILED, CycleState.CANCELLED}),
    CycleState.FAILED: frozenset({CycleState.RUNNING, CycleState.CANCELLED}),
    CycleState.DONE: frozenset(),
    CycleState.CANCELLED: frozenset(),
}

STEP_TRANSITIONS: Table[StepState] = {
    StepState.PENDING: frozenset({StepState.RUNNING, StepState.SKIPPED}),
    StepState.RUNNING: frozenset({StepState.AWAITING_LABELS, StepState.DONE, StepState.FAILED}),
    StepState.AWAITING_LABELS: frozenset(
        {StepState.AWAITING_DECISION, StepState.DONE, StepState.FAILED}
    ),
    StepState.AWAITING_DECISION: frozenset({StepState.DONE}),
    StepState.DONE: frozenset(),
    StepState.SKIPPED: frozenset(),
    # Resuming the cycle starts the step again.
    StepState.FAILED: frozenset({StepState.RUNNING}),
}

HELD = (RunState.CLAIMED, RunState.RUNNING)
"""States in which a worker holds the run."""


def sources(table: Table[State], target: State) -> tuple[State, ...]:
    """Return the states from which ``target`` may be reached in one step."""
    return tuple(state for state, targets in table.items() if target in targets)
