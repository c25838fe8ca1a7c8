"""Student's t without scipy, against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from labeling.agreement.student import t_quantile


@given(st.floats(1, 1e6), st.sampled_from([0.5, 0.6, 0.8, 0.9, 0.95, 0.975, 0.995]))
def test_t_quantile_equals_scipy(df: float, probability: float) -> None:
    expected = stats.t.ppf(probability, df)
    assert t_quantile(probability, df) == pytest.approx(expected, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(("probability", "df"), [(0.4, 5), (1.0, 5), (0.975, 0.5)])
def test_t_quantile_refuses_what_it_cannot_do(probability: float, df: float) -> None:
    with pytest.raises(ValueError, match="needs"):
        t_quantile(probability, df)
