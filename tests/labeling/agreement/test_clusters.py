"""The ratio estimator: by hand, from sums and from arrays, and its coverage by simulation."""

from decimal import Decimal
from math import isclose, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from labeling.agreement import ClusterSums, RatioEstimate, ratio_estimate

Prompts = list[tuple[float, float]]

prompts = st.lists(
    st.integers(0, 72).flatmap(
        lambda n: st.tuples(st.integers(0, 2 * n).map(lambda x: x / 2), st.just(n))
    )
)


def sums_of(cases: Prompts) -> ClusterSums:
    return ClusterSums.from_arrays([x for x, _ in cases], [n for _, n in cases])


def sums_as_postgresql_gives_them(cases: Prompts) -> ClusterSums:
    counted = [(Decimal(str(x)), Decimal(n)) for x, n in cases if n]
    return ClusterSums.of(
        len(counted),
        sum((x for x, _ in counted), Decimal()),
        sum((n for _, n in counted), Decimal()),
        sum((x * x for x, _ in counted), Decimal()),
        sum((x * n for x, n in counted), Decimal()),
        sum((n * n for _, n in counted), Decimal()),
    )


def test_estimate_of_a_case_worked_by_hand() -> None:
    # Two prompts of ten pairs: 8 and 6 agreed, so 0.7; residuals 1 and -1; 2 effective clusters:
    # error = sqrt(2 / 1 * 2) / 20 = 0.1. Effective n = 0.21 / 0.01 = 21, cut to the 20 pairs;
    # t with 1 degree of freedom is 12.7062.
    estimate = ratio_estimate(ClusterSums.from_arrays([8, 6], [10, 10]))
    spread = 12.706204736**2 / 20
    centre = (0.7 + spread / 2) / (1 + spread)
    half = sqrt(0.21 * spread + spread**2 / 4) / (1 + spread)
    assert (estimate.value, estimate.n, estimate.n_clusters) == (0.7, 20, 2)
    assert estimate.standard_error == pytest.approx(0.1, rel=1e-12)
    assert estimate.interval == pytest.approx((centre - half, centre + half), rel=1e-8)


def test_error_of_prompts_of_equal_size_is_that_of_their_mean() -> None:
    shares = np.random.default_rng(3).binomial(10, 0.73, size=40)
    estimate = ratio_estimate(ClusterSums.from_arrays(shares.astype(float), np.full(40, 10.0)))
    assert estimate.standard_error == pytest.approx(stats.sem(shares / 10), rel=1e-12)


def test_error_is_larger_than_if_pairs_were_independent_when_they_move_together() -> None:
    whole_prompts_agree_or_not = np.repeat([10.0, 0.0], [73, 27])
    estimate = ratio_estimate(
        ClusterSums.from_arrays(whole_prompts_agree_or_not, np.full(100, 10.0))
    )
    naive = sqrt(0.73 * 0.27 / 1000)
    assert estimate.standard_error is not None
    assert estimate.standard_error == pytest.approx(naive * sqrt(10), rel=0.01)


@given(prompts)
def test_sums_and_arrays_give_the_same_figure_to_the_last_bit(cases: Prompts) -> None:
    assert ratio_estimate(sums_as_postgresql_gives_them(cases)) == ratio_estimate(sums_of(cases))


@given(prompts, st.randoms(use_true_random=False))
def test_order_of_the_prompts_changes_nothing(cases: Prompts, random: Random) -> None:
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert ratio_estimate(sums_of(shuffled)) == ratio_estimate(sums_of(cases))


@given(prompts, prompts)
def test_sums_of_disjoint_prompts_add_and_subtract(left: Prompts, right: Prompts) -> None:
    assert sums_of(left) + sums_of(right) == sums_of(left + right)
    assert sums_of(left + right) - sums_of(right) == sums_of(left)


@given(prompts)
def test_error_equals_the_formula_on_residuals(cases: Prompts) -> None:
    x, n = (
        np.array(column) for column in zip(*[c for c in cases if c[1]] or [(0.0, 0)], strict=True)
    )
    estimate = ratio_estimate(sums_of(cases))
    if len(x) < 2:
        return
    effective = n.sum() ** 2 / (n**2).sum()
    residuals = x - x.sum() / n.sum() * n
    error = sqrt(effective / (effective - 1) * (residuals**2).sum()) / n.sum()
    assert estimate.standard_error is not None
    assert isclose(estimate.standard_error, error, rel_tol=1e-9, abs_tol=1e-9)


@given(prompts)
def test_interval_holds_the_value_and_stays_a_share(cases: Prompts) -> None:
    estimate = ratio_estimate(sums_of(cases))
    if estimate.interval is None:
        assert estimate.n_clusters < 2
        return
    low, high = estimate.interval
    assert estimate.value is not None
    assert 0 <= low <= estimate.value <= high <= 1
    assert low < high


def test_nothing_compared_gives_nothing() -> None:
    nothing = RatioEstimate(None, 0, 0, None, None)
    assert ratio_estimate(ClusterSums.from_arrays([], [])) == nothing
    assert ratio_estimate(ClusterSums.from_arrays([0], [0])) == nothing
    # What SQL's sum gives over no rows.
    assert ratio_estimate(ClusterSums.of(0, None, None, None, None, None)) == nothing


def test_one_prompt_gives_a_value_without_an_error() -> None:
    estimate = ratio_estimate(ClusterSums.from_arrays([7, 0], [10, 0]))
    assert estimate == RatioEstimate(0.7, 10, 1, None, None)


def test_full_agreement_still_has_a_width_that_shrinks_with_prompts() -> None:
    few = ratio_estimate(ClusterSums.from_arrays([10.0] * 5, [10.0] * 5))
    many = ratio_estimate(ClusterSums.from_arrays([10.0] * 500, [10.0] * 500))
    assert few.interval is not None
    assert many.interval is not None
    # Wilson at 1 with n trials: n / (n + t^2), t = 2.776 and 1.965.
    assert few.interval == pytest.approx((5 / (5 + 2.7764451**2), 1.0), rel=1e-6)
    assert many.interval == pytest.approx((500 / (500 + 1.9647294**2), 1.0), rel=1e-6)


def test_one_huge_prompt_among_small_ones_is_worth_hardly_more_than_one() -> None:
    sums = ClusterSums.from_arrays([700, 2, 2], [1000, 3, 3])
    estimate = ratio_estimate(sums)
    assert sums.effective_clusters == pytest.approx(1.012, abs=1e-3)
    assert estimate.interval is not None
    assert estimate.interval[1] - estimate.interval[0] > 0.25


@pytest.mark.parametrize(
    ("agreed", "compared"),
    [([3], [2]), ([-1], [2]), ([1, 2], [3]), ([[1]], [[2]]), ([float("nan")], [1])],
)
def test_impossible_numbers_are_refused(agreed: list[float], compared: list[float]) -> None:
    with pytest.raises(ValueError, match="agreed"):
        ClusterSums.from_arrays(agreed, compared)


def simulated_campaign(
    rng: np.random.Generator, n_prompts: int, share: float, *, moves_together: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Agreed and compared pairs per prompt, K = 4 to 9, prompts of different difficulty."""
    completions = rng.integers(4, 10, size=n_prompts)
    pairs = completions * (completions - 1) // 2
    strength = (1 - moves_together) / moves_together
    difficulty = rng.beta(share * strength, (1 - share) * strength, size=n_prompts)
    return rng.binomial(pairs, difficulty).astype(float), pairs.astype(float)


def coverage(n_prompts: int, share: float, *, trials: int, clustered: bool = True) -> float:
    """Share of simulated campaigns whose 95 % interval holds the truth."""
    rng = np.random.default_rng([n_prompts, round(100 * share)])
    hits = 0
    for _ in range(trials):
        x, n = simulated_campaign(rng, n_prompts, share, moves_together=0.1)
        if clustered:
            interval = ratio_estimate(ClusterSums.from_arrays(x, n)).interval
        else:
            interval = tuple(
                stats.binomtest(int(x.sum()), int(n.sum())).proportion_ci(method="wilson")
            )
        assert interval is not None
        hits += interval[0] <= share <= interval[1]
    return hits / trials


@pytest.mark.parametrize(
    ("n_prompts", "share"), [(30, 0.73), (100, 0.73), (300, 0.73), (100, 0.6), (300, 0.9)]
)
def test_interval_covers_the_truth_as_often_as_it_says(n_prompts: int, share: float) -> None:
    trials = 4000
    three_monte_carlo_errors = 3 * sqrt(0.95 * 0.05 / trials)
    assert abs(coverage(n_prompts, share, trials=trials) - 0.95) < three_monte_carlo_errors


@pytest.mark.parametrize(("n_prompts", "share"), [(2, 0.73), (5, 0.73), (5, 0.97), (10, 0.9)])
def test_interval_of_few_prompts_errs_on_the_wide_side(n_prompts: int, share: float) -> None:
    assert coverage(n_prompts, share, trials=1000) > 0.95 - 3 * sqrt(0.95 * 0.05 / 1000)


def test_interval_that_ignores_the_clusters_covers_far_too_seldom() -> None:
    assert coverage(100, 0.73, trials=1000, clustered=False) < 0.8
