"""PPO's clipped losses, per token, and the log-probabilities they are made of."""

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every torch reader knows


def token_logprobs(
    logits: torch.Tensor, tokens: torch.Tensor, *, temperature: float = 1.0
) -> torch.Tensor:
    """Computes log-probabilities of given tokens.

    Args:
        logits: [N, V].
        tokens: [N] int64.
        temperature: Divides the logits, as it did when the tokens were drawn.

    Returns:
        [N] log-probabilities, in nats, at most 0.
    """
    return -F.cross_entropy(logits / temperature, tokens, reduction="none")


def entropies(logits: torch.Tensor, *, temperature: float = 1.0) -> torch.Tensor:
    """Computes the entropy of each next-token distribution.

    Args:
        logits: [N, V].
        temperature: Divides the logits.

    Returns:
        [N] entropies, in nats.
    """
    logprobs = torch.log_softmax(logits / temperature, -1)
    return -(logprobs.exp() * logprobs).sum(-1)


def policy_loss(
    logprobs: torch.Tensor, old_logprobs: torch.Tensor, advantages: torch.Tensor, *, clip: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Computes PPO's clipped surrogate.

    Args:
        logprobs: [N] log-probabilities of the sampled tokens under the policy that learns.
        old_logprobs: [N] the same under the policy that sampled them.
        advantages: [N].
        clip: Ratios beyond 1 ± clip earn nothing more.

    Returns:
        [N] losses to be minimised, and [N] bool, True where the clip decided.
        Source: Schulman et al. 2017 (arXiv:1707.06347), equation 7.
    """
    ratios = torch.exp(logprobs - old_logprobs)
    free = -advantages * ratios
    clipped = -advantages * ratios.clamp(1 - clip, 1 + clip)
    return torch.maximum(free, clipped), clipped > free


def value_loss(
    values: torch.Tensor, old_values: torch.Tensor, returns: torch.Tensor, *, clip: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Computes the clipped value loss.

    Args:
        values: [N] predictions of the value network that learns.
        old_values: [N] its predictions when the episodes were made.
        returns: [N] what it should have predicted.
        clip: How far a prediction may move before it earns nothing more, in units of reward.

    Returns:
        [N] losses (half the squared error), and [N] bool, True where the clip decided.
        Source: Ziegler et al. 2019, lm-human-preferences, `PPOTrainer.loss`.
    """
    near = old_values + (values - old_values).clamp(-clip, clip)
    free, clipped = (values - returns) ** 2, (near - returns) ** 2
    return 0.5 * torch.maximum(free, clipped), clipped > free
