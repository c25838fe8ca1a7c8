"""What a perfect model could reach: known values, bounds, and simulated labelers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.agreement import majority_accuracy, noise_ceiling, noise_for_agreement


def test_ceiling_where_two_labelers_agree_73_per_cent() -> None:
    ceiling = noise_ceiling(0.73)
    assert ceiling.lowest == pytest.approx(0.73)
    assert ceiling.normal == pytest.approx(0.802, abs=5e-4)
    assert ceiling.highest == pytest.approx(0.839, abs=5e-4)


def test_no_common_signal_and_no_noise_are_the_ends() -> None:
    for agreement, value in ((0.5, 0.5), (0.3, 0.5), (1.0, 1.0)):
        ceiling = noise_ceiling(agreement)
        assert (ceiling.lowest, ceiling.normal, ceiling.highest) == pytest.approx((value,) * 3)


@given(st.floats(0.5, 1))
def test_guesses_stay_in_order(agreement: float) -> None:
    ceiling = noise_ceiling(agreement)
    slack = 1e-12
    assert agreement - slack <= ceiling.lowest <= ceiling.normal + slack
    assert ceiling.normal <= ceiling.highest + slack <= 1 + 2 * slack


@given(st.lists(st.floats(0.5, 1), min_size=1, max_size=30))
def test_no_spread_of_doubt_leaves_the_bounds(majorities: list[float]) -> None:
    q = np.array(majorities)
    ceiling = noise_ceiling(float((q**2 + (1 - q) ** 2).mean()))
    assert ceiling.lowest - 1e-9 <= q.mean() <= ceiling.highest + 1e-9


def test_simulated_labelers_of_that_noise_agree_and_are_predicted_as_derived() -> None:
    rng = np.random.default_rng(11)
    better = rng.normal(size=(400_000, 1))
    labels = better + noise_for_agreement(0.73) * rng.normal(size=(400_000, 2)) > 0
    error = 0.5 / np.sqrt(400_000)
    assert abs((labels[:, 0] == labels[:, 1]).mean() - 0.73) < 4 * error
    assert abs((labels[:, 0] == (better[:, 0] > 0)).mean() - noise_ceiling(0.73).normal) < 4 * error


def test_majority_of_three_as_worked_by_hand() -> None:
    assert majority_accuracy(0.8, 1) == pytest.approx(0.8)
    assert majority_accuracy(0.8, 2) == pytest.approx(0.8)
    assert majority_accuracy(0.8, 3) == pytest.approx(0.8**3 + 3 * 0.8**2 * 0.2)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        noise_ceiling(share)
    with pytest.raises(ValueError, match="share"):
        majority_accuracy(share, 3)
    with pytest.raises(ValueError, match="between"):
        noise_for_agreement(share)
