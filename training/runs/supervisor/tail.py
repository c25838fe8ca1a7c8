"""Reading metrics.jsonl while it grows: whole lines only, each once, with its number."""

import json
from pathlib import Path

from training.runs.services.metrics import MetricLine


class MetricsTail:
    """Reads on from where it stopped."""

    def __init__(self, path: Path) -> None:
        """Begin at the first line; the file need not be there yet."""
        self._path = path
        self._offset = 0
        self._number = 0

    def read(self, limit: int = 500) -> list[MetricLine]:
        """Return up to ``limit`` lines that are new and whole; empty where there are none."""
        if not self._path.exists():
            return []
        lines: list[MetricLine] = []
        with self._path.open("rb") as file:
            file.seek(self._offset)
            while len(lines) < limit and (line := file.readline()).endswith(b"\n"):
                self._offset += len(line)
                self._number += 1
                lines.append(MetricLine(self._number, json.loads(line)))
        return lines
