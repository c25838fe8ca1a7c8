"""Registering a base model that somebody brought, without loading it: no torch is needed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from touchstone.accounts.models import User
from touchstone.core.errors import InvalidError
from touchstone.core.ids import uuid7
from touchstone.core.storage import put_tree
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from touchstone.registry.services import model_version_register

_LENGTH_BYTES = 8
_DIGESTS = ("tokenizer_digest", "template_digest")


@dataclass(frozen=True)
class BaseModel:
    """A folder with a causal language model, or a name on the hub.

    Attributes:
        name: What to call it.
        source: The folder, or the hub name.
    """

    name: str
    source: Path | str


def base_model_register(*, project: Project, model: BaseModel, by: User | None) -> ModelVersion:
    """Enter a base policy; a folder's weights go to object storage, a hub name stays a name.

    Raises:
        InvalidError: The folder holds no model in safetensors.
    """
    facts: dict[str, Any] = {"location": str(model.source)}
    if isinstance(model.source, Path):
        facts = _folder_facts(model.source, f"models/{project.public_id}/base/{uuid7()}")
    return model_version_register(
        project=project,
        role=ModelRole.POLICY,
        kind=ModelKind.BASE,
        name=model.name[:120],
        by=by,
        **facts,
    )


def safetensors_parameters(path: Path) -> int:
    """Count the numbers in a safetensors file by its header alone."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        header: Mapping[str, Any] = json.loads(file.read(length))
    return sum(prod(entry["shape"]) for name, entry in header.items() if name != "__metadata__")


def _folder_facts(folder: Path, key: str) -> dict[str, Any]:
    shards = sorted(folder.glob("*.safetensors"))
    if not shards or not (folder / "config.json").is_file():
        raise InvalidError(
            f"{folder} holds no config.json beside *.safetensors. Convert the model first: other "
            "weight formats can carry code and are never read.",
            code="no_safetensors",
        )
    known: dict[str, Any] = {}
    if (folder / "touchstone.json").is_file():
        known = json.loads((folder / "touchstone.json").read_text())
    tree = put_tree(key=key, folder=folder)
    return {
        "location": key,
        "weights_sha256": tree.sha256,
        "parameters": sum(safetensors_parameters(shard) for shard in shards),
        **{name: known[name] for name in _DIGESTS if name in known},
    }
