"""The one place where a run's state changes: a conditional update whose count is checked."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from touchstone.core.errors import ConflictError
from touchstone.core.outbox import outbox_enqueue
from training.runs.domain.states import HELD, RUN_TRANSITIONS, sources
from training.runs.models import Run, RunState

CYCLE_ADVANCE_TOPIC = "training.cycle_advance"


class LeaseLostError(ConflictError):
    """The run is somebody else's by now, or over: whoever holds this token must stop."""

    code = "lease_lost"


@dataclass(frozen=True)
class Claim:
    """A worker's hold on a run: its token proves it, its attempt names the folder."""

    run_id: int
    token: int
    attempt: int


def run_transition(where: "QuerySet[Run]", target: RunState, **fields: Any) -> bool:
    """Bring the one run that ``where`` selects into ``target``, if its state allows that now.

    Returns:
        Whether it was brought there; otherwise nothing has changed.
    """
    allowed = where.filter(state__in=sources(RUN_TRANSITIONS, target))
    return allowed.update(state=target, **fields) == 1


def fenced(claim: Claim) -> "QuerySet[Run]":
    """Select the claimed run, while the claim holds: nothing once the token is stale."""
    return Run.objects.filter(pk=claim.run_id, fencing_token=claim.token, state__in=HELD)


def lease_lost(claim: Claim) -> LeaseLostError:
    """Return the error for a stale token."""
    return LeaseLostError(
        f"Run {claim.run_id} is no longer held by token {claim.token}: it was taken back after "
        "silence, cancelled, or finished. Stop; nothing of this attempt counts."
    )


def run_settled(run_id: int) -> None:
    """Tell the run's cycle, in the caller's transaction, that something happened to it."""
    cycle_id = (
        Run.objects.filter(pk=run_id, step_run__isnull=False)
        .values_list("step_run__step__cycle_id", flat=True)
        .first()
    )
    if cycle_id is not None:
        outbox_enqueue(topic=CYCLE_ADVANCE_TOPIC, payload={"cycle_id": cycle_id})
