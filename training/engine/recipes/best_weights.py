"""Keeps the best weights of a run so far, in a file that travels with its checkpoints."""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from training.engine.checkpoints import Snapshot, link_or_copy
from training.engine.optimization import trainable, weights_put


class BestWeights:
    """The weights of the smallest figure.

    Args:
        path: Where they are kept while the run lasts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.figure = float("inf")
        self.step = 0

    def offer(self, figure: float, step: int, net: torch.nn.Module, *, keep: bool) -> None:
        """Takes note of a figure, and of the weights where it is the smallest so far.

        Args:
            figure: Smaller is better.
            step: Steps done.
            net: The network that reached it.
            keep: False notes the figure alone.
        """
        if figure >= self.figure:
            return
        self.figure, self.step = figure, step
        if keep:
            temporary = self.path.with_name(f".tmp-{self.path.name}")
            save_file({name: p.detach() for name, p in trainable(net).items()}, temporary)
            temporary.rename(self.path)

    def put(self, net: torch.nn.Module) -> None:
        """Puts the best weights back; where none were kept the network stays as it is."""
        if self.path.exists():
            weights_put(net, load_file(self.path))

    def extra(self) -> dict[str, Any]:
        """What a snapshot keeps beside the file."""
        return {"best_figure": self.figure, "best_step": self.step}

    def file(self) -> Path | None:
        """The file for a snapshot; None before the first figure."""
        return self.path if self.path.exists() else None

    def restore(self, snapshot: Snapshot | None) -> None:
        """Goes back to what a snapshot kept; without one, to nothing."""
        self.forget()
        if snapshot is None:
            return
        self.figure, self.step = snapshot.extra["best_figure"], snapshot.extra["best_step"]
        if snapshot.best is not None:
            link_or_copy(snapshot.best, self.path)

    def forget(self) -> None:
        """Removes the file."""
        self.path.unlink(missing_ok=True)
