"""Claims, leases and fencing tokens, by connections that really race."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F

from tests.training.runs.material import Material, make_run
from touchstone.core.clock import ClockNow, in_seconds
from training.runs.models import Run, RunMetric, RunState
from training.runs.services.leases import (
    dead_leases_reap,
    queued_runs_nudge,
    run_claim,
    run_fail,
    run_heartbeat,
    run_release,
    run_start,
    run_stopped,
)
from training.runs.services.metrics import MetricLine, run_metrics_ingest
from training.runs.services.results import StoredModel, run_finish
from training.runs.services.runs import run_cancel
from training.runs.services.transitions import Claim, LeaseLostError

MODEL = StoredModel("models/x", "c" * 64, {})
LINE = {"step": 1, "time": 1.7e9, "phase": "train", "total_steps": 9, "loss": 0.5}


def expire(run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(lease_until=ClockNow() - in_seconds(1))


def claimed(run: Run) -> Claim:
    claim = run_claim(run_id=run.pk, owner="test")
    assert claim is not None
    return claim


def test_one_of_many_workers_gets_the_run(live_material: Material) -> None:
    run = make_run(live_material)

    def race(number: int) -> Claim | None:
        try:
            return run_claim(run_id=run.pk, owner=f"worker {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        claims = [claim for claim in pool.map(race, range(24)) if claim]

    assert claims == [Claim(run.pk, token=1, attempt=1)]


def test_a_silent_worker_loses_its_run_and_the_next_token_differs(material: Material) -> None:
    run = make_run(material)
    first = claimed(run)
    run_start(claim=first)
    assert dead_leases_reap() == 0
    expire(run)

    assert dead_leases_reap() == 1
    second = claimed(run)

    assert (second.token, second.attempt) == (first.token + 1, 2)
    run.refresh_from_db()
    assert run.failures == 1
    assert "fell silent" in run.error


def test_a_stale_token_can_do_nothing(material: Material) -> None:
    run = make_run(material)
    stale = claimed(run)
    run_start(claim=stale)
    expire(run)
    dead_leases_reap()
    holder = claimed(run)
    run_start(claim=holder)
    before = Run.objects.filter(pk=run.pk).values().get()

    for act in (
        lambda: run_heartbeat(claim=stale),
        lambda: run_start(claim=stale),
        lambda: run_release(claim=stale),
        lambda: run_stopped(claim=stale),
        lambda: run_fail(claim=stale, error="late", retryable=True),
        lambda: run_metrics_ingest(claim=stale, lines=[MetricLine(1, LINE)]),
        lambda: run_finish(claim=stale, metrics={}, model=MODEL),
    ):
        with pytest.raises(LeaseLostError):
            act()

    assert Run.objects.filter(pk=run.pk).values().get() == before
    assert not RunMetric.objects.exists()
    assert run_finish(claim=holder, metrics={}, model=MODEL).produced is not None


def test_a_stale_token_finds_nothing_between_two_attempts_either(material: Material) -> None:
    run = make_run(material)
    stale = claimed(run)
    expire(run)
    dead_leases_reap()

    with pytest.raises(LeaseLostError):
        run_start(claim=stale)
    run.refresh_from_db()
    assert run.state == RunState.QUEUED


def test_a_result_is_registered_once_however_many_try(live_material: Material) -> None:
    run = make_run(live_material)
    claim = claimed(run)
    run_start(claim=claim)

    def race(_: int) -> bool:
        try:
            run_finish(claim=claim, metrics={"loss": 1.0}, model=MODEL)
        except LeaseLostError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(race, range(8)))

    assert outcomes.count(True) == 1
    run.refresh_from_db()
    assert run.state == RunState.SUCCEEDED
    assert run.project.model_versions.filter(name="SFT").count() == 1


def test_silence_fails_the_run_in_the_end(material: Material) -> None:
    run = make_run(material)
    for _ in range(3):
        claimed(run)
        expire(run)
        dead_leases_reap()

    run.refresh_from_db()
    assert (run.state, run.failures) == (RunState.FAILED, 3)
    assert run_claim(run_id=run.pk, owner="test") is None


def test_a_released_run_waits_again_and_no_failure_counts(material: Material) -> None:
    run = make_run(material)
    run_release(claim=claimed(run))

    run.refresh_from_db()
    assert (run.state, run.failures, run.lease_owner) == (RunState.QUEUED, 0, "")


def test_a_cancelled_run_whose_worker_died_is_cancelled_not_retried(material: Material) -> None:
    run = make_run(material)
    claimed(run)
    run_cancel(run=run, by=material.cast.alice)
    expire(run)

    dead_leases_reap()

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED


def test_metrics_are_stored_once_per_line(material: Material) -> None:
    run = make_run(material)
    claim = claimed(run)
    lines = [MetricLine(1, LINE), MetricLine(2, {**LINE, "step": 2, "loss": None})]

    run_metrics_ingest(claim=claim, lines=lines[:1])
    run_metrics_ingest(claim=claim, lines=lines)

    stored = RunMetric.objects.order_by("line").values_list("line", "step", "values")
    assert list(stored) == [(1, 1, {"loss": 0.5}), (2, 2, {"loss": None})]
    run.refresh_from_db()
    assert (run.step, run.total_steps) == (2, 9)


def test_what_was_never_nudged_is_nudged_and_not_again_at_once(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    nudged = []
    monkeypatch.setattr(
        "training.runs.services.leases.nudge", lambda task, **kwargs: nudged.append((task, kwargs))
    )
    run = make_run(material)
    assert queued_runs_nudge() == 0
    Run.objects.update(nudged_at=F("nudged_at") - in_seconds(3600))

    assert queued_runs_nudge() == 1
    assert queued_runs_nudge() == 0
    assert nudged == [("training.runs.tasks.run_execute_task", {"run_id": run.pk})]
