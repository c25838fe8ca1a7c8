"""AdamW, its schedule as a function of the step, and clipped steps."""

import math
from collections.abc import Iterable, Mapping

import torch

from training.engine.config.common import OptimizerConfig
from training.engine.errors import DivergedError

_WARMUP_FROM = 0.1  # InstructGPT, appendix C.4: warm-up begins at a tenth of the peak


class Optimizer:
    """One model's optimizer; its state is the optimizer's alone, the schedule has none."""

    def __init__(self, net: torch.nn.Module, config: OptimizerConfig, total_steps: int) -> None:
        self.config = config
        self.total_steps = total_steps
        self.trainable = trainable(net)
        decayed = [p for p in self.trainable.values() if p.ndim > 1]
        spared = [p for p in self.trainable.values() if p.ndim <= 1]
        self.adam = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": config.weight_decay},
                {"params": spared, "weight_decay": 0.0},
            ],
            lr=config.lr,
            betas=(config.beta1, config.beta2),
            eps=config.eps,
            fused=True,
        )

    def step(self, step: int) -> dict[str, float]:
        """Applies the accumulated gradients as step number `step` (from 0) and clears them.

        Returns:
            `lr` and `grad_norm` (before clipping).

        Raises:
            DivergedError: If the gradients are not finite; the weights are left as they were.
        """
        rate = learning_rate(self.config, step, self.total_steps)
        for group in self.adam.param_groups:
            group["lr"] = rate
        limit = self.config.max_grad_norm or math.inf
        norm = float(torch.nn.utils.clip_grad_norm_(self.trainable.values(), limit))
        if not math.isfinite(norm):
            raise DivergedError(f"gradients are not finite at step {step}: lower `optimizer.lr`")
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        return {"lr": rate, "grad_norm": norm}


def learning_rate(config: OptimizerConfig, step: int, total_steps: int) -> float:
    """Computes the learning rate of a step.

    Args:
        config: Peak, warm-up, shape and end of the schedule.
        step: Optimizer step, from 0.
        total_steps: Steps of the whole run.
    """
    if step < config.warmup_steps:
        share = _WARMUP_FROM + (1 - _WARMUP_FROM) * step / config.warmup_steps
        return config.lr * share
    if config.schedule == "constant":
        return config.lr
    done = (step - config.warmup_steps) / max(1, total_steps - config.warmup_steps)
    left = 1 - done if config.schedule == "linear" else (1 + math.cos(math.pi * done)) / 2
    low = config.final_lr_fraction
    return config.lr * (low + (1 - low) * left)


def trainable(net: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """Names the parameters that learn; tied ones once."""
    return {name: p for name, p in net.named_parameters() if p.requires_grad}


def weights_put(net: torch.nn.Module, weights: Mapping[str, torch.Tensor]) -> None:
    """Copies saved values into the parameters that learn.

    Raises:
        KeyError: If the names are not exactly the model's.
    """
    own = trainable(net)
    if set(own) != set(weights):
        raise KeyError(f"weights of another model: {sorted(set(own) ^ set(weights))[:4]}")
    with torch.no_grad():
        for name, value in weights.items():
            own[name].copy_(value)


def mean(values: Iterable[float]) -> float:
    """Averages; 0 for nothing."""
    collected = list(values)
    return sum(collected) / len(collected) if collected else 0.0
