"""Win rates against cases worked by hand, and their intervals against simulated truth."""

import random

import numpy as np
import pytest

from training.runs.domain.win_rate import Comparison, minimum_detectable, win_rate


def test_a_tie_counts_half() -> None:
    comparisons = [
        Comparison(prompt, prompt % 3, outcome)
        for prompt, outcome in enumerate([1, 1, 0.5, 0, 1, 0.5, 1, 1])
    ]
    found = win_rate(comparisons)
    assert (found.value, found.n, found.ties, found.n_labelers) == (0.75, 8, 2, 3)


def test_errors_are_clustered_both_ways_as_worked_by_hand() -> None:
    # Two prompts by four labelers; a labeler who always says one thing.
    outcomes = {(0, "a"): 1, (0, "b"): 1, (0, "c"): 0, (0, "d"): 1}
    outcomes |= {(1, "a"): 1, (1, "b"): 0, (1, "c"): 0, (1, "d"): 1}
    found = win_rate([Comparison(p, who, o) for (p, who), o in outcomes.items()])
    assert found.value == 5 / 8
    # Residual sums: prompts 3 - 2.5, 2 - 2.5; labelers .75, -.25, -1.25, .75; each alone 15/8.
    by_prompt = 2 * (0.5**2 + 0.5**2) / 64
    by_labeler = 4 / 3 * (0.75**2 + 0.25**2 + 1.25**2 + 0.75**2) / 64
    alone = 8 / 7 * (5 * (3 / 8) ** 2 + 3 * (5 / 8) ** 2) / 64
    expected = max(by_prompt, by_labeler, by_prompt + by_labeler - alone)
    assert found.standard_error == pytest.approx(expected**0.5, rel=1e-9)


def test_few_labelers_leave_the_prompts_to_speak() -> None:
    found = win_rate([Comparison(n, n % 2, 1.0) for n in range(20)])
    assert found.clustered_by == ("prompt",)
    assert found.interval is not None
    assert found.interval[0] > 0.5


def test_three_labelers_of_one_mind_are_believed() -> None:
    found = win_rate([Comparison(n, n % 3, 1.0) for n in range(20)])
    assert found.clustered_by == ("prompt", "labeler")
    assert found.interval is not None
    assert found.interval[0] > 0.5


def test_nothing_compared_is_no_figure() -> None:
    found = win_rate([])
    assert (found.value, found.interval, found.n) == (None, None, 0)


def test_identical_answers_pull_towards_one_half() -> None:
    asked = [Comparison(n, n % 4, 1.0) for n in range(20)]
    alike = [Comparison(100 + n, None, 0.5) for n in range(20)]
    assert win_rate(asked + alike).value == 0.75
    assert win_rate(asked + alike).n_labelers == 4


def test_labelers_who_differ_widen_the_interval() -> None:
    agree = [Comparison(n, n % 6, float(n % 5 > 0)) for n in range(120)]
    differ = [Comparison(n, n % 6, float(n % 6 > 0)) for n in range(120)]
    narrow, wide = win_rate(agree), win_rate(differ)
    assert narrow.standard_error is not None
    assert wide.standard_error is not None
    assert wide.standard_error > 2 * narrow.standard_error


@pytest.mark.parametrize("spread", [0.0, 0.15])
def test_intervals_hold_the_truth_as_often_as_they_say(spread: float) -> None:
    chance = np.random.default_rng(5)
    held = 0
    campaigns = 400
    for _ in range(campaigns):
        tastes = np.clip(0.6 + spread * chance.standard_normal(10), 0, 1)
        comparisons = [
            Comparison(n, n % 10, float(chance.random() < tastes[n % 10])) for n in range(100)
        ]
        interval = win_rate(comparisons).interval
        assert interval is not None
        held += interval[0] <= 0.6 <= interval[1]
    # Never too few; with labelers who agree the two-way interval may be a little wide.
    assert held / campaigns > 0.92


def test_a_coin_is_rarely_promoted() -> None:
    chance = random.Random(1)
    promoted = 0
    for _ in range(400):
        tosses = [Comparison(n, n % 5, float(chance.random() < 0.5)) for n in range(60)]
        interval = win_rate(tosses).interval
        assert interval is not None
        promoted += interval[0] > 0.5
    assert promoted / 400 < 0.05


def test_the_smallest_detectable_win_rate_is_the_textbook_s() -> None:
    # (1.95996 + 0.84162) * sqrt(0.25 / 100)
    assert minimum_detectable(100) == pytest.approx(0.5 + 0.140079, abs=1e-5)
    assert minimum_detectable(1) == 1.0
    assert minimum_detectable(0) is None
