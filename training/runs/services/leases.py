"""Claims by lease and fencing token: who works on a run, and until when.

Time is the database's. A lease that lapsed is still its holder's until the sweeper takes the run
back; from then on the old token opens nothing.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from touchstone.core.clock import ClockNow, in_seconds
from touchstone.core.nudge import nudge
from training.runs.domain.states import HELD
from training.runs.models import Run, RunState
from training.runs.services.transitions import (
    Claim,
    fenced,
    lease_lost,
    run_settled,
    run_transition,
)

EXECUTE_TASK = "training.runs.tasks.run_execute_task"
_FREE = {"lease_owner": "", "lease_until": None}


def run_claim(*, run_id: int, owner: str) -> Claim | None:
    """Take a queued run for ``owner``, with a new token and a new attempt.

    Returns:
        ``None`` if the run does not wait: somebody has it, or it is over.
    """
    with transaction.atomic():
        claimed = run_transition(
            Run.objects.filter(pk=run_id),
            RunState.CLAIMED,
            attempt=F("attempt") + 1,
            fencing_token=F("fencing_token") + 1,
            lease_owner=owner,
            lease_until=ClockNow() + in_seconds(settings.RUN_LEASE_S),
            heartbeat_at=ClockNow(),
        )
        if not claimed:
            return None
        run = Run.objects.only("fencing_token", "attempt").get(pk=run_id)
    return Claim(run_id, run.fencing_token, run.attempt)


def run_start(*, claim: Claim) -> None:
    """Mark the trainer as running.

    Raises:
        LeaseLostError: The token is stale.
    """
    with transaction.atomic():
        if not run_transition(fenced(claim), RunState.RUNNING):
            raise lease_lost(claim)
        Run.objects.filter(pk=claim.run_id, started_at=None).update(started_at=ClockNow())


def run_heartbeat(*, claim: Claim) -> bool:
    """Renew the lease.

    Returns:
        Whether somebody asked to cancel the run.

    Raises:
        LeaseLostError: The token is stale.
    """
    lease_until = ClockNow() + in_seconds(settings.RUN_LEASE_S)
    if not fenced(claim).update(lease_until=lease_until, heartbeat_at=ClockNow()):
        raise lease_lost(claim)
    return fenced(claim).filter(cancel_requested_at__isnull=False).exists()


def run_release(*, claim: Claim) -> None:
    """Give the run back to the queue: its worker ends, which is no fault of the run.

    Raises:
        LeaseLostError: The token is stale.
    """
    with transaction.atomic():
        if not run_transition(fenced(claim), RunState.QUEUED, nudged_at=ClockNow(), **_FREE):
            raise lease_lost(claim)
        transaction.on_commit(lambda: nudge(EXECUTE_TASK, run_id=claim.run_id))


def run_fail(*, claim: Claim, error: str, retryable: bool) -> RunState:
    """Record that an attempt failed: another one follows while there are any left.

    Returns:
        The run's state now: queued or failed.

    Raises:
        LeaseLostError: The token is stale.
    """
    with transaction.atomic():
        run = fenced(claim).select_for_update().first()
        if run is None:
            raise lease_lost(claim)
        return _attempt_failed(run, error, retryable=retryable)


def run_stopped(*, claim: Claim) -> None:
    """Record that the trainer ended because somebody cancelled the run.

    Raises:
        LeaseLostError: The token is stale.
    """
    with transaction.atomic():
        if not run_transition(fenced(claim), RunState.CANCELLED, finished_at=ClockNow(), **_FREE):
            raise lease_lost(claim)
        run_settled(claim.run_id)


def dead_leases_reap() -> int:
    """Take back the runs whose workers fell silent; return how many.

    The lock on a run's row serializes this with the holder's last word: one of the two counts.
    """
    reaped = 0
    silent = Run.objects.filter(state__in=HELD, lease_until__lt=ClockNow())
    for pk in silent.values_list("pk", flat=True):
        with transaction.atomic():
            run = silent.filter(pk=pk).select_for_update(skip_locked=True).first()
            if run is not None:
                _silence_end(run)
                reaped += 1
    return reaped


def queued_runs_nudge() -> int:
    """Ask workers again to look at runs that have waited for a while; return how many."""
    patience = in_seconds(3 * settings.SWEEP_EVERY_S)
    waiting = Run.objects.filter(state=RunState.QUEUED)
    overdue = waiting.exclude(nudged_at__gt=ClockNow() - patience)
    pks = list(overdue.values_list("pk", flat=True))
    Run.objects.filter(pk__in=pks).update(nudged_at=ClockNow())
    for pk in pks:
        nudge(EXECUTE_TASK, run_id=pk)
    return len(pks)


def _silence_end(run: Run) -> None:
    if run.cancel_requested_at is not None:
        run_transition(_just(run), RunState.CANCELLED, finished_at=ClockNow(), **_FREE)
        run_settled(run.pk)
        return
    error = f"Attempt {run.attempt}: the worker {run.lease_owner} fell silent."
    _attempt_failed(run, error, retryable=True)


def _attempt_failed(run: Run, error: str, *, retryable: bool) -> RunState:
    failures = run.failures + 1
    if retryable and failures < run.max_failures:
        run_transition(
            _just(run),
            RunState.QUEUED,
            failures=failures,
            error=error,
            nudged_at=ClockNow(),
            **_FREE,
        )
        transaction.on_commit(lambda: nudge(EXECUTE_TASK, run_id=run.pk))
        return RunState.QUEUED
    run_transition(
        _just(run),
        RunState.FAILED,
        failures=failures,
        error=error,
        finished_at=ClockNow(),
        **_FREE,
    )
    run_settled(run.pk)
    return RunState.FAILED


def _just(run: Run) -> "QuerySet[Run]":
    return Run.objects.filter(pk=run.pk, fencing_token=run.fencing_token)
