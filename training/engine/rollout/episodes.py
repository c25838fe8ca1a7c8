"""Episodes: sampled responses, laid out for the forward passes that judge and learn from them.

Tensors come in two shapes. A *grid* is [B, R]: one row per episode, response tokens from column 0.
A *part* is a handful of episodes of like length that share a forward pass; its token values are
flat, [N], row by row. `Layout` converts between the two. Old and new log-probabilities are computed
in the same parts, so that the first minibatch's ratios are exactly one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from training.engine.data.batching import pad_right
from training.engine.rollout.generate import Response


@dataclass(frozen=True)
class Part:
    """Episodes that go through the networks together.

    Attributes:
        rows: [b] int64, their numbers among the update's episodes.
        ids: [b, T] int64 prompts and responses, padded on the right.
        where: [b, T] bool, True at positions whose next token is a response token.
        tokens: [n] int64 response tokens, row by row.
        last: [b] int64, index of each last response token.
    """

    rows: torch.Tensor
    ids: torch.Tensor
    where: torch.Tensor
    tokens: torch.Tensor
    last: torch.Tensor


@dataclass(frozen=True)
class Layout:
    """How an update's episodes are spread over grids, minibatches and parts.

    Attributes:
        mask: [B, R] bool, True at response tokens.
        minibatches: Parts of each optimizer step; every episode once.
    """

    mask: torch.Tensor
    minibatches: list[list[Part]]

    @property
    def parts(self) -> list[Part]:
        """All parts, minibatch by minibatch."""
        return [part for minibatch in self.minibatches for part in minibatch]

    def grid(self, flat: Sequence[torch.Tensor]) -> torch.Tensor:
        """Collects flat values of all `parts` into a [B, R] grid; 0 where the mask is False."""
        grid = torch.zeros(self.mask.shape, device=self.mask.device)
        for part, values in zip(self.parts, flat, strict=True):
            rows = torch.zeros((len(part.rows), self.mask.shape[1]), device=self.mask.device)
            rows[self.mask[part.rows]] = values
            grid[part.rows] = rows
        return grid

    def flat(self, grid: torch.Tensor, part: Part) -> torch.Tensor:
        """Takes a part's [n] values out of a [B, R] grid."""
        return grid[part.rows][self.mask[part.rows]]


def layout_make(
    prompts: Sequence[Sequence[int]],
    responses: Sequence[Response],
    *,
    minibatch_size: int,
    micro_batch_size: int,
    seed: Sequence[int],
    device: torch.device,
) -> Layout:
    """Deals episodes out to minibatches at random, and each minibatch to parts by length.

    Args:
        prompts: Token ids of each prompt.
        responses: The response to each.
        minibatch_size: Episodes per optimizer step; the last may have fewer.
        micro_batch_size: Episodes per part; 0 makes one part of a minibatch.
        seed: Seeds the dealing.
        device: Where the tensors go.
    """
    lengths = torch.tensor([len(response.ids) for response in responses])
    mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
    order = np.random.default_rng(seed).permutation(len(prompts)).tolist()
    minibatches = []
    for start in range(0, len(order), minibatch_size):
        chosen = order[start : start + minibatch_size]
        chosen.sort(key=lambda row: len(prompts[row]) + len(responses[row].ids))
        size = micro_batch_size or len(chosen)
        groups = [chosen[i : i + size] for i in range(0, len(chosen), size)]
        minibatches.append([_part(group, prompts, responses, device) for group in groups])
    return Layout(mask.to(device), minibatches)


def _part(
    rows: list[int],
    prompts: Sequence[Sequence[int]],
    responses: Sequence[Response],
    device: torch.device,
) -> Part:
    ids = pad_right([[*prompts[row], *responses[row].ids] for row in rows])
    starts = torch.tensor([len(prompts[row]) for row in rows])
    ends = starts + torch.tensor([len(responses[row].ids) for row in rows])
    columns = torch.arange(ids.shape[1])[None]
    where = (columns >= starts[:, None] - 1) & (columns < ends[:, None] - 1)
    tokens = torch.tensor([token for row in rows for token in responses[row].ids])
    return Part(
        rows=torch.tensor(rows, device=device),
        ids=ids.to(device),
        where=where.to(device),
        tokens=tokens.to(device),
        last=(ends - 1).to(device),
    )
