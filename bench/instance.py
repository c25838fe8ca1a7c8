"""An instance of its own for one benchmark: servers, migrated database, and a web server."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from touchstone.local import cluster
from touchstone.local.application import Application, application_environment
from touchstone.local.cluster import Cluster, free_port
from touchstone.local.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Instance:
    """Running servers; ``folder`` is scratch space that goes with them."""

    servers: Cluster
    application: Application
    folder: Path

    def start_web(self) -> str:
        """Start the web server; return its address."""
        self.servers.supervisor.start(self.application.service("web"))
        return self.application.url

    def cpu_s(self, name: str) -> float:
        """Return the CPU seconds that a service and what it started have used."""
        return cpu_s(self.servers.supervisor, name)


def cpu_s(supervisor: Supervisor, name: str) -> float:
    """Return the CPU seconds that a supervised service and what it started have used."""
    # By descent, not by session: each PostgreSQL backend opens a session of its own.
    first = psutil.Process(supervisor.running(name).mark.pid)
    total = 0.0
    for process in (first, *first.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


@contextlib.contextmanager
def instance_opened(*, web_workers: int = 2, **settings: str) -> Iterator[Instance]:
    """Lend a durable instance; this process is set up to talk to it through the ORM.

    ``settings`` become environment variables, for this process and the web server.
    """
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as text:
        folder = Path(text)
        folder.chmod(0o711)
        with cluster.running(folder / "instance") as servers:
            os.environ |= {
                "DATABASE_URL": servers.database_url,
                "REDIS_URL": servers.redis_url,
                "TOUCHSTONE_VAR": str(folder / "var"),
                "TOUCHSTONE_HTTPS": "false",
                "DJANGO_SETTINGS_MODULE": "touchstone.settings",
                **settings,
            }
            manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(manage, check=True)
            environment = application_environment(
                database_url=servers.database_url, redis_url=servers.redis_url
            )
            application = Application(
                folder=folder,
                environment={**environment, **settings},
                port=free_port(),
                web_workers=web_workers,
            )
            import django

            django.setup()
            yield Instance(servers, application, folder)
