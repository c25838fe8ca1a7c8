"""The engine as its supervisor sees it: exit codes, lock, pipe, signals, kill -9."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.training.engine.world import SHAPE, World, run
from training.engine.__main__ import main
from training.engine.run_folder import RunFolder

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def signal_handlers() -> Iterator[None]:
    """`main` listens to signals; the test run keeps its own handlers."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def long_run(world: World, folder: Path, **more: Any) -> Path:
    """A run.json that would take many minutes."""
    config = {
        "recipe": "pretrain",
        "model": {"architecture": SHAPE},
        "data": {"text": world.text},
        "steps": 100_000,
        "sequence_length": 32,
        "batch_size": 4,
        **more,
    }
    path = folder / "run.json"
    path.write_text(json.dumps(config))
    return path


def start(config: Path, *options: str, pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[str]:
    recipe = json.loads(config.read_text())["recipe"]
    command = [sys.executable, "-m", "training.engine", recipe, "--config", str(config), *options]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, pass_fds=pass_fds
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 180
    while not path.exists() or not path.stat().st_size:
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.05)


def test_sigterm_writes_a_checkpoint_and_ends_with_code_4(files: World, tmp_path: Path) -> None:
    process = start(long_run(files, tmp_path))
    wait_for(tmp_path / "metrics.jsonl", process)

    process.send_signal(signal.SIGTERM)
    _, message = process.communicate(timeout=120)

    assert process.returncode == 4
    assert "cancelled after step" in message
    [checkpoint] = (tmp_path / "checkpoints").iterdir()
    assert {path.name for path in checkpoint.iterdir()} == {"weights.safetensors", "state.pt"}
    assert not (tmp_path / "result.json").exists()


def test_closing_the_supervisors_pipe_ends_the_trainer_at_once(
    files: World, tmp_path: Path
) -> None:
    read_end, write_end = os.pipe()
    process = start(
        long_run(files, tmp_path), "--supervisor-fd", str(read_end), pass_fds=(read_end,)
    )
    os.close(read_end)
    wait_for(tmp_path / "metrics.jsonl", process)
    assert process.poll() is None

    os.close(write_end)
    process.communicate(timeout=60)

    assert process.returncode == 5
    assert not (tmp_path / "checkpoints").exists()


def test_a_trainer_killed_with_sigkill_leaves_whole_checkpoints_and_a_free_folder(
    files: World, tmp_path: Path
) -> None:
    config = long_run(files, tmp_path, checkpoint_every=20, keep_checkpoints=1000, log_every=1)
    process = start(config)
    wait_for(tmp_path / "checkpoints" / "step-20" / "state.pt", process)
    process.kill()
    process.communicate()
    torn = '{"step": 3, "ti'
    with (tmp_path / "metrics.jsonl").open("a") as metrics:
        metrics.write(torn)

    process = start(config)
    while torn in (tmp_path / "metrics.jsonl").read_text().splitlines():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)

    assert process.returncode == 4
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines].count(1) == 1, "it began again from the start"
    assert not list(tmp_path.rglob(".tmp-*"))


def test_second_trainer_on_a_folder_ends_with_code_3(
    files: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = long_run(files, tmp_path)
    first = RunFolder(tmp_path)
    first.lock()

    code = main(["pretrain", "--config", str(config)])

    assert code == 3
    message = f"another trainer (process {os.getpid()}) is at work in {tmp_path}\n"
    assert capsys.readouterr().err == message
    first.unlock()


def test_bad_setting_ends_with_code_2_and_names_it(
    files: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = long_run(files, tmp_path, steps="many")

    code = main(["pretrain", "--config", str(config)])

    assert code == 2
    assert capsys.readouterr().err == "steps: expected a whole number, found 'many'\n"


def test_unexpected_failure_ends_with_code_1_and_a_traceback(
    files: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("training.engine.recipes.pretrain.pretrain", broken)

    code = main(["pretrain", "--config", str(long_run(files, tmp_path))])

    assert code == 1
    assert "RuntimeError: the disk is full" in capsys.readouterr().err
    assert not (tmp_path / "result.json").exists()


def test_starting_a_finished_run_again_changes_nothing(files: World, tmp_path: Path) -> None:
    config = {
        "model": {"architecture": SHAPE},
        "data": {"text": files.text},
        "steps": 2,
        "sequence_length": 32,
    }
    run("pretrain", tmp_path, config)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    code = main(["pretrain", "--config", str(tmp_path / "run.json")])

    assert code == 0
    del before[tmp_path / "lock"]
    assert all(path.stat().st_mtime_ns == moment for path, moment in before.items())


def test_folder_may_be_another_one_than_the_configs(files: World, tmp_path: Path) -> None:
    config = long_run(files, tmp_path, steps=1)

    code = main(["pretrain", "--config", str(config), "--folder", str(tmp_path / "attempt-1")])

    assert code == 0
    names = {path.name for path in (tmp_path / "attempt-1").iterdir()}
    assert names == {"config.json", "metrics.jsonl", "model", "result.json", "lock"}


def test_recipe_of_the_file_must_be_that_of_the_command(
    files: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["sft", "--config", str(long_run(files, tmp_path))])

    assert code == 2
    assert "recipe: expected 'sft' as on the command line" in capsys.readouterr().err
