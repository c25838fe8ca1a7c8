"""What an attempt leaves in its folder, read back and brought to object storage."""

import json
from pathlib import Path
from typing import Any

from touchstone.core.storage import put_tree
from training.runs.services.results import StoredModel
from training.runs.services.samples import SampleRow


def result_read(folder: Path) -> dict[str, Any]:
    """Return `result.json`.

    Raises:
        FileNotFoundError: The trainer said it was done and left no result.
    """
    content: dict[str, Any] = json.loads((folder / "result.json").read_text())
    return content


def model_store(folder: Path, *, key: str) -> StoredModel:
    """Put a model's folder into object storage under ``key``."""
    facts = json.loads((folder / "touchstone.json").read_text())
    tree = put_tree(key=key, folder=folder)
    return StoredModel(location=key, weights_sha256=tree.sha256, facts=facts)


def samples_read(folder: Path) -> list[SampleRow]:
    """Return the rows of `completions.jsonl`."""
    with (folder / "completions.jsonl").open(encoding="utf-8") as lines:
        return [SampleRow(**json.loads(line)) for line in lines]
