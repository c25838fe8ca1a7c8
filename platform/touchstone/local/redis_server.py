"""The embedded Redis: append-only file, nothing evicted, reached by a unix socket alone."""

import socket
from dataclasses import dataclass
from pathlib import Path

from touchstone.local.binaries import redis_program, server_user
from touchstone.local.instance import private_folder
from touchstone.local.service import Service


@dataclass(frozen=True, kw_only=True)
class RedisServer:
    """Where one embedded Redis keeps things."""

    home: Path
    sockets: Path

    @property
    def socket(self) -> Path:
        """The unix socket, in a folder that only the server's user may enter."""
        return self.sockets / "redis.sock"

    @property
    def url(self) -> str:
        """The address as redis-py spells it."""
        return f"unix://{self.socket}"

    def service(self) -> Service:
        """Return the server as a service."""
        user = server_user()
        data = private_folder(self.home / "redis")
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "appendonly": "yes",
            "save": "",
            # The broker's messages must never be thrown away to make room.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return Service(
            name="redis",
            argv=[str(redis_program(user)), *options],
            cwd=self.home,
            user=user,
            ready=lambda _log: self._answers(),
        )

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2.0)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                # While it loads its file the answer is an error.
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
