"""What every recipe does between steps: count, log, save, and stop when asked.

Recipes own their loops; this is only the bookkeeping they share. A step is over when `after_step`
returns; from then on a kill loses at most the steps since the last checkpoint.
"""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from training.engine.checkpoints import (
    Snapshot,
    checkpoint_latest,
    checkpoint_load,
    checkpoint_save,
)
from training.engine.config.common import RunConfig, TrainingConfig
from training.engine.errors import CancelledError
from training.engine.metrics import MetricsLog, finite
from training.engine.run_folder import RunFolder, write_json
from training.engine.runtime import Runtime
from training.engine.supervision import StopRequest


@dataclass
class Session:
    """One start of one recipe in one run folder."""

    config: RunConfig
    folder: RunFolder
    runtime: Runtime
    stop: StopRequest = field(default_factory=StopRequest)
    resume: Path | None = None
    started: float = field(default_factory=time.monotonic)

    def metrics(self, total_steps: int) -> MetricsLog:
        """Opens the run's metrics for a loop of so many steps."""
        return MetricsLog(self.folder.metrics, total_steps=total_steps)

    def restore(self) -> Snapshot | None:
        """Reads the run's own newest checkpoint, else the one it was told to resume from."""
        path = checkpoint_latest(self.folder.checkpoints) or self.resume
        return checkpoint_load(path) if path else None

    def after_step(self, step: int, total_steps: int, snapshot: Callable[[int], Snapshot]) -> None:
        """Saves a checkpoint where one is due.

        Args:
            step: Steps done, counted from 1.
            total_steps: Steps of the whole run; after the last the model itself is saved.
            snapshot: Collects the state after so many steps; called only when it is needed.

        Raises:
            CancelledError: If the run was asked to end; its checkpoint is written.
        """
        config = self.config
        assert isinstance(config, TrainingConfig)  # noqa: S101 - narrows the type for the reader
        stopping = bool(self.stop)
        due = config.checkpoint_every and step % config.checkpoint_every == 0
        if step >= total_steps or not (due or stopping):
            return
        path = checkpoint_save(
            self.folder.checkpoints, snapshot(step), keep=config.keep_checkpoints
        )
        if stopping:
            raise CancelledError(f"cancelled after step {step} of {total_steps}; saved {path.name}")

    def finish(self, *, model: bool, metrics: dict[str, float]) -> None:
        """Writes the result; nothing is written after it.

        Args:
            model: Whether the run leaves a `model/` folder.
            metrics: Final figures.
        """
        metrics = {**metrics, **self.resources()}
        figures = {name: finite(value) for name, value in sorted(metrics.items())}
        content = {
            "status": "succeeded",
            "model": "model" if model else None,
            "metrics": figures,
        }
        write_json(self.folder.result, content)

    def resources(self) -> dict[str, float]:
        """Measures this start: wall and CPU seconds, peak resident memory in MiB."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "wall_seconds": time.monotonic() - self.started,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_memory_mib": usage.ru_maxrss / 1024,
        }
