"""What must hold before anything is started, each in one clear sentence."""

import errno
import shutil
import socket
from pathlib import Path

from touchstone.local.errors import LocalError

NEEDED_BYTES = 1024**3
GIB = 1024**3


def check_port(host: str, port: int) -> None:
    """Refuse a port that is taken.

    Raises:
        LocalError: Somebody listens there already, or we may not.
    """
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise LocalError(
                f"Port {port} is in use by another program: choose another, "
                f"for example `make demo PORT={port + 1}`."
            ) from None
        raise LocalError(f"Port {port} of {host} cannot be used: {problem.strerror}.") from None


def check_disk(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Refuse to start on a disk that is nearly full.

    Raises:
        LocalError: Less than ``needed`` bytes are free.
    """
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise LocalError(
            f"Only {free / GIB:.1f} GiB are free on the disk of {existing} and "
            f"{needed / GIB:.1f} GiB are needed: make room and start again."
        )
