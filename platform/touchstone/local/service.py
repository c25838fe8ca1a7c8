"""A command that is kept running: what it is, and one run of it under its guard."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from touchstone.local.binaries import ServerUser
from touchstone.local.errors import LocalError
from touchstone.local.processes import ProcessMark, end_session, mark_of, signal_all

GUARD = Path(__file__).with_name("guard.py")
LOG_LIMIT_BYTES = 20 * 1024 * 1024
POLL_S = 0.03
GUARD_MARGIN_S = 5.0


def _at_once(_log: str) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Service:
    """A command that is kept running, how to tell that it is ready, and how to make it stop."""

    name: str
    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    user: ServerUser | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace_s: float = 10.0
    """Seconds between the stop signal and SIGKILL."""
    ready: Callable[[str], bool] = _at_once
    """Given what the log holds since the start: may others rely on it now?"""
    ready_timeout_s: float = 180.0
    """Long, for a machine that is busy: one that ends at its start is noticed at once."""
    once: bool = False
    """It ends by itself: only when it was killed is it started again."""


class RunningService:
    """One run of a service: its guard, the guard's leash, its log and its pid file."""

    def __init__(
        self, service: Service, folder: Path, output: IO[bytes] | None = None, side: int = 0
    ) -> None:
        """Start the service; its pid file goes to ``pids/``, its log to ``logs/`` of ``folder``.

        Args:
            service: What to run.
            folder: The instance's folder.
            output: Where the output goes instead of the log.
            side: Equal for services that were started side by side, and stop so.
        """
        self.side = side
        self.service = service
        self.log = folder / "logs" / f"{service.name}.log"
        self.started = time.monotonic()
        self._pid_file = folder / "pids" / f"{service.name}.json"
        self._log_start = _prepare_log(self.log)
        with self.log.open("ab") as log:
            self._guard = _start_guard(service, output or log)
        try:
            self.mark = mark_of(self._guard.pid)
            _write_pid_file(self._pid_file, self.mark, service.stop_signal)
        except BaseException:
            self.stop()
            raise

    def exit_code(self) -> int | None:
        """Return how the command ended (128 + n for signal n), ``None`` while it runs."""
        return self._guard.poll()

    def wait_ready(self, cancelled: Callable[[], None]) -> None:
        """Wait until others may rely on the service.

        Args:
            cancelled: Called again and again; raises to give up waiting.

        Raises:
            LocalError: It ended, or was not ready in time; the log's last lines are quoted.
        """
        deadline = time.monotonic() + self.service.ready_timeout_s
        while True:
            # Asked before the log is read: one that ends right after its word was ready.
            code = self.exit_code()
            if self.service.ready(self.output()):
                return
            cancelled()
            if code is not None:
                raise LocalError(self._failure(f"ended at start (exit {code})"))
            if time.monotonic() > deadline:
                seconds = self.service.ready_timeout_s
                raise LocalError(self._failure(f"was not ready after {seconds:.0f} s"))
            time.sleep(POLL_S)

    def wait(self, cancelled: Callable[[], None]) -> int:
        """Wait for the end of a command that ends by itself; return its exit status."""
        while (code := self.exit_code()) is None:
            cancelled()
            time.sleep(POLL_S)
        self._pid_file.unlink(missing_ok=True)
        return code

    def output(self) -> str:
        """Return what the log holds since this start."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")

    def let_go(self) -> None:
        """Drop the leash: the guard begins to stop the command; ``stop`` waits for the end."""
        if self._guard.stdin and not self._guard.stdin.closed:
            self._guard.stdin.close()

    def stop(self) -> None:
        """Stop the command and all it started: its stop signal, its grace, then SIGKILL."""
        self.let_go()
        try:
            self._guard.wait(self.service.grace_s + GUARD_MARGIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
        self._pid_file.unlink(missing_ok=True)

    def kill(self) -> None:
        """End everything at once with SIGKILL, the guard first so that it cannot be kind."""
        signal_all([self._guard.pid], signal.SIGKILL)
        self._guard.wait()
        self.let_go()
        end_session(self.mark, signal.SIGKILL, 0.0)
        self._pid_file.unlink(missing_ok=True)

    def _failure(self, what: str) -> str:
        lines = self.output().strip().splitlines()[-12:]
        quoted = "".join(f"\n    {line}" for line in lines)
        return f"{self.service.name} {what}; the end of {self.log}:{quoted}"


def _start_guard(service: Service, output: IO[bytes]) -> "subprocess.Popen[bytes]":
    spec = {
        "argv": list(service.argv),
        "user": service.user.uid if service.user else None,
        "group": service.user.gid if service.user else None,
        "stop_signal": int(service.stop_signal),
        "grace_s": service.grace_s,
    }
    # -I -S: the guard needs the standard library only and starts in a few milliseconds.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(GUARD), json.dumps(spec)],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=service.cwd,
        env=dict(service.env),
        start_new_session=True,
    )


def _prepare_log(log: Path) -> int:
    """Keep one old log beside the new one; return where this run's output begins."""
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log.stat().st_size if log.exists() else 0


def _write_pid_file(path: Path, mark: ProcessMark, stop_signal: signal.Signals) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(json.dumps({**asdict(mark), "stop_signal": int(stop_signal)}))


def reap_leftovers(folder: Path, grace_s: float = 10.0) -> list[str]:
    """End what a killed supervisor of this folder left running.

    Returns:
        The names of the services that still had processes.
    """
    reaped = []
    for path in sorted((folder / "pids").glob("*.json")):
        # A torn pid file (the disk was full) names nothing that could be found.
        with contextlib.suppress(json.JSONDecodeError, KeyError):
            found = json.loads(path.read_text())
            mark = ProcessMark(found["pid"], found["started"], found["boot"])
            if end_session(mark, signal.Signals(found["stop_signal"]), grace_s):
                reaped.append(path.stem)
        path.unlink(missing_ok=True)
    return reaped
