"""A run's folder on this machine: a lock, and one folder for each attempt."""

import fcntl
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.runs.models import Run

_CHECKPOINT = re.compile(r"step-(\d+)")
_LOCK_POLL_S = 0.1


class RunFolderBusyError(Exception):
    """A trainer of an earlier attempt is still alive on this machine."""


def run_folder(root: Path, run: Run) -> Path:
    """Return the folder of a run, made if need be."""
    folder = root / str(run.public_id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def attempt_folder(folder: Path, attempt: int) -> Path:
    """Return the folder of one attempt, made if need be."""
    path = folder / f"attempt-{attempt}"
    path.mkdir(exist_ok=True)
    return path


@contextmanager
def run_folder_locked(folder: Path, *, wait_s: float) -> Iterator[int]:
    """Hold the run's folder; yield the lock's descriptor, for the trainer to inherit.

    The lock belongs to the open file, so it is held until the supervisor and the trainer have both
    ended: a next attempt on this machine cannot start beside a trainer that is still dying.

    Raises:
        RunFolderBusyError: Somebody else has held it for ``wait_s`` seconds.
    """
    with (folder / "lock").open("a") as lock:
        deadline = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise RunFolderBusyError(
                        f"a trainer of an earlier attempt still runs in {folder}"
                    ) from None
                time.sleep(_LOCK_POLL_S)
        yield lock.fileno()


def run_folder_prune(folder: Path) -> None:
    """Remove what a finished run needs no more: what it made is in storage and in the database.

    Configurations, metrics and logs stay; nothing of what people wrote does.
    """
    for attempt in folder.glob("attempt-*"):
        for name in ("checkpoints", "model"):
            shutil.rmtree(attempt / name, ignore_errors=True)
        for name in ("completions.jsonl", "prompts.jsonl"):
            (attempt / name).unlink(missing_ok=True)


def newest_checkpoint(folder: Path) -> Path | None:
    """Return the checkpoint with the most steps among all attempts; ``None`` without any.

    The engine writes a checkpoint under a temporary name and renames it, so what has the name is
    whole.
    """
    found = [
        (int(match.group(1)), path)
        for path in folder.glob("attempt-*/checkpoints/step-*")
        if (match := _CHECKPOINT.fullmatch(path.name))
    ]
    return max(found)[1] if found else None
