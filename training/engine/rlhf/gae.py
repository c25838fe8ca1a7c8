"""Generalised advantage estimation over responses of unequal length."""

import torch


def gae(
    rewards: torch.Tensor, values: torch.Tensor, mask: torch.Tensor, *, gamma: float, lam: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Computes advantages and returns.

    Args:
        rewards: [B, R] reward of each response token.
        values: [B, R] value of the state before each response token.
        mask: [B, R] bool, True at response tokens; each row's tokens are its first columns.
        gamma: Discount per token; 1 in InstructGPT.
        lam: 0 trusts the values alone, 1 the rewards alone.

    Returns:
        [B, R] advantages and [B, R] returns (advantages + values), both 0 where the mask is False.
        After a row's last token nothing follows: the response has ended, by stop token or by
        length. Source: Schulman et al. 2016 (arXiv:1506.02438), equation 16.
    """
    counts = mask.to(values.dtype)
    rewards, values = rewards * counts, values * counts
    advantages = torch.zeros_like(values)
    following = torch.zeros_like(values[:, 0])
    next_value = torch.zeros_like(values[:, 0])
    for column in reversed(range(values.shape[1])):
        delta = rewards[:, column] + gamma * next_value - values[:, column]
        following = (delta + gamma * lam * following) * counts[:, column]
        advantages[:, column] = following
        next_value = values[:, column]
    return advantages, (advantages + values) * counts
