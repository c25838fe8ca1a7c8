"""An attempt's inputs, brought to this machine: datasets, models, prompts.

Trees are immutable, so each is fetched once and kept in a cache beside the run folders.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
from django.conf import settings

from labeling.datasets.models import DatasetKind, DatasetVersion
from labeling.datasets.services import dataset_version_fetch
from touchstone.core.storage import get_tree
from training.runs.domain.engine_config import CORPUS, PROMPT_IDS, EngineInputs
from training.runs.models import Run

TREE_PREFIXES = ("models/", "corpora/")
"""Locations that are trees in object storage; any other is a hub name or a folder."""


def inputs_fetch(run: Run, attempt: Path) -> EngineInputs:
    """Bring what a run reads to this machine and return where it lies.

    Raises:
        FileNotFoundError: A tree is not in object storage.
        ValueError: A stored file is damaged.
    """
    datasets = {str(version.kind): str(dataset_cached(version)) for version in run.datasets.all()}
    if PROMPT_IDS in run.config:
        folder = Path(datasets[DatasetKind.PROMPTS])
        chosen = prompts_choose(folder, run.config[PROMPT_IDS], attempt / "prompts.jsonl")
        datasets[DatasetKind.PROMPTS] = str(chosen)
    models = {str(model.role): model_path(model.location) for model in run.inputs.all()}
    corpus = run.config.get(CORPUS)
    return EngineInputs(datasets, models, str(tree_cached(corpus)) if corpus else None)


def model_path(location: str) -> str:
    """Return the folder of a stored model; a hub name stays what it is."""
    return str(tree_cached(location)) if location.startswith(TREE_PREFIXES) else location


def dataset_cached(version: DatasetVersion) -> Path:
    """Return a local copy of a dataset version."""
    with _cache_entry(version.location) as folder:
        return dataset_version_fetch(version, folder)


def tree_cached(key: str) -> Path:
    """Return a local copy of a stored tree."""
    with _cache_entry(key) as folder:
        return get_tree(key=key, folder=folder)


@contextmanager
def _cache_entry(key: str) -> Iterator[Path]:
    """Lend a tree's folder to whoever comes first; others wait and find it filled."""
    name = hashlib.sha256(f"{settings.STORAGE_URL}\n{key}".encode()).hexdigest()[:32]
    cache = Path(settings.RUNS_DIR) / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield cache / name


def prompts_choose(folder: Path, prompt_ids: Sequence[str], target: Path) -> Path:
    """Write the chosen prompts of a dataset, in the order of ``prompt_ids``, as JSON lines.

    Raises:
        ValueError: The dataset lacks one of them.
    """
    wanted = set(prompt_ids)
    found = {}
    for shard in sorted(folder.rglob("*.parquet")):
        for row in pq.read_table(shard).to_pylist():
            if row["prompt_id"] in wanted:
                found[row["prompt_id"]] = row
    missing = [prompt_id for prompt_id in prompt_ids if prompt_id not in found]
    if missing:
        raise ValueError(f"the prompts dataset lacks {len(missing)} prompts, e.g. {missing[0]}")
    with target.open("w", encoding="utf-8") as file:
        for prompt_id in prompt_ids:
            row = {key: found[prompt_id][key] for key in ("prompt_id", "messages", "split")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return target
