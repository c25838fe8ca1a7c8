"""A small rehearsal that is set up and waits for its workers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from training.rehearsal.campaign.context import Context, Options, Stages
from training.rehearsal.campaign.world import World, world_build
from training.rehearsal.journal import Journal
from training.rehearsal.labelers import Control
from training.rehearsal.sizes import SMALL

SIZE = replace(
    SMALL,
    corpus_documents=20,
    train_prompts=30,
    validation_prompts=6,
    test_prompts=8,
    demonstrations=10,
    labelers=3,
)


class Silent:
    """A progress display that shows nothing."""

    def stage(self, name: str) -> None: ...

    def update(self, name: str, done: int, total: int | None) -> None: ...

    def finished(self, name: str, seconds: float) -> None: ...


@pytest.fixture
def context_in() -> Callable[..., Context]:
    """Make the context of a rehearsal in a folder; the same folder again goes on."""

    def make(folder: Path, *, seed: int = 0) -> Context:
        folder.mkdir(exist_ok=True)
        options = Options(seed, SIZE, Control.TRUE, "Try", folder, "http://example.test")
        return Context(options, Stages(Silent()), Journal(folder / "journal.json"))

    return make


@pytest.fixture
def context(context_in: Callable[..., Context], tmp_path: Path) -> Context:
    """One rehearsal."""
    return context_in(tmp_path)


@pytest.fixture
def world(db: None, context: Context) -> World:
    """Its project, people and prompts."""
    return world_build(context)
