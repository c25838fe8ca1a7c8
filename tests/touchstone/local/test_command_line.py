"""``python -m touchstone.local`` as a person uses it: up, Ctrl-C, a second start, the refusals."""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from touchstone.local import checks
from touchstone.local.__main__ import main
from touchstone.local.cluster import free_port
from touchstone.local.errors import LocalError

pytestmark = pytest.mark.services

ENDED_S = 120


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without servers from outside, whose instances live beside the run's."""
    var = Path(os.environ["TOUCHSTONE_VAR"]).parent / tmp_path.name
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return {**kept, "TOUCHSTONE_VAR": str(var)}


def call(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "touchstone.local", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


class Demo:
    """A started instance, in a process group of its own as in a terminal."""

    def __init__(self, environment: dict[str, str], *options: str) -> None:
        self.environment = environment
        self.port = free_port()
        command = [sys.executable, "-m", "touchstone.local", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        self.printed = ""

    def wait_for_panel(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if "╰" in line:
                return
        raise AssertionError(f"it ended: {self.printed}")

    def processes(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def record(self) -> dict[str, str]:
        path = Path(self.environment["TOUCHSTONE_VAR"]) / "demo" / "instance.json"
        # It holds the database's password.
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found: dict[str, str] = json.loads(path.read_text())
        return found


@pytest.fixture
def demo(environment: dict[str, str]) -> Iterator[Demo]:
    started = Demo(environment, "--with", "web")
    yield started
    if started.process.poll() is None:
        started.process.terminate()
    started.process.communicate(timeout=ENDED_S)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that run; what only waits to be collected by its parent has ended."""
    left = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                left.append(process)
    return left


def gone(processes: list[psutil.Process]) -> bool:
    deadline = time.monotonic() + ENDED_S
    while time.monotonic() < deadline:
        if not alive(processes):
            return True
        time.sleep(0.05)
    return False


def test_up_works_and_ctrl_c_leaves_no_process_and_no_lost_row(demo: Demo) -> None:
    demo.wait_for_panel()
    assert f"http://127.0.0.1:{demo.port}" in demo.printed
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/readyz") as answer:
        assert answer.status == 200
    with psycopg.connect(demo.record()["database_url"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    processes = demo.processes()
    assert len(processes) >= 8

    os.killpg(demo.process.pid, signal.SIGINT)

    printed, _ = demo.process.communicate(timeout=ENDED_S)
    assert demo.process.returncode == 0
    assert "Everything is stopped." in printed
    assert not alive(processes)

    question = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "
    question += "print('answer', *c.execute('SELECT answer FROM kept').fetchone())"
    run = call(demo.environment, "run", "--instance", "demo", "--", sys.executable, "-c", question)
    assert "answer 42" in run.stdout


def test_second_start_is_refused_status_tells_and_stop_stops(demo: Demo) -> None:
    demo.wait_for_panel()
    second = call(demo.environment, "up", "--port", str(demo.port))
    assert second.returncode == 1
    assert second.stderr == (
        f"The instance `demo` is running already at http://127.0.0.1:{demo.port}; stop it with "
        "`python -m touchstone.local stop --instance demo` or pick another name.\n"
    )
    status = call(demo.environment, "status")
    assert status.returncode == 0
    assert "is running at" in status.stdout
    assert call(demo.environment, "stop").returncode == 0
    assert demo.process.wait(timeout=ENDED_S) == 0
    assert call(demo.environment, "status").returncode == 3


def test_killed_supervisor_leaves_nothing_and_the_next_start_works(demo: Demo) -> None:
    demo.wait_for_panel()
    processes = demo.processes()
    demo.process.kill()
    demo.process.wait()
    assert gone(processes)
    assert call(demo.environment, "status").returncode == 3
    again = call(demo.environment, "run", "--instance", "demo", "--", "true")
    assert again.returncode == 0


def test_port_in_use_is_one_sentence_and_starts_nothing(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = call(environment, "up", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} is in use by another program: choose another")
    assert refused.stderr.count("\n") == 1
    assert not (Path(environment["TOUCHSTONE_VAR"]) / "demo" / "servers").exists()


def test_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match=r"Only \d+\.\d GiB are free on the disk of"):
        checks.check_disk(tmp_path / "not" / "there" / "yet", needed=2**60)
    checks.check_disk(tmp_path, needed=0)


def test_run_passes_the_addresses_and_the_exit_status_on(environment: dict[str, str]) -> None:
    code = "import os; print(os.environ['REDIS_URL']); raise SystemExit(9)"
    done = call(environment, "run", "--instance", "try", "--", sys.executable, "-c", code)
    assert done.returncode == 9
    assert "unix://" in done.stdout


def test_fresh_run_forgets_what_the_instance_held(environment: dict[str, str]) -> None:
    code = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "
    code += "c.execute('CREATE TABLE once (i int)'); c.commit()"
    again = ("run", "--instance", "try", "--fresh", "--", sys.executable, "-c", code)
    assert call(environment, *again).returncode == 0
    assert call(environment, *again).returncode == 0
    kept = call(environment, *(word for word in again if word != "--fresh"))
    assert kept.returncode == 1
    assert 'relation "once" already exists' in kept.stdout


def test_unknown_process_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["up", "--with", "web,wrokers"]) == 1
    assert capsys.readouterr().err == (
        "Unknown process wrokers: choose of web, worker, worker-gpu, beat.\n"
    )


def test_failing_seed_stops_everything_and_says_so(environment: dict[str, str]) -> None:
    failed = call(
        environment, "up", "--port", "0", "--with", "", "--seed", "check --database nowhere"
    )
    assert failed.returncode == 1
    assert "`manage.py check --database nowhere` failed (exit 2)." in failed.stderr
    assert call(environment, "status").returncode == 3


def test_ctrl_c_during_the_start_leaves_no_process(environment: dict[str, str]) -> None:
    starting = Demo(environment)
    folder = Path(environment["TOUCHSTONE_VAR"]) / "demo"
    deadline = time.monotonic() + ENDED_S
    while not (folder / "logs" / "migrate.log").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    processes = starting.processes()
    assert processes
    os.killpg(starting.process.pid, signal.SIGINT)
    printed, _ = starting.process.communicate(timeout=ENDED_S)
    assert starting.process.returncode == 0
    assert "Everything is stopped." in printed
    assert not alive(processes)
