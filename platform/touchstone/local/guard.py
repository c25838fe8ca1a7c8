"""Runs one command on a leash: when the leash breaks, the command and all it started end.

The supervisor starts this file as a script, by path and with the standard library only, in a
session of its own; standard input is the leash, a pipe whose other end only the supervisor holds.
End of file on it (the supervisor let go, or was killed) means: send the stop signal, wait, then
kill the whole session. When the command ends by itself, whatever it left in the session is
killed too: granian's workers would otherwise go on answering after their parent was killed.

``PR_SET_PDEATHSIG`` covers the guard's own death; it reaches the command but not the command's
children, which is why the guard exists. Linux only: sessions are read from ``/proc``.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
KILL_ROUNDS = 100


def main() -> int:
    """Run the command described by the JSON in the first argument; return its exit status."""
    spec = json.loads(sys.argv[1])
    libc = ctypes.CDLL(None, use_errno=True)
    # Orphans of the command become our children, so that their end is ours to see.
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    woken = _wake_on_signals()
    child = _spawn(spec, libc)
    leash_broken = _wait_for_end(child, woken)
    if leash_broken and child.poll() is None:
        _stop(child, spec["stop_signal"], spec["grace_s"])
    _kill_session(child)
    code = child.wait()
    return code if code >= 0 else 128 - code


def _wake_on_signals() -> int:
    """Turn SIGCHLD and the usual ends into bytes on a pipe; return its reading end."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    os.set_blocking(reading, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return reading


def _spawn(spec: dict[str, Any], libc: ctypes.CDLL) -> "subprocess.Popen[bytes]":
    guard = os.getpid()

    def tie() -> None:
        # After setuid, which would clear it; the guard is single-threaded, so this is safe.
        libc.prctl(PR_SET_PDEATHSIG, spec["stop_signal"], 0, 0, 0)
        if os.getppid() != guard:
            os._exit(1)

    user = spec["user"]
    identity: dict[str, Any] = (
        {"user": user, "group": spec["group"], "extra_groups": []} if user is not None else {}
    )
    return subprocess.Popen(
        spec["argv"], stdin=subprocess.DEVNULL, process_group=0, preexec_fn=tie, **identity
    )


def _wait_for_end(child: "subprocess.Popen[bytes]", woken: int) -> bool:
    """Wait until the command ends (False) or the leash breaks or a signal says stop (True)."""
    while child.poll() is None:
        readable, _, _ = select.select([sys.stdin, woken], [], [])
        if sys.stdin in readable and not os.read(sys.stdin.fileno(), 64):
            return True
        if woken in readable:
            numbers = os.read(woken, 64)
            _reap_adopted(child)
            if any(number != signal.SIGCHLD for number in numbers):
                return True
    return False


def _reap_adopted(child: "subprocess.Popen[bytes]") -> None:
    """Collect ended orphans that we adopted, but leave the command itself to ``poll``."""
    for pid in _children():
        if pid != child.pid:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def _stop(child: "subprocess.Popen[bytes]", stop_signal: int, grace_s: float) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.send_signal(stop_signal)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(grace_s)


def _kill_session(child: "subprocess.Popen[bytes]") -> None:
    """Kill everything in our session and every adopted orphan, until nobody is left."""
    for _ in range(KILL_ROUNDS):
        doomed = (_session_members() | _children()) - {os.getpid()}
        if not doomed:
            return
        for pid in doomed:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        child.poll()
        _reap_adopted(child)
        time.sleep(0.02)


def _session_members() -> set[int]:
    return {pid for pid, _, session in _processes() if session == os.getpid()}


def _children() -> set[int]:
    return {pid for pid, parent, _ in _processes() if parent == os.getpid()}


def _processes() -> list[tuple[int, int, int]]:
    """Return ``(pid, parent, session)`` of every process, zombies of others left out."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            # The command's name may hold spaces and brackets: fields count from its last ")".
            state, parent, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if state != "Z" or int(parent) == os.getpid():
                found.append((int(folder.name), int(parent), int(session)))
    return found


if __name__ == "__main__":
    sys.exit(main())
