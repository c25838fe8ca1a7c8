"""What the operating system knows about a process: its start time, its session, its end.

A pid alone names nothing for long, so a process is remembered as pid, start time and boot.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
CLOCK_TOLERANCE_S = 1.0


@dataclass(frozen=True)
class ProcessMark:
    """A process that once was: enough to tell it from a later one with the same number.

    ``started`` is in seconds since the epoch, as psutil computes it.
    """

    pid: int
    started: float
    boot: str

    def alive(self) -> bool:
        """Return whether this very process still runs; waiting to be collected is not running."""
        process = self._bearer()
        try:
            return (
                process is not None
                and self._is(process)
                and bool(process.status() != psutil.STATUS_ZOMBIE)
            )
        except psutil.NoSuchProcess:
            return False

    def session(self) -> list[int]:
        """Return the living members of the session this process leads or led.

        The kernel gives no pid away that still names a session, so unless another process now
        bears our number, what is in the session was started by us.
        """
        bearer = self._bearer()
        if self.boot != boot_id() or (bearer is not None and not self._is(bearer)):
            return []
        return sorted(pid for pid in psutil.pids() if _session_of(pid) == self.pid)

    def _bearer(self) -> psutil.Process | None:
        """Return whatever process has our number now."""
        try:
            return psutil.Process(self.pid)
        except psutil.NoSuchProcess:
            return None

    def _is(self, process: psutil.Process) -> bool:
        same_start = abs(process.create_time() - self.started) < CLOCK_TOLERANCE_S
        return bool(same_start and self.boot == boot_id())


def mark_of(pid: int) -> ProcessMark:
    """Return the mark of a running process.

    Raises:
        psutil.NoSuchProcess: It has ended already.
    """
    return ProcessMark(pid, psutil.Process(pid).create_time(), boot_id())


def boot_id() -> str:
    """Return what distinguishes this boot of the machine from every other."""
    return BOOT_ID.read_text().strip() if BOOT_ID.exists() else str(psutil.boot_time())


def signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to each process, those already gone left out."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def end_session(mark: ProcessMark, number: signal.Signals, grace_s: float) -> int:
    """End everything in a session: ``number`` first, SIGKILL after ``grace_s`` seconds.

    Returns:
        How many processes there were to end.
    """
    members = mark.session()
    signal_all(members, number)
    deadline = time.monotonic() + grace_s
    while (left := mark.session()) and time.monotonic() < deadline:
        time.sleep(0.05)
    while left:
        signal_all(left, signal.SIGKILL)
        time.sleep(0.02)
        left = mark.session()
    return len(members)


def _session_of(pid: int) -> int | None:
    try:
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return None
        return os.getsid(pid)
    except (psutil.NoSuchProcess, ProcessLookupError, PermissionError):
        return None
