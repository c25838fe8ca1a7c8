"""Keeps services running: started in order, stopped in reverse, restarted when they crash."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from touchstone.local.processes import signal_all
from touchstone.local.service import RunningService, Service

FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 30.0
FIRST_SIGNAL = 128
"""Exit codes from here on tell that a signal ended the command."""
HEALTHY_AFTER_S = 60.0


def never_cancelled() -> None:
    """Wait as long as it takes."""


class Supervisor:
    """The services of one instance folder.

    Everything started here ends with this process, also when it is killed: each service hangs on
    a pipe that only this process holds (see ``guard``). Start from the main thread.
    """

    def __init__(self, folder: Path, cancelled: Callable[[], None] = never_cancelled) -> None:
        """Keep pid files and logs in ``folder``.

        Args:
            folder: The instance's folder.
            cancelled: Called while waiting; raises to give up.
        """
        self.folder = folder
        self._cancelled = cancelled
        self._running: dict[str, RunningService] = {}
        self._sides = 0
        self._restarts: dict[str, _Backoff] = {}

    def start(self, *services: Service) -> None:
        """Start the services side by side and wait until each is ready.

        Raises:
            LocalError: One ended or was not ready in time.
        """
        self._sides += 1
        for service in services:
            self._running[service.name] = RunningService(service, self.folder, side=self._sides)
        for service in services:
            self._running[service.name].wait_ready(self._cancelled)

    def run(self, service: Service, *, visible: bool = False) -> int:
        """Run a command that ends by itself.

        Args:
            service: The command.
            visible: Its output goes to our standard output instead of a log.

        Returns:
            Its exit status.
        """
        output = sys.stdout.buffer if visible else None
        running = RunningService(service, self.folder, output)
        try:
            return running.wait(self._cancelled)
        except BaseException:
            running.stop()
            raise

    def running(self, name: str) -> RunningService:
        """Return a started service by its name.

        Raises:
            KeyError: It was not started, or was stopped.
        """
        return self._running[name]

    def names(self) -> list[str]:
        """Return the names of the started services, in the order of their start."""
        return list(self._running)

    def stop(self, name: str) -> None:
        """Stop one service kindly."""
        self._running.pop(name).stop()

    def kill(self, name: str) -> None:
        """Kill one service and all it started, as a crash of the machine would."""
        self._running.pop(name).kill()

    def stop_all(self) -> None:
        """Stop every service, the last started first; those started side by side together."""
        while self._running:
            last = next(reversed(self._running.values())).side
            together = {n: r for n, r in self._running.items() if r.side == last}
            for running in together.values():
                running.let_go()
            for name, running in reversed(together.items()):
                running.stop()
                del self._running[name]

    def hasten(self) -> None:
        """Kill what is being stopped; safe to call from a signal handler, as it waits for none."""
        for running in list(self._running.values()):
            guard = running.mark.pid
            signal_all([pid for pid in running.mark.session() if pid != guard], signal.SIGKILL)

    def tend(self) -> list[str]:
        """Start crashed services again, each after a delay that doubles while it keeps crashing.

        One that was to run once is let go when it ends by itself, well or not.

        Returns:
            A sentence for each end and crash seen, and each restart made, in this pass.
        """
        news = []
        for name, running in list(self._running.items()):
            code = running.exit_code()
            if code is None:
                continue
            if running.service.once and code < FIRST_SIGNAL:
                news.append(_ended(name, running, code))
                del self._running[name]
                continue
            backoff = self._restarts.setdefault(name, _Backoff())
            if backoff.due_at is None:
                delay = backoff.crashed(time.monotonic() - running.started)
                news.append(f"{name} ended (exit {code}); starting it again in {delay:.0f} s")
            elif time.monotonic() >= backoff.due_at:
                backoff.due_at = None
                self._running[name] = RunningService(
                    running.service, self.folder, side=running.side
                )
                news.append(f"{name} started again")
        return news


def _ended(name: str, running: RunningService, code: int) -> str:
    return f"{name} is done" if code == 0 else f"{name} failed (exit {code}); see {running.log}"


class _Backoff:
    def __init__(self) -> None:
        self.due_at: float | None = None
        self._delay_s = FIRST_DELAY_S

    def crashed(self, lived_s: float) -> float:
        """Plan the next start; return the delay in seconds."""
        delay = FIRST_DELAY_S if lived_s > HEALTHY_AFTER_S else self._delay_s
        self._delay_s = min(delay * 2, LONGEST_DELAY_S)
        self.due_at = time.monotonic() + delay
        return delay
