"""The next-token loss of a batch, and its mean over a held-out set."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every torch reader knows

from training.engine.data.batching import TokenBatch
from training.engine.models.forward import CausalModel, next_is
from training.engine.runtime import Runtime


def summed_loss(model: CausalModel, batch: TokenBatch, runtime: Runtime) -> torch.Tensor:
    """Sums the cross-entropy over the batch's target tokens, in nats.

    Returns:
        A scalar with gradients; divide it by the number of target tokens of the whole step, so that
        micro-batches of unequal size weigh by their tokens.
    """
    batch = batch.to(runtime.device)
    with runtime.autocast():
        logits = model.logits_at(batch.ids, next_is(batch.targets), batch.positions)
    return F.cross_entropy(logits, batch.ids[batch.targets], reduction="sum")


def backward_in_parts(
    model: CausalModel, batch: TokenBatch, rows: int, runtime: Runtime, *, weight: float = 1.0
) -> float:
    """Accumulates the gradients of the batch's mean loss, so many rows at a time.

    Args:
        model: The model that learns.
        batch: The whole optimizer step.
        rows: Rows per forward pass; 0 takes all at once.
        runtime: Device and precision.
        weight: Scales the gradients (not what is returned).

    Returns:
        Mean loss per target token, in nats.
    """
    tokens = max(1, int(batch.targets.sum()))
    total = 0.0
    for part in batch.split(rows):
        loss = summed_loss(model, part, runtime) / tokens
        (loss * weight).backward()  # type: ignore[no-untyped-call]
        total += loss.item()
    return total


def mean_loss(model: CausalModel, batches: Iterable[TokenBatch], runtime: Runtime) -> float:
    """Measures the mean loss per target token without learning, in nats; dropout is off."""
    model.net.eval()
    total, tokens = 0.0, 0
    with torch.no_grad():
        for batch in batches:
            total += summed_loss(model, batch, runtime).item()
            tokens += int(batch.targets.sum())
    model.net.train()
    return total / max(1, tokens)
