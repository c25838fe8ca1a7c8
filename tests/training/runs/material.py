"""What runs need: a project with its people, datasets and models in storage."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from tests.factories import Cast, make_cast
from touchstone.core.ids import uuid7
from touchstone.core.storage import put_tree
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from touchstone.registry.services import model_version_register
from training.runs.models import Recipe, Run
from training.runs.services.runs import run_create

FAKE_TRAINER = Path(__file__).with_name("fake_trainer.py")


@dataclass
class Material:
    """A cast, a base model and a demonstrations dataset."""

    cast: Cast
    base: ModelVersion
    demonstrations: DatasetVersion


def fake(mode: str) -> tuple[str, ...]:
    """Return the command line of a fake trainer."""
    return (sys.executable, str(FAKE_TRAINER), mode)


def make_material(folder: Path) -> Material:
    """Store a folder that passes for a base model, and one demonstration."""
    cast = make_cast()
    base = make_model(cast, folder, ModelRole.POLICY)
    rows = [
        {
            "prompt_id": "p1",
            "messages": [{"role": "user", "content": "How are you?"}],
            "completion": "Well.",
            "split": "train",
        }
    ]
    dataset = make_dataset(cast, folder, DatasetKind.DEMONSTRATIONS, rows)
    return Material(cast, base, dataset)


def make_model(cast: Cast, folder: Path, role: ModelRole, **fields: Any) -> ModelVersion:
    """Register a model whose folder holds next to nothing."""
    source = folder / f"model-{uuid7()}"
    source.mkdir()
    (source / "touchstone.json").write_text(json.dumps({"parameters": 1}))
    key = f"models/test/{uuid7()}"
    tree = put_tree(key=key, folder=source)
    fields = {"kind": ModelKind.BASE, "name": "Base", **fields}
    return model_version_register(
        project=cast.project, role=role, location=key, weights_sha256=tree.sha256, **fields
    )


def make_dataset(
    cast: Cast, folder: Path, kind: DatasetKind, rows: list[dict[str, Any]]
) -> DatasetVersion:
    """Store rows as a ready dataset version."""
    source = folder / f"dataset-{uuid7()}"
    source.mkdir()
    pq.write_table(pa.Table.from_pylist(rows), source / "train-00000.parquet")
    key = f"datasets/test/{uuid7()}"
    tree = put_tree(key=key, folder=source)
    number = DatasetVersion.objects.filter(project=cast.project, kind=kind).count() + 1
    return DatasetVersion.objects.create(
        project=cast.project,
        kind=kind,
        number=number,
        state=DatasetState.READY,
        location=key,
        manifest_sha256=tree.sha256,
        rows={"train": len(rows), "validation": 0, "test": 0},
    )


def make_run(material: Material, **config: Any) -> Run:
    """Queue an SFT run."""
    return run_create(
        project=material.cast.project,
        recipe=Recipe.SFT,
        config=config,
        datasets=[material.demonstrations],
        models=[material.base],
        created_by=material.cast.alice,
    )
