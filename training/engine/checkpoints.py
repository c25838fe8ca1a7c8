"""Checkpoints: whole or absent, and enough to go on bit for bit.

Weights are safetensors; optimizer moments, random state and counters are tensors and plain values,
read with `weights_only=True`, so that a checkpoint can carry no code. Data order and sampling noise
need no state: they are functions of the seed and the step.
"""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from training.engine.errors import BadConfigError
from training.engine.run_folder import finish_folder

_NAME = re.compile(r"step-(\d+)")


@dataclass(frozen=True)
class Snapshot:
    """All that a recipe needs to go on after `step` steps.

    Attributes:
        step: Steps done.
        weights: Trainable tensors by name.
        optimizers: Each optimizer's `state_dict`, by name.
        extra: Counters and small values of the recipe.
        best: File with the best weights so far, where the recipe keeps them.
    """

    step: int
    weights: Mapping[str, torch.Tensor]
    optimizers: Mapping[str, dict[str, Any]]
    extra: Mapping[str, Any] = field(default_factory=dict)
    best: Path | None = None


def checkpoint_save(folder: Path, snapshot: Snapshot, *, keep: int) -> Path:
    """Writes `folder/step-N` atomically and removes all but the newest `keep`."""
    folder.mkdir(exist_ok=True)
    temporary = folder / f".tmp-step-{snapshot.step}"
    temporary.mkdir()
    weights = {name: tensor.detach().contiguous() for name, tensor in snapshot.weights.items()}
    save_file(weights, temporary / "weights.safetensors")
    torch.save(
        {
            "step": snapshot.step,
            "optimizers": dict(snapshot.optimizers),
            "extra": dict(snapshot.extra),
            "random": _random_state(),
        },
        temporary / "state.pt",
    )
    if snapshot.best is not None:
        link_or_copy(snapshot.best, temporary / "best.safetensors")
    final = folder / f"step-{snapshot.step}"
    finish_folder(temporary, final)
    for _, path in sorted(_found(folder))[:-keep]:
        shutil.rmtree(path)
    return final


def checkpoint_load(path: Path) -> Snapshot:
    """Reads a checkpoint and restores the global random state that dropout draws from.

    Raises:
        BadConfigError: If the folder is no whole checkpoint.
    """
    state_file, weights_file = path / "state.pt", path / "weights.safetensors"
    if not (state_file.is_file() and weights_file.is_file()):
        raise BadConfigError("--resume", "a checkpoint folder (step-N)", str(path))
    state = torch.load(state_file, weights_only=True, map_location="cpu")
    _set_random_state(state["random"])
    best = path / "best.safetensors"
    return Snapshot(
        step=state["step"],
        weights=load_file(weights_file),
        optimizers=state["optimizers"],
        extra=state["extra"],
        best=best if best.is_file() else None,
    )


def checkpoint_latest(folder: Path) -> Path | None:
    """Finds the newest whole checkpoint; None where there is none."""
    found = _found(folder)
    return max(found)[1] if found else None


def link_or_copy(source: Path, target: Path) -> None:
    """Gives a file a second name, or copies it where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _found(folder: Path) -> list[tuple[int, Path]]:
    if not folder.is_dir():
        return []
    matches = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return [(int(match.group(1)), path) for match, path in matches if match]


def _random_state() -> dict[str, Any]:
    state: dict[str, Any] = {"cpu": torch.get_rng_state()}
    if torch.cuda.is_available():
        state["cuda"] = torch.cuda.get_rng_state_all()
    return state


def _set_random_state(state: dict[str, Any]) -> None:
    torch.set_rng_state(state["cpu"])
    if "cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda"])
