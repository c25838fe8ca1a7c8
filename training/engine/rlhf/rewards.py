"""From one score per response to a reward per token."""

import torch


def penalise_unfinished(
    scores: torch.Tensor, finished: torch.Tensor, *, cap: float, penalty: float
) -> torch.Tensor:
    """Makes a response that never stopped worth less than any that did.

    Args:
        scores: [B] scores of the reward model.
        finished: [B] bool, True where the stop token was drawn.
        cap: An unfinished response counts at most this much, before the penalty.
        penalty: Subtracted from an unfinished response.

    Returns:
        [B]. Source: the "EOS trick" of Huang et al. 2024 (arXiv:2403.17031), detail 4, with a
        score below the cap kept in its order instead of flattened.
    """
    return torch.where(finished, scores, scores.clamp(max=cap) - penalty)


def token_rewards(
    scores: torch.Tensor, kl: torch.Tensor, mask: torch.Tensor, *, coefficient: float
) -> torch.Tensor:
    """Charges KL at every token and pays the score at the last one.

    Args:
        scores: [B] score of each response.
        kl: [B, R] log-ratio of policy to reference at each token.
        mask: [B, R] bool, True at response tokens; each row's tokens are its first columns.
        coefficient: Price of one nat.

    Returns:
        [B, R] rewards; 0 where the mask is False.
        Source: Ouyang et al. 2022 (arXiv:2203.02155), equation 2, without its pretraining term.
    """
    rewards = -coefficient * kl * mask.to(kl.dtype)
    last = mask.sum(-1) - 1
    rows = torch.arange(len(scores), device=scores.device)
    rewards[rows, last] += scores
    return rewards
