"""An instance's folder: its lock, the record of what runs in it, where its servers keep data."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from touchstone.local.binaries import SHARED_STATE, others_may_enter, server_user
from touchstone.local.errors import LocalError
from touchstone.local.processes import ProcessMark, mark_of
from touchstone.local.service import reap_leftovers
from touchstone.local.supervisor import Supervisor, never_cancelled

REPOSITORY = Path(__file__).resolve().parents[3]
LONGEST_SOCKET_FOLDER = 80
"""Unix socket paths end near 107 bytes, and PostgreSQL adds a file name and `.lock`."""


@dataclass(frozen=True)
class Record:
    """What ``instance.json`` says (mode 600: the database's address holds its password)."""

    supervisor: ProcessMark
    database_url: str
    redis_url: str
    url: str | None = None
    services: tuple[str, ...] = ()


def instance_folder(name: str) -> Path:
    """Return the folder of an instance by its name: ``var/<name>`` of the checkout."""
    return Path(os.environ.get("TOUCHSTONE_VAR", REPOSITORY / "var")).resolve() / name


@contextlib.contextmanager
def hold(folder: Path, cancelled: Callable[[], None] = never_cancelled) -> Iterator[Supervisor]:
    """Hold the instance's lock, reap what a killed start left, and lend a supervisor.

    At the end everything started is stopped, the record removed and the lock given back.

    Raises:
        LocalError: The instance is running already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Not private: as root the servers run as `nobody` and must pass through.
    folder.chmod(folder.stat().st_mode | 0o011)
    with (folder / "lock").open("a") as lock:
        _lock(lock.fileno(), folder)
        reap_leftovers(folder)
        supervisor = Supervisor(folder, cancelled)
        try:
            yield supervisor
        finally:
            supervisor.stop_all()
            (folder / "instance.json").unlink(missing_ok=True)
            shutil.rmtree(_short_socket_folder(folder), ignore_errors=True)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        record = read_record(folder)
        where = f" at {record.url}" if record and record.url else ""
        raise LocalError(
            f"The instance `{folder.name}` is running already{where}; stop it with "
            f"`python -m touchstone.local stop --instance {folder.name}` or pick another name."
        ) from None


def write_record(
    folder: Path, *, database_url: str, redis_url: str, url: str | None, services: tuple[str, ...]
) -> None:
    """Write down what runs, for ``discovery``, ``status`` and ``stop``; replaced as a whole."""
    record = Record(mark_of(os.getpid()), database_url, redis_url, url, services)
    write_private(folder / "instance.json", json.dumps(asdict(record), indent=1))


def read_record(folder: Path) -> Record | None:
    """Return what was written down, ``None`` when nothing is or its writer is dead."""
    try:
        found: dict[str, Any] = json.loads((folder / "instance.json").read_text())
    except FileNotFoundError:
        return None
    found["supervisor"] = ProcessMark(**found["supervisor"])
    found["services"] = tuple(found["services"])
    record = Record(**found)
    return record if record.supervisor.alive() else None


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, at once and whole."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    half.replace(path)


def server_home(folder: Path) -> Path:
    """Return where the servers keep their data: ``servers/`` of the instance's folder.

    As root with a checkout that ``nobody`` may not enter (``/root``), a folder of the same
    meaning under ``/var/lib/touchstone``.
    """
    home = folder / "servers"
    if server_user() is not None and not others_may_enter(folder):
        home = SHARED_STATE / f"{folder.name}-{_digest(folder)}"
        SHARED_STATE.mkdir(parents=True, exist_ok=True)
        SHARED_STATE.chmod(0o755)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    return home


def private_folder(path: Path) -> Path:
    """Make a folder (mode 700) that belongs to whoever runs the servers; return it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = server_user()
    owner = path.lstat()
    if path.is_symlink() or owner.st_uid not in {os.geteuid(), user.uid if user else -1}:
        raise LocalError(f"{path} belongs to another user: start as that user, or remove it.")
    path.chmod(0o700)
    if user is not None and owner.st_uid != user.uid:
        os.chown(path, user.uid, user.gid)
    return path


def socket_folder(folder: Path, home: Path) -> Path:
    """Return a private folder for unix sockets whose path is short enough for them."""
    wanted = home / "sockets"
    if len(os.fsencode(wanted)) > LONGEST_SOCKET_FOLDER:
        wanted = _short_socket_folder(folder)
    return private_folder(wanted)


def _short_socket_folder(folder: Path) -> Path:
    # A name that others can foresee: `private_folder` refuses one that is not ours.
    return Path("/tmp") / f"touchstone-{os.geteuid()}-{_digest(folder)}"  # noqa: S108


def _digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
