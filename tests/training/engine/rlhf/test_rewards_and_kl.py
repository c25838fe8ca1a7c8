"""Rewards per token, KL estimates, whitening, and the controller, worked by hand."""

import math

import pytest
import torch

from training.engine.rlhf.kl import adaptive_coefficient, kl_terms, kl_terms_low_variance
from training.engine.rlhf.masks import masked_mean, masked_whiten
from training.engine.rlhf.rewards import penalise_unfinished, token_rewards

MASK = torch.tensor([[True, True, True], [True, False, False]])


def test_the_score_is_paid_at_the_last_token_and_kl_at_every_one() -> None:
    kl = torch.tensor([[0.5, -0.5, 1.0], [2.0, 9.0, 9.0]])

    rewards = token_rewards(torch.tensor([3.0, -1.0]), kl, MASK, coefficient=0.1)

    expected = torch.tensor([[-0.05, 0.05, 2.9], [-1.2, 0.0, 0.0]])
    torch.testing.assert_close(rewards, expected, rtol=1e-5, atol=1e-7)


def test_an_unfinished_response_scores_below_the_cap_and_keeps_its_order() -> None:
    scores = torch.tensor([2.0, 2.0, -3.0])
    finished = torch.tensor([True, False, False])

    earned = penalise_unfinished(scores, finished, cap=-1.0, penalty=1.0)

    assert earned.tolist() == [2.0, -2.0, -4.0]


def test_both_kl_estimates_have_the_same_mean_under_the_policy() -> None:
    policy, reference = torch.tensor([0.5, 0.3, 0.2]), torch.tensor([0.2, 0.3, 0.5])
    exact = float((policy * (policy / reference).log()).sum())

    plain = kl_terms(policy.log(), reference.log())
    steady = kl_terms_low_variance(policy.log(), reference.log())

    assert float((policy * plain).sum()) == pytest.approx(exact, rel=1e-5)
    assert float((policy * steady).sum()) == pytest.approx(exact, rel=1e-5)
    assert steady.min() >= 0 > plain.min()


@pytest.mark.parametrize(
    ("kl", "expected"),
    [
        (6.0, 0.15),
        (6.6, 0.15 * (1 + 0.1 * 64 / 10_000)),
        (60.0, 0.15 * (1 + 0.2 * 64 / 10_000)),
        (0.0, 0.15 * (1 - 0.2 * 64 / 10_000)),
    ],
)
def test_adaptive_coefficient_follows_the_clipped_error(kl: float, expected: float) -> None:
    moved = adaptive_coefficient(0.15, kl, target=6.0, horizon=10_000, episodes=64)

    assert moved == pytest.approx(expected, rel=1e-9)


def test_masked_mean_counts_only_the_mask() -> None:
    values = torch.tensor([[1.0, 2.0, 3.0], [6.0, 100.0, 100.0]])

    assert float(masked_mean(values, MASK)) == 3.0
    assert float(masked_mean(values, torch.zeros_like(MASK))) == 0.0


def test_whitening_centers_or_keeps_the_mean() -> None:
    values = torch.tensor([[1.0, 2.0, 3.0], [6.0, 50.0, -50.0]])
    deviation = math.sqrt((4 + 1 + 0 + 9) / 4)

    centered = masked_whiten(values, MASK, center=True)
    scaled = masked_whiten(values, MASK, center=False)

    expected = torch.tensor([[-2.0, -1.0, 0.0], [3.0, 0.0, 0.0]]) / deviation
    torch.testing.assert_close(centered, expected, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(scaled, (expected + 3) * MASK, rtol=1e-5, atol=1e-6)
