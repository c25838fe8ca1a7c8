"""From token lists to tensors: padding, length-sorted batches, packed rows.

Padding is always on the right and never masked: under a causal mask no real token can see it, and
losses count only the positions they are told to. That keeps the fast attention kernel. Orders are
functions of (seed, epoch), so that a resumed run needs no state to go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

_POOL = 16  # batches whose examples are sorted among themselves: order stays random, padding low


@dataclass(frozen=True)
class TokenBatch:
    """Rows of tokens and where they teach.

    Attributes:
        ids: [B, T] int64, padded on the right with 0.
        targets: [B, T] bool, True where the token itself is to be predicted (never at column 0).
        positions: [B, T] int64 that restart at each packed example; None for plain rows.
    """

    ids: torch.Tensor
    targets: torch.Tensor
    positions: torch.Tensor | None = None

    def to(self, device: torch.device) -> "TokenBatch":
        """Moves the batch to a device."""
        positions = None if self.positions is None else self.positions.to(device)
        return TokenBatch(self.ids.to(device), self.targets.to(device), positions)

    def split(self, rows: int) -> list["TokenBatch"]:
        """Cuts the batch into parts of so many rows; 0 keeps it whole."""
        rows = rows or len(self.ids)
        positions = self.positions
        return [
            TokenBatch(
                self.ids[i : i + rows],
                self.targets[i : i + rows],
                None if positions is None else positions[i : i + rows],
            )
            for i in range(0, len(self.ids), rows)
        ]


def pad_right(rows: Sequence[Sequence[int]], *, value: int = 0) -> torch.Tensor:
    """Pads rows to the longest.

    Returns:
        [B, T] int64.
    """
    width = max(len(row) for row in rows)
    padded = np.full((len(rows), width), value, dtype=np.int64)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return torch.from_numpy(padded)


def pad_left(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pads rows on the left, for generation.

    Returns:
        [B, T] int64 ids and [B, T] bool mask, True at real tokens.
    """
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=bool)
    for index, row in enumerate(rows):
        ids[index, width - len(row) :] = row
        mask[index, width - len(row) :] = True
    return torch.from_numpy(ids), torch.from_numpy(mask)


def collate(examples: Sequence[tuple[Sequence[int], Sequence[bool]]]) -> TokenBatch:
    """Pads examples of (ids, which of them to predict) into a batch."""
    ids = pad_right([ids for ids, _ in examples])
    targets = pad_right([[int(flag) for flag in mask] for _, mask in examples]).bool()
    targets[:, 0] = False
    return TokenBatch(ids, targets)


def epoch_batches(
    lengths: Sequence[int], batch_size: int, *, seed: int, epoch: int
) -> list[list[int]]:
    """Orders one epoch: random, but each batch holds examples of like length.

    Args:
        lengths: Length of each example.
        batch_size: Examples per batch; only the last batches of a pool may be smaller.
        seed: Seed of the run.
        epoch: Number of the pass.

    Returns:
        Indices of the examples, batch by batch; every example once.
    """
    random = np.random.default_rng([seed, epoch])
    order = random.permutation(len(lengths))
    pool = batch_size * _POOL
    batches: list[list[int]] = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool].tolist(), key=lambda index: lengths[index])
        batches += [near[i : i + batch_size] for i in range(0, len(near), batch_size)]
    return [batches[index] for index in random.permutation(len(batches))]


def pack(
    examples: Sequence[tuple[Sequence[int], Sequence[bool]]], capacity: int, order: Sequence[int]
) -> list[list[int]]:
    """Fills rows with several examples: first fit, longest first.

    Args:
        examples: (ids, targets) pairs, none longer than `capacity`.
        capacity: Tokens per row.
        order: Order in which examples of equal length are taken.

    Returns:
        Indices of the examples in each row; every example once.
    """
    rows: list[list[int]] = []
    free: list[int] = []
    for index in sorted(order, key=lambda i: -len(examples[i][0])):
        length = len(examples[index][0])
        slot = next((i for i, space in enumerate(free) if space >= length), None)
        if slot is None:
            rows.append([])
            free.append(capacity)
            slot = len(rows) - 1
        rows[slot].append(index)
        free[slot] -= length
    return rows


def collate_packed(
    examples: Sequence[tuple[Sequence[int], Sequence[bool]]], rows: Sequence[Sequence[int]]
) -> TokenBatch:
    """Lays packed rows out as tensors.

    Positions restart with each example; from that transformers derives the block-diagonal mask, so
    examples of one row cannot see each other. Padding is one more block.
    """
    ids = pad_right([[t for i in row for t in examples[i][0]] for row in rows])
    targets = pad_right([[int(t) for i in row for t in _targets(examples[i][1])] for row in rows])
    starts = [[p for i in row for p in range(len(examples[i][0]))] for row in rows]
    positions = pad_right(starts)
    return TokenBatch(ids, targets.bool(), positions)


def _targets(mask: Sequence[bool]) -> list[bool]:
    """The first token of an example is never predicted: before it stands another example."""
    return [False, *mask[1:]]
