"""Quantiles of Student's t for any real number of degrees of freedom.

The web process has numpy but not scipy, and intervals from few prompts need t.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p, pi
from statistics import NormalDist

_EXPANSION_FROM_DF = 100.0
_TINY = 1e-300


@lru_cache(maxsize=4096)
def t_quantile(probability: float, df: float) -> float:
    """Returns the quantile of Student's t, to at least eight digits.

    Args:
        probability: between 0.5 and 1, both exclusive of the far end (0.975 for a 95 % interval).
        df: degrees of freedom, at least 1, not necessarily whole.

    Raises:
        ValueError: an argument is out of range.
    """
    if not 0.5 <= probability < 1 or df < 1:
        raise ValueError("t_quantile needs 0.5 <= probability < 1 and df >= 1.")
    z = NormalDist().inv_cdf(probability)
    if df >= _EXPANSION_FROM_DF:
        return _expand(z, df)
    t = z
    # The distribution is concave right of zero and z lies left of the root: Newton climbs to it.
    for _ in range(100):
        step = (probability - _cdf(t, df)) / _density(t, df)
        t += step
        if abs(step) < 1e-12 * max(1.0, t):
            break
    return t


def _expand(z: float, df: float) -> float:
    """Quantile by expansion in 1 / df. Source: Abramowitz and Stegun 1964, 26.7.5."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, start=1))


def _density(t: float, df: float) -> float:
    log_scale = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    return exp(log_scale - (df + 1) / 2 * log1p(t * t / df))


def _cdf(t: float, df: float) -> float:
    """Distribution function for t >= 0, by the regularized incomplete beta function."""
    return 1 - _incomplete_beta(df / 2, 0.5, df / (df + t * t)) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b) for 0 < x <= 1. Source: DLMF 8.17.22, and 8.17.4 for the other half."""
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x > (a + 1) / (a + b + 2):
        return 1 - front / b / _continued_fraction(b, a, 1 - x)
    return front / a / _continued_fraction(a, b, x)


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Evaluates 1 + d1/(1 + d2/(1 + ...)) by Lentz's method as modified by Thompson."""
    value, numerator, denominator = 1.0, 1.0, 0.0
    for step in range(1, 500):
        m, odd = divmod(step, 2)
        if odd:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1 / (1 + d * denominator or _TINY)
        numerator = 1 + d / numerator or _TINY
        change = numerator * denominator
        value *= change
        if abs(change - 1) < 1e-15:
            break
    return value
