"""Touchstone's own processes as services: the web server, the workers, the beat."""

import http.client
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from touchstone.local.instance import REPOSITORY
from touchstone.local.service import Service

NAMES = ("web", "worker", "worker-gpu", "beat")
"""In the order of their start."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """How the processes of one instance are started.

    ``environment`` carries the addresses and settings; ``folder`` holds the beat's schedule.
    """

    folder: Path
    environment: Mapping[str, str]
    port: int
    host: str = "127.0.0.1"
    web_workers: int = 2
    web_threads: int = 4
    worker_processes: int = 2

    @property
    def url(self) -> str:
        """The address of the web server."""
        return f"http://{self.host}:{self.port}"

    def service(self, name: str) -> Service:
        """Return one of ``NAMES`` as a service.

        Raises:
            KeyError: There is no such process.
        """
        makers: dict[str, Callable[[], Service]] = {
            "web": self._web,
            "worker": lambda: self._worker("worker", "default", self.worker_processes),
            "worker-gpu": lambda: self._worker("worker-gpu", "gpu", 1),
            "beat": self._beat,
        }
        return makers[name]()

    def command(self, name: str, *argv: str) -> Service:
        """Return a command of ``manage.py``, or any other, that runs to its end."""
        return Service(name=name, argv=argv, cwd=REPOSITORY, env=self.environment)

    def manage(self, command: str, *arguments: str) -> Service:
        """Return a management command that runs to its end."""
        return self.command(
            command, sys.executable, str(REPOSITORY / "manage.py"), command, *arguments
        )

    def _web(self) -> Service:
        # fmt: off
        argv = [
            sys.executable, "-m", "granian", "--interface", "wsgi",
            "--host", self.host, "--port", str(self.port),
            "--workers", str(self.web_workers), "--blocking-threads", str(self.web_threads),
            "--respawn-failed-workers", "--workers-kill-timeout", "5",
            "touchstone.wsgi:application",
        ]
        # fmt: on
        return Service(
            name="web",
            argv=argv,
            cwd=REPOSITORY,
            env=self.environment,
            ready=lambda _log: answers(self.host, self.port, "/healthz"),
        )

    def _worker(self, name: str, queue: str, processes: int) -> Service:
        # fmt: off
        argv = [
            sys.executable, "-m", "celery", "-A", "touchstone", "worker", "-Q", queue,
            "-n", f"{queue}@%h", "--pool", "prefork", "-c", str(processes), "-O", "fair",
            "--loglevel", "INFO", "--without-gossip", "--without-mingle",
        ]
        # fmt: on
        return Service(
            name=name,
            argv=argv,
            cwd=REPOSITORY,
            env=self.environment,
            # A warm shutdown waits for the running job; what outlasts the grace is resumed later.
            stop_signal=signal.SIGTERM,
            # A trainer writes a checkpoint before it ends; idle workers end at once.
            grace_s=30.0 if queue == "gpu" else 10.0,
            ready=lambda log: " ready." in log,
        )

    def _beat(self) -> Service:
        schedule = self.folder / "celerybeat-schedule"
        argv = [sys.executable, "-m", "celery", "-A", "touchstone", "beat", "--loglevel", "INFO"]
        return Service(
            name="beat",
            argv=[*argv, "-s", str(schedule), "--pidfile="],
            cwd=REPOSITORY,
            env=self.environment,
            ready=lambda log: "beat: Starting" in log,
        )


def application_environment(
    *, database_url: str, redis_url: str, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the environment of the application's processes: ours, with the given addresses."""
    roots = [str(REPOSITORY / "platform"), str(REPOSITORY)]
    inherited = os.environ.get("PYTHONPATH")
    return {
        "OMP_NUM_THREADS": "1",
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*roots, *([inherited] if inherited else [])]),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "touchstone.settings",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        **(extra or {}),
    }


def answers(host: str, port: int, path: str) -> bool:
    """Return whether a GET of ``path`` is answered with 200."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
