"""Pairs from rankings, the K-way loss, and clustered accuracy, worked by hand."""

import math
import random

import numpy as np
import pytest
import torch

from training.engine.rlhf.preferences import (
    Pair,
    clustered_proportion,
    noise_ceiling,
    pair_targets,
    preference_loss,
    unpaired_loss,
)

ANN = [["a"], ["b", "c"]]
BOB = [["c"], ["a"], ["b"]]


def test_targets_are_the_mean_over_the_labelers_who_decided() -> None:
    pairs = pair_targets([ANN, BOB], ["a", "b", "c"], ties="exclude")

    assert pairs == [Pair(0, 1, 1.0, 2), Pair(0, 2, 0.5, 2), Pair(1, 2, 0.0, 1)]


def test_a_tie_may_count_half() -> None:
    pairs = pair_targets([ANN, BOB], ["a", "b", "c"], ties="half")

    assert pairs[2] == Pair(1, 2, 0.25, 2)


def test_a_labeler_who_saw_fewer_completions_counts_for_those_alone() -> None:
    pairs = pair_targets([[["b"], ["a"]], BOB], ["a", "b", "c"], ties="exclude")

    assert pairs == [Pair(0, 1, 0.5, 2), Pair(0, 2, 0.0, 1), Pair(1, 2, 0.0, 1)]


def test_a_ranking_of_nothing_but_ties_gives_no_pair() -> None:
    assert pair_targets([[["a", "b", "c"]]], ["a", "b", "c"], ties="exclude") == []


def test_loss_is_the_mean_over_prompts_of_the_mean_over_pairs() -> None:
    scores = torch.tensor([1.0, 0.0, -1.0, 2.0, 2.0])
    first = [Pair(0, 1, 1.0, 1), Pair(0, 2, 1.0, 1), Pair(1, 2, 0.5, 2)]
    second = [Pair(3, 4, 1.0, 1)]

    loss = preference_loss(scores, [first, second])

    # log(1 + e^-1), log(1 + e^-2), half of log(1 + e^-1) and of log(1 + e^1); log 2 for equals.
    mean = (0.3132617 + 0.1269280 + 0.5 * (0.3132617 + 1.3132617)) / 3
    assert float(loss) == pytest.approx((mean + math.log(2)) / 2, rel=1e-6)


def test_a_shift_of_all_scores_changes_nothing() -> None:
    scores = torch.tensor([0.3, -1.2, 0.8])
    pairs = pair_targets([ANN, BOB], ["a", "b", "c"], ties="half")

    moved = preference_loss(scores + 10, [pairs])

    torch.testing.assert_close(moved, preference_loss(scores, [pairs]), rtol=1e-5, atol=0)


def test_the_order_of_completions_changes_nothing() -> None:
    scores = {"a": 0.3, "b": -1.2, "c": 0.8}

    losses = [
        float(
            preference_loss(
                torch.tensor([scores[name] for name in names]),
                [pair_targets([ANN, BOB], names, ties="half")],
            )
        )
        for names in (["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"])
    ]

    assert losses == pytest.approx([losses[0]] * 3, rel=1e-6)


def test_gradient_of_a_mean_target_vanishes_at_its_log_odds() -> None:
    scores = torch.tensor([math.log(3.0), 0.0], requires_grad=True)

    preference_loss(scores, [[Pair(0, 1, 0.75, 4)]]).backward()  # type: ignore[no-untyped-call]

    assert scores.grad is not None
    torch.testing.assert_close(scores.grad, torch.zeros(2), rtol=0, atol=1e-6)


def test_thumbs_are_log_odds() -> None:
    loss = unpaired_loss(torch.tensor([math.log(3.0), math.log(3.0)]), [True, False])

    assert float(loss) == pytest.approx(-(math.log(0.75) + math.log(0.25)) / 2, rel=1e-6)


def test_clustered_error_is_the_one_worked_by_hand() -> None:
    share = clustered_proportion([[1, 1, 1], [0], [], [1, 0]])

    # Mean 4/6; residuals 3 - 2, 0 - 2/3, 1 - 4/3; three clusters.
    squares = 1 + 4 / 9 + 1 / 9
    assert share.mean == pytest.approx(2 / 3)
    assert share.error == pytest.approx(math.sqrt(squares * 3 / 2) / 6)
    assert share.n == 6


def test_clustered_error_covers_where_a_plain_one_does_not() -> None:
    chance = np.random.default_rng(0)
    inside = {"clustered": 0, "plain": 0}
    for _ in range(400):
        prompts = chance.beta(2, 2, size=40)
        clusters = [(chance.random(15) < p).astype(float).tolist() for p in prompts]
        share = clustered_proportion(clusters)
        plain = math.sqrt(share.mean * (1 - share.mean) / share.n)
        inside["clustered"] += abs(share.mean - 0.5) < 1.96 * share.error
        inside["plain"] += abs(share.mean - 0.5) < 1.96 * plain

    assert 0.92 < inside["clustered"] / 400 < 0.975
    assert inside["plain"] / 400 < 0.75


def test_no_labels_give_no_number() -> None:
    assert math.isnan(clustered_proportion([]).mean)
    assert math.isnan(clustered_proportion([[1.0]]).error)


def test_noise_ceiling_inverts_the_agreement_of_two_noisy_labelers() -> None:
    chance = random.Random(0)
    right = noise_ceiling(0.73)

    agreed = sum((chance.random() < right) == (chance.random() < right) for _ in range(40_000))

    assert right == pytest.approx(0.8391, abs=1e-4)
    assert agreed / 40_000 == pytest.approx(0.73, abs=0.01)
    assert noise_ceiling(0.4) == 0.5
