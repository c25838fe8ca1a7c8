"""Runs by a real Celery worker and the real engine, with things killed in the middle."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery
from django.conf import settings

from tests import harness
from tests.factories import make_project
from tests.live import LiveStack
from touchstone.celery import broker_url
from touchstone.core.storage import put_tree, tree_manifest
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion
from training.runs.models import Recipe, Run, RunMetric, RunState
from training.runs.services.runs import run_cancel, run_create

pytestmark = pytest.mark.services

CONFIG = {
    "model": {"architecture": {"layers": 1, "hidden": 16, "heads": 2, "mlp": 32, "vocab": 300}},
    "steps": 400,
    "batch_size": 8,
    "sequence_length": 32,
    "checkpoint_every": 20,
    "log_every": 5,
    "seed": 3,
}


@pytest.fixture
def stack(folders: Path, live_stack: LiveStack) -> LiveStack:
    """A stack whose sweeps and leases take seconds."""
    live_stack.environment.update(
        TOUCHSTONE_STORAGE_URL=settings.STORAGE_URL,
        TOUCHSTONE_RUNS_DIR=str(settings.RUNS_DIR),
        TOUCHSTONE_RUN_LEASE_S="10",
        TOUCHSTONE_SWEEP_EVERY_S="0.5",
        TOUCHSTONE_BROKER_VISIBILITY_TIMEOUT_S="10",
    )
    return live_stack


def until(condition: Callable[[], Any], stack: LiveStack, timeout_s: float = 240.0) -> Any:
    deadline = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < deadline, stack.log("worker-gpu")[-4000:]
        time.sleep(0.1)
    return found


def corpus(project: Project, folder: Path) -> str:
    source = folder / "corpus"
    source.mkdir()
    lines = [f'{{"text": "The parcel number {n} came late and dented."}}' for n in range(300)]
    (source / "text.jsonl").write_text("\n".join(lines))
    return put_tree(key=f"corpora/{project.public_id}", folder=source).key


def uninterrupted(run: Run, folder: Path) -> bytes:
    """Train the same without anybody in between; return the weights."""
    attempt = Path(settings.RUNS_DIR) / str(run.public_id) / "attempt-1"
    folder.mkdir()
    (folder / "run.json").write_bytes((attempt / "run.json").read_bytes())
    command = [sys.executable, "-m", "training.engine", "pretrain", "--config"]
    subprocess.run([*command, str(folder / "run.json")], cwd=harness.REPOSITORY, check=True)
    return (folder / "model" / "model.safetensors").read_bytes()


def state(run: Run) -> str:
    run.refresh_from_db()
    return run.state


def step(run: Run) -> int:
    run.refresh_from_db()
    return run.step


def test_redis_flushed_and_the_worker_killed_in_mid_run_leave_one_result_the_right_one(
    stack: LiveStack, folders: Path
) -> None:
    project = make_project()
    # Enough steps that it is still at work when it is killed, however late that comes.
    config = {**CONFIG, "steps": 1500, "corpus": corpus(project, folders)}
    run = run_create(project=project, recipe=Recipe.PRETRAIN, config=config)
    stack.start("worker", "worker-gpu", "beat")
    broker = redis.Redis.from_url(stack.redis_url)

    until(lambda: step(run) > 20, stack)
    broker.flushall()
    stack.kill("worker-gpu")
    stack.start("worker-gpu")
    until(lambda: state(run) == RunState.SUCCEEDED, stack)

    assert (run.attempt, run.failures) == (2, 1)
    resumed = RunMetric.objects.filter(run=run, attempt=2).earliest("line")
    assert resumed.step > 20
    model = ModelVersion.objects.get(project=project)
    assert run.produced == model
    assert (model.kind, model.role, model.name, model.number) == ("base", "policy", "Base", 1)
    weights = Path(settings.STORAGE_URL) / model.location / "model.safetensors"
    assert weights.read_bytes() == uninterrupted(run, folders / "again")
    assert "touchstone.json" in {file.path for file in tree_manifest(model.location).files}


def test_a_worker_that_is_told_to_end_hands_its_run_to_the_next(
    stack: LiveStack, folders: Path
) -> None:
    project = make_project()
    config = {**CONFIG, "steps": 1_000_000, "corpus": corpus(project, folders)}
    run = run_create(project=project, recipe=Recipe.PRETRAIN, config=config)
    stack.start("worker", "worker-gpu", "beat")
    until(lambda: step(run) > 10, stack)

    stack.stop("worker-gpu")

    # Killed after its grace, it would have left the run to its lease.
    assert (state(run), run.failures) == (RunState.QUEUED, 0)
    attempt = Path(settings.RUNS_DIR) / str(run.public_id) / "attempt-1"
    assert list((attempt / "checkpoints").glob("step-*"))


def test_a_message_that_the_broker_redelivers_makes_no_second_model(
    stack: LiveStack, folders: Path
) -> None:
    project = make_project()
    config = {**CONFIG, "corpus": corpus(project, folders)}
    endless = {**config, "steps": 1_000_000}
    long = run_create(project=project, recipe=Recipe.PRETRAIN, config=endless)
    short = run_create(project=project, recipe=Recipe.PRETRAIN, config={**config, "steps": 20})
    # No beat, and messages of our own: nothing but the broker repeats one here.
    stack.start("worker-gpu")
    nudge(long, stack)
    until(lambda: step(long) > 10, stack)
    nudge(short, stack)

    # The worker has taken the message and cannot begin; the broker hands it out once more.
    broker = redis.Redis.from_url(stack.redis_url)
    until(lambda: broker.hlen("unacked") == 1 and broker.llen("gpu") == 0, stack)
    until(lambda: restored(stack) == 1, stack)
    run_cancel(run=long, by=None)
    until(lambda: state(short) == RunState.SUCCEEDED, stack)
    until(lambda: broker.llen("gpu") == 0 and broker.hlen("unacked") == 0, stack)

    assert stack.log("worker-gpu").count(" received") >= 3
    assert (state(long), short.attempt) == (RunState.CANCELLED, 1)
    assert ModelVersion.objects.get(project=project) == short.produced


def nudge(run: Run, stack: LiveStack) -> None:
    with Celery(broker=broker_url(stack.redis_url)) as sender:
        task = "training.runs.tasks.run_execute_task"
        sender.send_task(task, args=[run.pk], queue="gpu", ignore_result=True)


def restored(stack: LiveStack) -> int:
    """Do what each worker does every hundred seconds, and return how many messages wait then."""
    options = {"visibility_timeout": 10}
    sender = Celery(broker=broker_url(stack.redis_url))
    with sender, sender.connection_for_read(transport_options=options) as connection:
        channel: Any = connection.channel()
        channel.qos.restore_visible()
    return int(redis.Redis.from_url(stack.redis_url).llen("gpu"))
