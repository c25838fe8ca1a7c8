"""Adapters (peft) put into a model in place, and merged away before it is saved."""

from typing import Any

from transformers import PreTrainedModel

from training.engine.config.common import LoraConfig


def lora_attach(net: PreTrainedModel, config: LoraConfig | None) -> Any:
    """Puts adapters into the model's linear layers; a new scalar head stays trainable whole.

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
    tuner = peft.LoraModel(net, {"default": settings}, "default")
    if head is not None:
        head.requires_grad_(True)
    return tuner


def lora_merge(net: PreTrainedModel, tuner: Any) -> PreTrainedModel:
    """Adds the adapters into the weights; a model without adapters comes back as it is."""
    if tuner is None:
        return net
    merged: PreTrainedModel = tuner.merge_and_unload()
    return merged
