"""Clipped losses and log-probabilities, against values worked by hand."""

import math

import torch

from training.engine.rlhf.losses import entropies, policy_loss, token_logprobs, value_loss


def test_token_logprobs_are_those_of_a_softmax() -> None:
    logits = torch.tensor([[0.0, math.log(3.0)], [math.log(4.0), 0.0]])

    logprobs = token_logprobs(logits, torch.tensor([1, 1]))

    torch.testing.assert_close(logprobs.exp(), torch.tensor([0.75, 0.2]), rtol=1e-5, atol=0)


def test_temperature_divides_the_logits() -> None:
    logits = torch.tensor([[0.0, 2 * math.log(3.0)]])

    logprobs = token_logprobs(logits, torch.tensor([1]), temperature=2.0)

    torch.testing.assert_close(logprobs.exp(), torch.tensor([0.75]), rtol=1e-5, atol=0)


def test_entropy_of_a_fair_coin_is_log_two() -> None:
    figures = entropies(torch.tensor([[1.0, 1.0], [0.0, math.log(3.0)]]))

    biased = -(0.25 * math.log(0.25) + 0.75 * math.log(0.75))
    torch.testing.assert_close(figures, torch.tensor([math.log(2), biased]), rtol=1e-5, atol=0)


def test_policy_loss_clips_only_gains() -> None:
    # Ratios 1.35 and 0.74: beyond the clip, where it helps the advantage and where it hurts.
    moved = torch.tensor([0.3, 0.3, -0.3, -0.3])
    advantages = torch.tensor([1.0, -1.0, 1.0, -1.0])

    losses, clipped = policy_loss(moved, torch.zeros(4), advantages, clip=0.2)

    expected = torch.tensor([-1.2, math.exp(0.3), -math.exp(-0.3), 0.8])
    torch.testing.assert_close(losses, expected, rtol=1e-5, atol=0)
    assert clipped.tolist() == [True, False, False, True]


def test_policy_gradient_at_ratio_one_is_minus_the_advantage() -> None:
    logprobs = torch.tensor([-1.0, -2.0], requires_grad=True)

    losses, _ = policy_loss(logprobs, logprobs.detach(), torch.tensor([3.0, -2.0]), clip=0.2)
    losses.sum().backward()  # type: ignore[no-untyped-call]

    assert logprobs.grad is not None
    torch.testing.assert_close(logprobs.grad, torch.tensor([-3.0, 2.0]), rtol=1e-6, atol=0)


def test_value_loss_takes_the_worse_of_moved_and_clipped() -> None:
    # From 0: moving to 1 is held at 0.2. Returns of 1 and of -1.
    values, old, returns = torch.tensor([1.0, 1.0]), torch.zeros(2), torch.tensor([1.0, -1.0])

    losses, clipped = value_loss(values, old, returns, clip=0.2)

    torch.testing.assert_close(losses, torch.tensor([0.5 * 0.8**2, 2.0]), rtol=1e-5, atol=0)
    assert clipped.tolist() == [True, False]
