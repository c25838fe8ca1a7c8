"""The embedded PostgreSQL 18: a cluster of its own, a random password, a socket and a port."""

import os
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from touchstone.local.binaries import ServerUser, postgres_bin, server_user
from touchstone.local.errors import LocalError
from touchstone.local.instance import private_folder, write_private
from touchstone.local.service import Service

MAJOR = "18"
OWNER = "touchstone"
SOCKET_PORT = 5432
MAX_CONNECTIONS = 200


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """Where one embedded server keeps things.

    ``tcp_port`` opens 127.0.0.1 besides the socket, for people's tools; ``durable=False`` leaves
    out what guards against a crash of the machine (never of the server), for tests.
    """

    home: Path
    sockets: Path
    tcp_port: int | None = None
    durable: bool = True

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self.home / "postgres"

    @property
    def port(self) -> int:
        """The port, which names the socket file too."""
        return self.tcp_port or SOCKET_PORT

    def url(self, database: str = OWNER) -> str:
        """Return the address of a database over the unix socket, password included."""
        password = (self.home / "postgres.password").read_text()
        host = quote(str(self.sockets), safe="/")
        return f"postgresql://{OWNER}:{password}@/{database}?host={host}&port={self.port}"

    def service(self) -> Service:
        """Return the server as a service; its data folder is made on first use.

        Raises:
            LocalError: The folder is another version's, or cannot be made.
        """
        user = server_user()
        programs = postgres_bin(user)
        if not self.data.exists():
            self._initialise(programs, user)
        private_folder(self.data)
        self._check_version()
        self._forget_dead_postmaster()
        return Service(
            name="postgres",
            argv=[str(programs / "postgres"), "-D", str(self.data), *self._options()],
            cwd=self.home,
            user=user,
            # SIGINT is the fast shutdown; SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT,
            grace_s=20.0,
            ready=lambda _log: self._answers(),
        )

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1" if self.tcp_port else "",
            "port": str(self.port),
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": str(MAX_CONNECTIONS),
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "autovacuum_naptime": "10min"}
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _initialise(self, programs: Path, user: ServerUser | None) -> None:
        password = secrets.token_hex(24)
        write_private(self.home / "postgres.password", password)
        # initdb runs as `nobody` too: it gets a copy it can read, inside its private folder.
        handed = private_folder(self.home / "initdb") / "password"
        write_private(handed, password)
        if user is not None:
            os.chown(handed, user.uid, user.gid)
        # Made under another name, so that a start that was killed half-way leaves no half cluster.
        unfinished = self.home / "postgres.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        private_folder(unfinished)
        options = ["-U", OWNER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
        try:
            done = subprocess.run(
                [programs / "initdb", "-D", unfinished, f"--pwfile={handed}", *options],
                capture_output=True,
                text=True,
                cwd=self.home,
                # Out of the terminal's reach: Ctrl-C must not leave it half-way.
                process_group=0,
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
            )
        finally:
            handed.unlink()
            handed.parent.rmdir()
        if done.returncode:
            reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
            raise LocalError(f"The PostgreSQL folder {self.data} could not be made: {reason}")
        unfinished.rename(self.data)

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise LocalError(
                f"{self.data} was made by PostgreSQL {version} and this is {MAJOR}: "
                "restore a dump into a new folder (docs/operations.md)."
            )

    def _forget_dead_postmaster(self) -> None:
        # In a container pids repeat: a stale lock file may name a process that is someone else,
        # and PostgreSQL would refuse to start because that one is alive.
        lock = self.data / "postmaster.pid"
        if lock.exists() and not self._is_ours(int(lock.read_text().split("\n", 1)[0] or 0)):
            lock.unlink()

    def _is_ours(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            ended = process.status() == psutil.STATUS_ZOMBIE
            return not ended and Path(process.cwd()) == self.data.resolve()
        except (psutil.NoSuchProcess, psutil.AccessDenied, ValueError):
            return False

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database where there is none of that name; return its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
                names = (sql.Identifier(name), sql.Identifier(template or "template1"))
                connection.execute(statement.format(*names))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, throwing its clients out."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(name)))
