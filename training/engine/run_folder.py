"""The run folder: all that a run writes, and the lock that keeps a second trainer out.

Every file appears whole or not at all: written under a temporary name, flushed to disk, renamed.
`metrics.jsonl` alone grows in place, a line at a time.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from training.engine.errors import BadConfigError, FolderLockedError


class RunFolder:
    """Paths inside one run's folder and the atomic writes to them."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._lock: IO[str] | None = None

    @property
    def metrics(self) -> Path:
        return self.root / "metrics.jsonl"

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def model(self) -> Path:
        return self.root / "model"

    @property
    def result(self) -> Path:
        return self.root / "result.json"

    def lock(self) -> None:
        """Holds the folder until the process ends, however it ends.

        Raises:
            FolderLockedError: If another trainer holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        handle = (self.root / "lock").open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            handle.close()
            sentence = f"another trainer (process {holder}) is at work in {self.root}"
            raise FolderLockedError(sentence) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        self._lock = handle
        self._remove_leftovers()

    def unlock(self) -> None:
        """Lets go of the folder before the process ends."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def freeze_config(self, config: dict[str, Any]) -> None:
        """Writes the resolved configuration, or checks that it is the one the run began with.

        Raises:
            BadConfigError: If the folder belongs to a run with other settings.
        """
        path = self.root / "config.json"
        if not path.exists():
            write_json(path, config)
            return
        before = json.loads(path.read_text())
        for name in sorted(set(before) | set(config)):
            if before.get(name) != config.get(name):
                expected = f"{before.get(name)!r} as in {path} (a run keeps its settings)"
                raise BadConfigError(name, expected, config.get(name))

    def finished(self) -> bool:
        """Says whether an earlier start already brought this run to its end."""
        return self.result.exists()

    def _remove_leftovers(self) -> None:
        """Removes what a killed trainer left under temporary names; only the lock holder may."""
        for parent in (self.root, self.checkpoints):
            for path in parent.glob(".tmp-*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_json(path: Path, content: Any) -> None:
    """Writes JSON so that a reader sees the old file or the new one, never a part."""
    temporary = path.with_name(f".tmp-{path.name}")
    with temporary.open("w", encoding="utf-8") as handle:
        json.dump(content, handle, ensure_ascii=False, indent=2, sort_keys=True)
        handle.write("\n")
        handle.flush()
        os.fsync(handle.fileno())
    temporary.rename(path)
    sync_folder(path.parent)


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes one JSON object a line, so that the file appears whole or not at all."""
    temporary = path.with_name(f".tmp-{path.name}")
    with temporary.open("w", encoding="utf-8") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    temporary.rename(path)
    sync_folder(path.parent)


def finish_folder(temporary: Path, final: Path) -> None:
    """Makes a folder written under a temporary name appear whole; an older one is replaced."""
    for path in temporary.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    sync_folder(temporary)
    if final.exists():
        shutil.rmtree(final)
    temporary.rename(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Flushes a folder's own entries, so that a rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
