"""The trainer: a subprocess in its own process group that cannot outlive its supervisor.

It gets the reading end of a pipe whose writing end only the supervisor holds: when the supervisor
dies, however it dies, the pipe closes and the trainer ends itself. It also inherits the lock of the
run's folder.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import training

EXIT_OK, EXIT_BAD_CONFIG, EXIT_CANCELLED = 0, 2, 4
ENGINE = (sys.executable, "-m", "training.engine")
_LOG_TAIL_BYTES = 4000
_SECRETS = ("DATABASE_URL", "REDIS_URL")


class Trainer:
    """One running trainer."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        folder: Path,
        lock: int,
        threads: int,
        command: Sequence[str] = ENGINE,
    ) -> None:
        """Start it.

        Args:
            arguments: What the engine is told, the supervisor's pipe excepted.
            folder: The attempt's folder; its output goes to `trainer.log` there.
            lock: Descriptor of the run folder's lock, to be inherited.
            threads: Threads it may compute with.
            command: What to run instead of the engine, in tests.
        """
        self._log = folder / "trainer.log"
        reading, self._leash = os.pipe()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *arguments, "--supervisor-fd", str(reading)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=trainer_environment(os.environ, threads),
                process_group=0,
                pass_fds=(reading, lock),
            )
        os.close(reading)

    def ask_to_stop(self) -> None:
        """Ask for a checkpoint and an end."""
        self.process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """End it at once, if it still runs, and let go of the pipe."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self._leash >= 0:
            os.close(self._leash)
            self._leash = -1

    def last_words(self) -> str:
        """Return the end of what it wrote, for an error message."""
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - _LOG_TAIL_BYTES))
            return log.read().decode(errors="replace").strip()


def trainer_environment(ours: Mapping[str, str], threads: int) -> dict[str, str]:
    """Return the worker's environment without what a trainer has no business with."""
    kept = {
        key: value
        for key, value in ours.items()
        if key not in _SECRETS and not key.startswith(("TOUCHSTONE_", "AWS_"))
    }
    root = str(Path(training.__file__).resolve().parents[1])
    path = os.pathsep.join([root, *filter(None, [ours.get("PYTHONPATH")])])
    return {
        **kept,
        "PYTHONPATH": path,
        "PYTHONUNBUFFERED": "1",
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
        "TOKENIZERS_PARALLELISM": "false",
    }
