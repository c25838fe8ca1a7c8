"""A model that learns: its weights, adapters and optimizer, saved and restored together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedModel

from training.engine.checkpoints import Snapshot
from training.engine.config.common import OptimizerConfig, TrainingConfig
from training.engine.models.lora import lora_attach, lora_merge
from training.engine.optimization import Optimizer, trainable, weights_put


@dataclass
class Learner:
    """One network under training.

    Attributes:
        net: The network, with adapters in place where the run has them.
        tuner: Handle of the adapters; None for full fine-tuning.
        optimizer: Set by `learner_start`.
    """

    net: PreTrainedModel
    tuner: Any
    optimizer: Optimizer

    def merged(self) -> PreTrainedModel:
        """Gives the network with its adapters merged; it cannot learn any more."""
        return lora_merge(self.net, self.tuner)


def learner_start(
    net: PreTrainedModel,
    config: TrainingConfig,
    total_steps: int,
    *,
    optimizer: OptimizerConfig | None = None,
) -> Learner:
    """Prepares a network for training: checkpointed activations, adapters, optimizer.

    Args:
        net: The network, on its device.
        config: The run's settings.
        total_steps: Length of the learning-rate schedule, in optimizer steps.
        optimizer: Settings of the optimizer, where they are not the run's own.
    """
    if config.gradient_checkpointing:
        net.activation_checkpointing_enable({"use_reentrant": False})
    tuner = lora_attach(net, config.lora, dtype=getattr(torch, config.dtype))
    return Learner(net, tuner, Optimizer(net, optimizer or config.optimizer, total_steps))


def snapshot_take(
    step: int,
    learners: Mapping[str, Learner],
    *,
    extra: Mapping[str, Any] | None = None,
    best: Path | None = None,
) -> Snapshot:
    """Collects the state of a run after `step` steps; every tensor under its learner's name."""
    weights = {
        f"{name}.{key}": value
        for name, learner in learners.items()
        for key, value in trainable(learner.net).items()
    }
    optimizers = {name: learner.optimizer.adam.state_dict() for name, learner in learners.items()}
    return Snapshot(step, weights, optimizers, extra or {}, best)


def snapshot_restore(snapshot: Snapshot | None, learners: Mapping[str, Learner]) -> int:
    """Puts a snapshot back.

    Returns:
        Steps already done; 0 without a snapshot.
    """
    if snapshot is None:
        return 0
    for name, learner in learners.items():
        start = f"{name}."
        own = {key[len(start) :]: w for key, w in snapshot.weights.items() if key.startswith(start)}
        weights_put(learner.net, own)
        learner.optimizer.adam.load_state_dict(snapshot.optimizers[name])
    return snapshot.step
