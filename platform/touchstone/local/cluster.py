"""PostgreSQL and Redis of one folder, started and stopped together; for tests and rehearsals too.

with cluster.running(Path("var/try")) as servers:
    print(servers.database_url, servers.redis_url)
    servers.kill("redis")
"""

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from touchstone.local.instance import hold, server_home, socket_folder
from touchstone.local.postgres import Postgres
from touchstone.local.redis_server import RedisServer
from touchstone.local.supervisor import Supervisor, never_cancelled


@dataclass(frozen=True)
class Cluster:
    """The two servers; ``None`` for one that an address from outside replaces."""

    supervisor: Supervisor
    postgres: Postgres | None
    redis: RedisServer | None
    database_url: str
    redis_url: str

    @property
    def folder(self) -> Path:
        """The instance's folder."""
        return self.supervisor.folder


@contextlib.contextmanager
def running(
    folder: Path,
    *,
    durable: bool = True,
    tcp: bool = False,
    cancelled: Callable[[], None] = never_cancelled,
) -> Iterator[Cluster]:
    """Start the servers of ``folder``, lend them, stop them.

    ``DATABASE_URL`` and ``REDIS_URL`` of the environment are used instead where they are set.

    Args:
        folder: The instance's folder; made on first use.
        durable: False gives up safety against a crash of the machine, for speed in tests.
        tcp: Also listen on a free port of 127.0.0.1.
        cancelled: Called while waiting; raises to give up.

    Raises:
        LocalError: The folder is in use, or a server does not start.
    """
    with hold(folder, cancelled) as supervisor:
        yield start(supervisor, durable=durable, tcp=tcp)


def start(supervisor: Supervisor, *, durable: bool = True, tcp: bool = False) -> Cluster:
    """Start the servers under ``supervisor``, create the database, return the addresses."""
    database_url = os.environ.get("DATABASE_URL")
    redis_url = os.environ.get("REDIS_URL")
    home = server_home(supervisor.folder)
    sockets = socket_folder(supervisor.folder, home)
    postgres = redis = None
    if not database_url:
        port = free_port() if tcp else None
        postgres = Postgres(home=home, sockets=sockets, tcp_port=port, durable=durable)
        supervisor.start(postgres.service())
        database_url = postgres.create_database("touchstone")
    if not redis_url:
        redis = RedisServer(home=home, sockets=sockets)
        supervisor.start(redis.service())
        redis_url = redis.url
    return Cluster(supervisor, postgres, redis, database_url, redis_url)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
