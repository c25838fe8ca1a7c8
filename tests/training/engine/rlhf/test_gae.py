"""Advantages, against a case worked by hand and against what must not matter."""

import torch

from training.engine.rlhf.gae import gae

REWARDS = torch.tensor([[0.0, 0.0, 1.0], [2.0, 0.0, 0.0]])
VALUES = torch.tensor([[0.5, 0.6, 0.7], [1.5, 0.0, 0.0]])
MASK = torch.tensor([[True, True, True], [True, False, False]])


def test_gae_gives_the_advantages_worked_by_hand() -> None:
    advantages, returns = gae(REWARDS, VALUES, MASK, gamma=1.0, lam=0.95)

    # Row 0: deltas 0.6 - 0.5, 0.7 - 0.6, 1 - 0.7; then 0.3, 0.1 + 0.95 * 0.3, 0.1 + 0.95 * 0.385.
    expected = torch.tensor([[0.46575, 0.385, 0.3], [0.5, 0.0, 0.0]])
    torch.testing.assert_close(advantages, expected, rtol=1e-5, atol=0)
    torch.testing.assert_close(returns, (expected + VALUES) * MASK, rtol=1e-5, atol=0)


def test_gae_discounts() -> None:
    advantages, _ = gae(REWARDS, VALUES, MASK, gamma=0.9, lam=0.5)

    # Deltas 0.54 - 0.5, 0.63 - 0.6, 0.3; factor 0.45.
    expected = torch.tensor([0.04 + 0.45 * (0.03 + 0.45 * 0.3), 0.03 + 0.45 * 0.3, 0.3])
    torch.testing.assert_close(advantages[0], expected, rtol=1e-5, atol=0)


def test_lambda_one_is_reward_to_go_minus_value() -> None:
    advantages, returns = gae(REWARDS, VALUES, MASK, gamma=1.0, lam=1.0)

    torch.testing.assert_close(returns[0], torch.ones(3), rtol=1e-6, atol=0)
    torch.testing.assert_close(advantages[0], 1 - VALUES[0], rtol=1e-6, atol=0)


def test_gae_ignores_what_stands_beyond_the_response() -> None:
    noisy = torch.where(MASK, REWARDS, torch.full_like(REWARDS, 9.0))
    wild = torch.where(MASK, VALUES, torch.full_like(VALUES, -7.0))

    advantages, _ = gae(noisy, wild, MASK, gamma=1.0, lam=0.95)

    expected, _ = gae(REWARDS, VALUES, MASK, gamma=1.0, lam=0.95)
    assert torch.equal(advantages, expected)


def test_a_shift_of_scores_and_values_leaves_advantages_alone() -> None:
    shifted = REWARDS.clone()
    shifted[0, 2] += 5
    shifted[1, 0] += 5

    advantages, _ = gae(shifted, VALUES + 5, MASK, gamma=1.0, lam=0.95)

    expected, _ = gae(REWARDS, VALUES, MASK, gamma=1.0, lam=0.95)
    torch.testing.assert_close(advantages, expected, rtol=1e-5, atol=1e-6)
