"""The supervisor and its trainer: every way an attempt can end, with a fake trainer."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings
from django.db import connection

from tests import harness
from tests.training.runs.material import FAKE_TRAINER, Material, fake, make_run
from touchstone.core.storage import tree_manifest
from training.runs.models import Run, RunMetric, RunState
from training.runs.services.leases import dead_leases_reap
from training.runs.services.runs import run_cancel, run_retry
from training.runs.supervisor import run_supervise, supervise
from training.runs.supervisor.folders import run_folder, run_folder_locked
from training.runs.supervisor.trainer import trainer_environment


def attempt(run: Run, number: int = 1) -> Path:
    return Path(settings.RUNS_DIR) / str(run.public_id) / f"attempt-{number}"


def settled(run: Run, mode: str, **options: Any) -> Run:
    assert run_supervise(run_id=run.pk, owner="test", command=fake(mode), **options)
    run.refresh_from_db()
    return run


def until(condition: Callable[[], Any], timeout_s: float = 90.0) -> Any:
    deadline = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def in_background(act: Callable[[], Any]) -> threading.Thread:
    def work() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_it_works(live_material: Material) -> None:
    run = settled(make_run(live_material, epochs=2), "good")

    assert (run.state, run.attempt, run.failures, run.error) == (RunState.SUCCEEDED, 1, 0, "")
    assert (run.step, run.total_steps) == (6, 6)
    assert run.result is not None
    assert (run.result["metrics"]["first_step"], run.result["attempt"]) == (1, 1)
    assert run.started_at is not None
    assert run.finished_at is not None
    assert run.lease_until is None
    model = run.produced
    assert model is not None
    assert (model.name, model.number, model.parent, model.parameters) == (
        "SFT",
        2,
        live_material.base,
        7,
    )
    assert (model.kind, model.role, model.template_digest) == ("trained", "policy", "b" * 64)
    assert [file.path for file in tree_manifest(model.location).files] == [
        "model.safetensors",
        "touchstone.json",
    ]
    metrics = RunMetric.objects.order_by("line").values_list("attempt", "line", "step")
    assert list(metrics) == [(1, step, step) for step in range(1, 7)]


def test_the_trainer_is_told_its_inputs_and_no_secrets(live_material: Material) -> None:
    run = settled(make_run(live_material, epochs=2, seed=7), "good")

    content = json.loads((attempt(run) / "run.json").read_text())
    assert Path(content["model"], "touchstone.json").is_file()
    assert list(Path(content["data"]["demonstrations"]).glob("*.parquet"))
    assert (content["recipe"], content["epochs"], content["seed"]) == ("sft", 2, 7)
    environment = trainer_environment(
        {"DATABASE_URL": "secret", "TOUCHSTONE_SECRET_KEY": "secret", "HOME": "/root"}, threads=1
    )
    assert "secret" not in environment.values()
    assert environment["OMP_NUM_THREADS"] == "1"


def test_a_crashed_attempt_is_queued_and_the_next_resumes_its_checkpoint(
    live_material: Material,
) -> None:
    run = settled(make_run(live_material), "crash")
    assert (run.state, run.failures) == (RunState.QUEUED, 1)
    assert "exit code 1" in run.error
    assert "CUDA out of memory" in run.error

    run = settled(run, "crash")
    assert (run.state, run.attempt) == (RunState.SUCCEEDED, 2)
    assert run.result is not None
    assert run.result["metrics"]["first_step"] == 3
    assert run.error == ""


def test_a_bad_configuration_is_not_tried_again(live_material: Material) -> None:
    run = settled(make_run(live_material), "bad_config")

    assert (run.state, run.failures) == (RunState.FAILED, 1)
    assert "optimizer.lr: expected more than 0" in run.error


def test_a_trainer_that_leaves_no_result_has_failed(live_material: Material) -> None:
    run = settled(make_run(live_material), "mute")

    assert (run.state, run.produced) == (RunState.QUEUED, None)
    assert "result.json" in run.error


def test_a_killed_trainer_is_replaced_by_one_that_resumes(live_material: Material) -> None:
    run = make_run(live_material)
    work = in_background(lambda: settled(run, "slow"))
    until(lambda: (attempt(run) / "checkpoints" / "step-4").exists())
    os.kill(int((attempt(run) / "pid").read_text()), signal.SIGKILL)
    work.join()

    run.refresh_from_db()
    assert (run.state, run.failures) == (RunState.QUEUED, 1)
    assert "killed by signal 9" in run.error
    run = settled(run, "good")
    assert (run.state, run.attempt) == (RunState.SUCCEEDED, 2)
    assert run.result is not None
    assert run.result["metrics"]["first_step"] > 4


def test_cancelling_stops_the_trainer_with_a_checkpoint_and_a_retry_goes_on(
    live_material: Material,
) -> None:
    run = make_run(live_material)
    work = in_background(lambda: settled(run, "slow"))
    until(lambda: RunMetric.objects.filter(run=run).exists())
    run_cancel(run=run, by=live_material.cast.alice)
    work.join()

    run.refresh_from_db()
    assert (run.state, run.failures, run.produced) == (RunState.CANCELLED, 0, None)
    run = settled(run_retry(run=run, by=live_material.cast.alice), "good")
    assert run.state == RunState.SUCCEEDED
    assert run.result is not None
    assert run.result["metrics"]["first_step"] > 1


def test_a_worker_that_shuts_down_gives_the_run_back(live_material: Material) -> None:
    run = make_run(live_material)
    ending = threading.Event()
    work = in_background(lambda: settled(run, "slow", shutting_down=ending.is_set))
    until(lambda: RunMetric.objects.filter(run=run).exists())
    ending.set()
    work.join()

    run.refresh_from_db()
    assert (run.state, run.failures, run.lease_owner) == (RunState.QUEUED, 0, "")
    assert not psutil.pid_exists(int((attempt(run) / "pid").read_text()))


def test_a_trainer_that_will_not_stop_is_killed(
    live_material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "CANCEL_GRACE_S", 0.3)
    run = make_run(live_material)
    work = in_background(lambda: settled(run, "stubborn"))
    until(lambda: RunMetric.objects.filter(run=run).exists())
    run_cancel(run=run, by=None)
    work.join(90)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not psutil.pid_exists(int((attempt(run) / "pid").read_text()))


def test_a_supervisor_that_lost_the_lease_ends_its_trainer_and_registers_nothing(
    live_material: Material,
) -> None:
    run = make_run(live_material)
    work = in_background(lambda: settled(run, "slow"))
    until(lambda: RunMetric.objects.filter(run=run).exists())
    pid = int((attempt(run) / "pid").read_text())
    Run.objects.filter(pk=run.pk).update(lease_until="2000-01-01T00:00Z")
    # The keeper may renew in between: only then the lease was not dead.
    until(lambda: _made_silent(run))
    work.join(90)

    assert not psutil.pid_exists(pid)
    run.refresh_from_db()
    assert (run.state, run.produced) == (RunState.QUEUED, None)


def _made_silent(run: Run) -> int:
    Run.objects.filter(pk=run.pk).update(lease_until="2000-01-01T00:00Z")
    return dead_leases_reap()


def test_a_run_outlives_a_database_that_throws_everybody_out(live_material: Material) -> None:
    run = make_run(live_material)
    work = in_background(lambda: run_supervise(run_id=run.pk, owner="test", command=fake("long")))
    for step in (3, 12):
        until(lambda: RunMetric.objects.filter(run=run, step__gte=step).exists())  # noqa: B023
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchall()
    work.join()

    run.refresh_from_db()
    assert (run.state, run.attempt, run.failures) == (RunState.SUCCEEDED, 1, 0)
    steps = RunMetric.objects.filter(run=run).order_by("line").values_list("step", flat=True)
    assert list(steps) == list(range(1, 41))


def test_what_a_finished_run_leaves_behind_is_its_record_alone(live_material: Material) -> None:
    run = make_run(live_material)
    settled(run, "crash")
    assert (attempt(run) / "checkpoints").exists()
    settled(run, "good")

    for number in (1, 2):
        left = {path.name for path in attempt(run, number).iterdir()}
        assert left >= {"run.json", "metrics.jsonl", "trainer.log"}
        assert not left & {"checkpoints", "model", "completions.jsonl", "prompts.jsonl"}


def test_a_second_message_for_a_held_run_does_nothing(live_material: Material) -> None:
    run = make_run(live_material)
    work = in_background(lambda: settled(run, "slow"))
    until(lambda: RunMetric.objects.filter(run=run).exists())

    assert not run_supervise(run_id=run.pk, owner="redelivered", command=fake("good"))

    run_cancel(run=run, by=None)
    work.join()
    assert sorted(p.name for p in attempt(run).parent.glob("attempt-*")) == ["attempt-1"]


def test_an_attempt_waits_for_a_dying_trainer_and_gives_back_a_living_one_s_run(
    live_material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FOLDER_WAIT_S", 0.3)
    run = make_run(live_material)
    with run_folder_locked(run_folder(Path(settings.RUNS_DIR), run), wait_s=0):
        run = settled(run, "good")
    assert (run.state, run.failures) == (RunState.QUEUED, 0)

    assert settled(run, "good").state == RunState.SUCCEEDED


SUPERVISOR = """
import django; django.setup()
from training.runs.supervisor import run_supervise
run_supervise(run_id={run}, owner="victim", command={command!r})
"""


def test_the_trainer_of_a_killed_supervisor_ends_itself_and_the_next_attempt_resumes(
    live_material: Material,
) -> None:
    run = make_run(live_material)
    victim = _supervisor_process(run)
    until(lambda: (attempt(run) / "checkpoints" / "step-4").exists())
    trainer = psutil.Process(int((attempt(run) / "pid").read_text()))
    victim.kill()
    victim.wait()

    trainer.wait(60)
    until(lambda: _made_silent(run))
    run = settled(run, "good")
    assert (run.state, run.attempt, run.failures) == (RunState.SUCCEEDED, 2, 1)
    assert run.result is not None
    assert run.result["metrics"]["first_step"] > 4
    assert run.project.model_versions.filter(name="SFT").count() == 1


def _supervisor_process(run: Run) -> "subprocess.Popen[bytes]":
    database = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    command = [sys.executable, str(FAKE_TRAINER), "slow"]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "touchstone.settings",
        "PYTHONPATH": f"{harness.REPOSITORY / 'platform'}{os.pathsep}{harness.REPOSITORY}",
        "TOUCHSTONE_RUNS_DIR": str(settings.RUNS_DIR),
        "TOUCHSTONE_STORAGE_URL": settings.STORAGE_URL,
    }
    script = SUPERVISOR.format(run=run.pk, command=command)
    return subprocess.Popen([sys.executable, "-c", script], env=environment)
