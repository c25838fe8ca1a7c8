"""How far the policy has moved from the reference, and the coefficient that holds it."""

import torch


def kl_terms(policy_logprobs: torch.Tensor, ref_logprobs: torch.Tensor) -> torch.Tensor:
    """Estimates KL(policy || reference) at each sampled token, in nats.

    Args:
        policy_logprobs: [B, R] log-probabilities of the sampled tokens under the policy.
        ref_logprobs: [B, R] the same under the reference.

    Returns:
        [B, R] log-ratios: unbiased, of either sign (`k1` in Schulman 2020, "Approximating KL").
        This is the term InstructGPT's equation 2 charges.
    """
    return policy_logprobs - ref_logprobs


def kl_terms_low_variance(
    policy_logprobs: torch.Tensor, ref_logprobs: torch.Tensor
) -> torch.Tensor:
    """Estimates the same KL by exp(-d) - 1 + d with d the log-ratio: never negative (`k3`).

    Args:
        policy_logprobs: [B, R] log-probabilities of the sampled tokens under the policy.
        ref_logprobs: [B, R] the same under the reference.

    Returns:
        [B, R]. For monitoring: its noise is far smaller, its expectation the same.
        Source: Schulman 2020, "Approximating KL Divergence".
    """
    difference = policy_logprobs - ref_logprobs
    return torch.expm1(-difference) + difference


def adaptive_coefficient(
    coefficient: float, kl: float, *, target: float, horizon: int, episodes: int
) -> float:
    """Moves the KL coefficient towards holding a target.

    Args:
        coefficient: The coefficient so far.
        kl: Mean KL of the last episodes, in nats per response.
        target: KL that is wanted, in nats per response.
        horizon: Episodes over which a full error would act; larger is slower.
        episodes: Episodes since the last call.

    Returns:
        The coefficient for the next episodes; the relative error is clipped to 0.2.
        Source: Ziegler et al. 2019, section 2.2 (arXiv:1909.08593).
    """
    error = min(max(kl / target - 1, -0.2), 0.2)
    return coefficient * (1 + error * episodes / horizon)
