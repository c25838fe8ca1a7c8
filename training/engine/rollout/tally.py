"""Sums over an update's optimizer steps, and the figures they become (docs/metrics.md)."""

from dataclasses import dataclass, field

import torch

from training.engine.rlhf.masks import masked_mean


@dataclass
class Tally:
    """Sums over an update's optimizer steps.

    Attributes:
        steps: Optimizer steps taken.
        tokens: Response tokens learned from, over all steps.
        first_deviation: Largest |ratio - 1| of the first minibatch: 0 unless sampling and learning
            disagree about log-probabilities.
        last: Learning rates and gradient norms of the last step.
    """

    steps: int = 0
    tokens: int = 0
    policy_loss: float = 0.0
    value_loss: float = 0.0
    clipped: int = 0
    value_clipped: int = 0
    moved: float = 0.0
    ptx_loss: float = 0.0
    first_deviation: float = 0.0
    last: dict[str, float] = field(default_factory=dict)

    def add_policy(
        self, losses: torch.Tensor, clipped: torch.Tensor, log_ratios: torch.Tensor
    ) -> None:
        """Adds one part's policy losses, [n] each."""
        self.tokens += len(losses)
        self.policy_loss += float(losses.detach().sum())
        self.clipped += int(clipped.sum())
        self.moved += float((torch.expm1(log_ratios) - log_ratios).sum())
        if self.steps == 0:
            deviation = float(torch.expm1(log_ratios).abs().max())
            self.first_deviation = max(self.first_deviation, deviation)

    def add_value(self, losses: torch.Tensor, clipped: torch.Tensor) -> None:
        """Adds one part's value losses, [n] each."""
        self.value_loss += float(losses.detach().sum())
        self.value_clipped += int(clipped.sum())

    def finish_step(self, policy: dict[str, float], value: dict[str, float]) -> None:
        """Closes an optimizer step of both networks."""
        self.steps += 1
        self.last = {
            "lr": policy["lr"],
            "grad_norm": policy["grad_norm"],
            "value_lr": value["lr"],
            "value_grad_norm": value["grad_norm"],
        }

    def figures(self) -> dict[str, float]:
        """Averages over the response tokens of the update."""
        figures = {
            "policy_loss": self.policy_loss / self.tokens,
            "value_loss": self.value_loss / self.tokens,
            "clip_fraction": self.clipped / self.tokens,
            "value_clip_fraction": self.value_clipped / self.tokens,
            "policy_moved": self.moved / self.tokens,
            "ratio_max_deviation": self.first_deviation,
            **self.last,
        }
        return figures | ({"ptx_loss": self.ptx_loss / self.steps} if self.ptx_loss else {})


def explained_variance(values: torch.Tensor, returns: torch.Tensor, mask: torch.Tensor) -> float:
    """Share of the returns' variance that the value network predicted; 0 for constant returns."""
    spread = masked_mean((returns - masked_mean(returns, mask)) ** 2, mask)
    missed = returns - values
    left = masked_mean((missed - masked_mean(missed, mask)) ** 2, mask)
    return float(1 - left / spread) if spread > 0 else 0.0
