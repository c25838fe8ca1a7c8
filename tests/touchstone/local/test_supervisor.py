"""The supervisor and its guards: order, crashes, kills, leftovers."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from touchstone.local.errors import LocalError
from touchstone.local.instance import hold
from touchstone.local.processes import ProcessMark, boot_id, mark_of
from touchstone.local.service import Service, reap_leftovers
from touchstone.local.supervisor import Supervisor

pytestmark = pytest.mark.services

SLEEP = "import time; print('up', flush=True); time.sleep(600)"
PARENT_OF_TWO = """
import subprocess, sys, time
for _ in range(2):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)
print("up", flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""


def python(name: str, code: str, grace_s: float = 60.0) -> Service:
    return Service(
        name=name,
        argv=[sys.executable, "-c", code],
        cwd=Path.cwd(),
        grace_s=grace_s,
        ready=lambda log: "up" in log,
    )


def until(condition: Callable[[], bool], timeout_s: float = 60.0) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def runs(pid: int) -> bool:
    """Return whether a process runs; one that only waits to be collected does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    with hold(tmp_path / "instance") as lent:
        yield lent


def test_service_works(supervisor: Supervisor) -> None:
    supervisor.start(python("one", SLEEP))
    running = supervisor.running("one")
    assert running.exit_code() is None
    assert running.output() == "up\n"
    members = running.mark.session()
    supervisor.stop_all()
    assert len(members) == 2
    assert not any(runs(pid) for pid in members)


def test_services_stop_in_reverse_order(supervisor: Supervisor, tmp_path: Path) -> None:
    story = tmp_path / "story"
    tells = textwrap.dedent(
        """
        import signal, sys, time
        def end(*_):
            open({story!r}, "a").write({name!r} + " ")
            sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        print("up", flush=True)
        time.sleep(600)
        """
    )
    for name in ("first", "second", "third"):
        supervisor.start(python(name, tells.format(story=str(story), name=name)))
    supervisor.stop_all()
    assert story.read_text() == "third second first "


def test_service_that_ends_at_start_is_reported_with_its_last_words(supervisor: Supervisor) -> None:
    with pytest.raises(LocalError, match=r"(?s)broken ended at start \(exit 3\).*the reason"):
        supervisor.start(python("broken", "print('the reason'); raise SystemExit(3)"))


def test_service_that_ignores_its_signal_is_killed_after_its_grace(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("touchstone.local.service.GUARD_MARGIN_S", 600.0)
    supervisor.start(python("stubborn", STUBBORN, grace_s=0.3))
    members = supervisor.running("stubborn").mark.session()
    started = time.monotonic()
    supervisor.stop("stubborn")
    assert 0.3 <= time.monotonic() - started < 30
    assert not any(runs(pid) for pid in members)


def test_kill_reaches_children_in_process_groups_of_their_own(supervisor: Supervisor) -> None:
    supervisor.start(python("parent", PARENT_OF_TWO))
    members = supervisor.running("parent").mark.session()
    assert len(members) == 4
    supervisor.kill("parent")
    assert not any(runs(pid) for pid in members)


def test_children_of_a_killed_command_end_with_it(supervisor: Supervisor) -> None:
    supervisor.start(python("parent", PARENT_OF_TWO))
    running = supervisor.running("parent")
    members = running.mark.session()
    (command,) = psutil.Process(running.mark.pid).children()
    os.kill(command.pid, signal.SIGKILL)
    assert until(lambda: running.exit_code() == 128 + signal.SIGKILL)
    assert not any(runs(pid) for pid in members if pid != running.mark.pid)


def test_crashed_service_is_started_again_after_a_growing_delay(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    clock = SimpleNamespace(monotonic=lambda: now)
    monkeypatch.setattr("touchstone.local.supervisor.time", clock)
    supervisor.start(python("crashing", "print('up', flush=True); raise SystemExit(1)"))
    assert until(lambda: supervisor.running("crashing").exit_code() == 1)
    assert supervisor.tend() == ["crashing ended (exit 1); starting it again in 1 s"]
    now += 0.5
    assert supervisor.tend() == []
    now += 1.0
    assert supervisor.tend() == ["crashing started again"]
    assert until(lambda: supervisor.running("crashing").exit_code() == 1)
    assert supervisor.tend() == ["crashing ended (exit 1); starting it again in 2 s"]


@pytest.mark.parametrize(("code", "news"), [(0, "brief is done"), (3, "brief failed (exit 3);")])
def test_a_command_to_run_once_is_let_go_when_it_ends(
    supervisor: Supervisor, code: int, news: str
) -> None:
    brief = python("brief", f"import sys; print('up', flush=True); sys.exit({code})")
    supervisor.start(replace(brief, once=True))

    assert until(lambda: any(news in line for line in supervisor.tend()))
    assert supervisor.names() == []


def test_a_command_to_run_once_goes_on_after_it_was_killed(supervisor: Supervisor) -> None:
    supervisor.start(replace(python("long", SLEEP), once=True))
    for pid in supervisor.running("long").mark.session():
        if pid != supervisor.running("long").mark.pid:
            os.kill(pid, signal.SIGKILL)

    assert until(lambda: "long ended (exit 137); starting it again in 1 s" in supervisor.tend())
    assert until(lambda: supervisor.tend() == ["long started again"])


def test_run_returns_the_exit_status(supervisor: Supervisor) -> None:
    assert supervisor.run(python("fine", "pass")) == 0
    assert supervisor.run(python("failing", "raise SystemExit(7)")) == 7


HOLDER = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
from touchstone.local.instance import hold
from touchstone.local.service import Service

with hold(Path(sys.argv[1])) as supervisor:
    supervisor.start(Service(name="held", argv=[sys.executable, "-c", {code!r}], cwd=Path.cwd(),
                             ready=lambda log: "up" in log))
    print("held", supervisor.running("held").mark.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", ProcessMark]]:
    """Another process that holds an instance with one service of three processes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(code=PARENT_OF_TWO), str(tmp_path / "held")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    word, pid = process.stdout.readline().split()
    assert word == "held"
    yield process, mark_of(int(pid))
    process.kill()
    process.wait()
    process.stdout.close()


def test_services_of_a_killed_supervisor_end_by_themselves(
    holder: tuple["subprocess.Popen[str]", ProcessMark],
) -> None:
    process, guard = holder
    members = guard.session()
    assert len(members) == 4
    process.kill()
    assert until(lambda: not any(runs(pid) for pid in members))


def test_leftovers_of_killed_supervisor_and_guard_are_reaped(
    holder: tuple["subprocess.Popen[str]", ProcessMark], tmp_path: Path
) -> None:
    process, guard = holder
    members = set(guard.session())
    # Stopped first, so that it cannot tidy up when its leash breaks.
    os.kill(guard.pid, signal.SIGSTOP)
    process.kill()
    process.wait()
    os.kill(guard.pid, signal.SIGKILL)
    # The command itself dies with its guard; its own children know nothing.
    assert until(lambda: not runs(guard.pid))
    left = {pid for pid in members if runs(pid)}
    assert left
    assert reap_leftovers(tmp_path / "held") == ["held"]
    assert not any(runs(pid) for pid in members)


def test_reaping_spares_a_process_that_only_bears_the_number(tmp_path: Path) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], start_new_session=True)
    try:
        real = mark_of(stranger.pid)
        for mark in (
            ProcessMark(real.pid, real.started - 100, boot_id()),
            ProcessMark(real.pid, real.started, "another boot"),
        ):
            assert mark.session() == []
            assert not mark.alive()
        assert real.session() == [stranger.pid]
        assert real.alive()
    finally:
        stranger.kill()
        stranger.wait()


def test_torn_pid_file_does_not_stop_a_start(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    (pids / "torn.json").write_text('{"pid": 1')
    assert reap_leftovers(tmp_path) == []
    assert list(pids.iterdir()) == []
