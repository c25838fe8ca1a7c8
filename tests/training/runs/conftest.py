"""A project with a base model and datasets to train on, and folders of the test's own."""

from pathlib import Path
from typing import Any

import pytest

from tests.training.runs.material import Material, make_material


@pytest.fixture
def folders(tmp_path: Path, settings: Any) -> Path:
    """Point storage and run folders at the test's own folder, with a lease of seconds."""
    settings.STORAGE_URL = str(tmp_path / "storage")
    settings.RUNS_DIR = tmp_path / "runs"
    settings.RUN_LEASE_S = 5.0
    return tmp_path


@pytest.fixture
def material(folders: Path, db: None) -> Material:
    """A project whose datasets and base model lie in storage (the base is no real model)."""
    return make_material(folders)


@pytest.fixture
def live_material(folders: Path, transactional_db: None) -> Material:
    """The same, committed: for tests in which several connections take part."""
    return make_material(folders)
