"""What every stage needs: the options, the project, the journal, the clock of the stages."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from training.rehearsal.journal import Journal
from training.rehearsal.labelers import Control
from training.rehearsal.sizes import Size


class RehearsalError(Exception):
    """The rehearsal cannot go on; the message says at what and why."""


class Progress(Protocol):
    """Where the stages tell how far they are."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def update(self, name: str, done: int, total: int | None) -> None:
        """A stage has come so far."""

    def finished(self, name: str, seconds: float) -> None:
        """A stage is over."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    seed: int
    size: Size
    control: Control
    name: str
    folder: Path
    base_url: str

    @property
    def labels_matter(self) -> bool:
        """Whether the labels carry the utility or its opposite; false for shuffled ones."""
        return self.control is not Control.SHUFFLE


@dataclass
class Stages:
    """Wall-clock seconds of each stage, told to the progress display too."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        self.progress.stage(name)
        started = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - started
        self.progress.finished(name, self.seconds[name])


@dataclass
class Context:
    """One rehearsal under way."""

    options: Options
    stages: Stages
    journal: Journal
    started: float = field(default_factory=time.monotonic)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What each run took and found, by stage."""

    @property
    def elapsed_s(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def size(self) -> Size:
        """The size asked for."""
        return self.options.size

    @property
    def progress(self) -> Progress:
        """Where to tell how far one is."""
        return self.stages.progress
