"""metrics.jsonl: one JSON object a line, flushed as it is written.

A resumed run may repeat steps that were logged before it was killed: for the same phase and step
the later line holds. What each figure means stands in docs/metrics.md.
"""

import json
import math
import time
from pathlib import Path


class MetricsLog:
    """Appends figures of a run to its `metrics.jsonl`."""

    def __init__(self, path: Path, *, total_steps: int) -> None:
        _cut_torn_line(path)
        self._file = path.open("a", encoding="utf-8")
        self.total_steps = total_steps

    def write(self, step: int, phase: str, **figures: float) -> None:
        """Adds a line.

        Args:
            step: Optimizer steps (PPO: updates; sample and score: rows) done.
            phase: What the figures are of: `train`, `validation`, `test`, `sample`, `score`.
            **figures: Numbers; one that is not finite is written as null, which JSON can hold.
        """
        line: dict[str, object] = {"step": step, "time": time.time(), "phase": phase}
        line["total_steps"] = self.total_steps
        line.update({name: finite(value) for name, value in figures.items()})
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()


def finite(value: float) -> float | None:
    """Rounds to what a float32 carries; None for infinities and for what is not a number."""
    if isinstance(value, int):
        return value
    return float(f"{value:.7g}") if math.isfinite(value) else None


def _cut_torn_line(path: Path) -> None:
    """Drops half a line that a killed trainer left; readers only took whole ones."""
    if not path.exists():
        return
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as handle:
            handle.truncate(len(whole))
