"""Real processes against a database of their own, for tests that kill things."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from signal import Signals
from typing import Any

from tests import harness
from touchstone.local import instance
from touchstone.local.application import Application, application_environment
from touchstone.local.cluster import free_port
from touchstone.local.processes import signal_all
from touchstone.local.redis_server import RedisServer
from touchstone.local.supervisor import Supervisor


class LiveStack:
    """Redis and whichever of web, worker, worker-gpu and beat a test starts.

    ``environment`` may be changed before a start, to try other settings.
    """

    def __init__(self, supervisor: Supervisor, database_url: str) -> None:
        """Prepare a stack whose processes use ``database_url``; nothing runs yet."""
        home = instance.server_home(supervisor.folder)
        sockets = instance.socket_folder(supervisor.folder, home)
        self._supervisor = supervisor
        self._redis = RedisServer(home=home, sockets=sockets)
        self.database_url = database_url
        self.redis_url = self._redis.url
        self.environment = application_environment(
            database_url=database_url, redis_url=self.redis_url
        )
        self.application = Application(
            folder=supervisor.folder, environment=self.environment, port=free_port(), web_workers=1
        )

    @property
    def url(self) -> str:
        """The web server's address."""
        return self.application.url

    def start(self, *names: str) -> None:
        """Start services side by side and wait until they are ready."""
        services = [
            self._redis.service() if name == "redis" else self.application.service(name)
            for name in names
        ]
        self._supervisor.start(*services)

    def kill(self, name: str) -> None:
        """Kill a service and all it started, as a crash of the machine would."""
        self._supervisor.kill(name)

    def stop(self, name: str) -> None:
        """Stop a service kindly."""
        self._supervisor.stop(name)

    def signal(self, name: str, number: Signals) -> None:
        """Send a signal to every process of a service but its guard."""
        mark = self._supervisor.running(name).mark
        signal_all([pid for pid in mark.session() if pid != mark.pid], number)

    def log(self, name: str) -> str:
        """Return what a running service has written since its start."""
        return self._supervisor.running(name).output()

    def manage(self, command: str, *arguments: str) -> None:
        """Run a management command to its end; fail the test if it fails."""
        running = self.application.manage(command, *arguments)
        log = self._supervisor.folder / "logs" / f"{command}.log"
        assert self._supervisor.run(running) == 0, log.read_text()[-4000:]


@contextlib.contextmanager
def live_stack_opened(database_url: str) -> Iterator[LiveStack]:
    """Lend a stack with its Redis running; at the end every process of it is stopped."""
    # Inside the run's folder, which `nobody` may enter; pytest's own are private.
    run_folder = Path(os.environ["TOUCHSTONE_VAR"]).parent
    folder = Path(tempfile.mkdtemp(prefix="live-", dir=run_folder))
    with instance.hold(folder) as supervisor:
        stack = LiveStack(supervisor, database_url)
        stack.start("redis")
        yield stack


@contextlib.contextmanager
def borrowed_database(name: str) -> Iterator[str]:
    """Point Django's default connection at a fresh clone of the migrated template."""
    from django.db import connections

    harness.drop_database(name)
    url = harness.create_database(name, harness.template_database())
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    _forget_connections()
    settings["NAME"] = name
    try:
        yield url
    finally:
        _forget_connections()
        settings["NAME"] = before
        harness.drop_database(name)


def _forget_connections() -> None:
    from django.db import connections

    # The pool is PostgreSQL's own, which the type of the base class does not know.
    connection: Any = connections["default"]
    connection.close()
    if connection.pool:
        connection.close_pool()
