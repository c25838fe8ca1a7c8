"""Adapters (peft) put into a model in place, and merged away before it is saved."""

from typing import Any

import torch
from transformers import PreTrainedModel

from training.engine.config.common import LoraConfig


def lora_attach(net: PreTrainedModel, config: LoraConfig | None, *, dtype: torch.dtype) -> Any:
    """Puts adapters into the model's linear layers; a new scalar head stays trainable whole.

    The weights underneath do not learn and need no float32 masters: they take the run's precision.

    Args:
        net: The model.
        config: Rank, scale and places; None attaches nothing.
        dtype: Precision of the weights underneath.

    Returns:
        The handle that `lora_merge` takes; None where no adapters were asked for.
    """
    if config is None:
        return None
    import peft  # takes half a second, which most runs need not pay

    head = getattr(net, "score", None)
    settings = peft.LoraConfig(
        r=config.rank,
        lora_alpha=config.alpha,
        lora_dropout=config.dropout,
        target_modules=list(config.targets) or "all-linear",
        exclude_modules=["score"] if head is not None else None,
    )
    net.to(dtype)
    tuner = peft.LoraModel(net, {"default": settings}, "default")
    if head is not None:
        head.requires_grad_(True)
    for parameter in net.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()
    return tuner


def lora_merge(net: PreTrainedModel, tuner: Any) -> PreTrainedModel:
    """Adds the adapters into the weights; a model without adapters comes back as it is."""
    if tuner is None:
        return net
    merged: PreTrainedModel = tuner.merge_and_unload()
    return merged
