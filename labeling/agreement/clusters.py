"""A ratio over many prompts, with an error that knows that pairs of one prompt hang together.

Notable: everything is computed from six sums over prompts, exactly (rational
arithmetic), so that figures folded by PostgreSQL and figures recounted from raw
rows are equal to the last bit, whatever the order of the rows.
Deliberately absent: the variation between labelers. An interval speaks about more
prompts judged by the same people, not about other people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import fsum, sqrt
from typing import Self

import numpy as np
from numpy.typing import NDArray

from labeling.agreement.student import t_quantile

Interval = tuple[float, float]
Number = int | float | Decimal | Fraction

_SUMS = ("n_clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn")


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """What has to be known of the prompts: per prompt, x agreed out of n compared.

    Prompts with n = 0 are no clusters and must not be counted (in SQL:
    `count(*) FILTER (WHERE n > 0)`). Sums of disjoint sets of prompts may be added;
    a prompt that changes is subtracted as it was and added as it is.
    """

    n_clusters: int
    sum_x: Fraction
    sum_n: Fraction
    sum_xx: Fraction
    sum_xn: Fraction
    sum_nn: Fraction

    @classmethod
    def of(
        cls,
        n_clusters: int,
        sum_x: Number | None,
        sum_n: Number | None,
        sum_xx: Number | None,
        sum_xn: Number | None,
        sum_nn: Number | None,
    ) -> Self:
        """Takes the sums as PostgreSQL gives them (int, Decimal, NULL without rows), exactly."""
        sums = (sum_x, sum_n, sum_xx, sum_xn, sum_nn)
        return cls(int(n_clusters), *(Fraction(value or 0) for value in sums))

    @classmethod
    def from_arrays(
        cls,
        agreed: Sequence[float] | NDArray[np.float64],
        compared: Sequence[float] | NDArray[np.float64],
    ) -> Self:
        """Folds raw numbers, one element per prompt.

        Args:
            agreed: shape (prompts,), between 0 and `compared`.
            compared: shape (prompts,); prompts with 0 are left out.

        Raises:
            ValueError: shapes differ or a value is out of range.
        """
        x, n = np.asarray(agreed, dtype=np.float64), np.asarray(compared, dtype=np.float64)
        if x.shape != n.shape or x.ndim != 1:
            raise ValueError("agreed and compared must be flat and of one length.")
        if not bool(np.all((n >= 0) & (x >= 0) & (x <= n))):
            raise ValueError("Each prompt needs 0 <= agreed <= compared.")
        x, n = x[n > 0], n[n > 0]
        # fsum rounds once, so the result does not depend on the order of the prompts.
        sums = (Fraction(fsum(values.tolist())) for values in (x, n, x * x, x * n, n * n))
        return cls(len(n), *sums)

    @property
    def effective_clusters(self) -> float:
        """How many prompts of equal size would weigh as evenly, (sum n)^2 / sum n^2.

        Returns:
            At most `n_clusters`; 0.0 without any.
        """
        return float(self.sum_n**2 / self.sum_nn) if self.sum_nn else 0.0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in _SUMS))

    def __sub__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) - getattr(other, name) for name in _SUMS))


@dataclass(frozen=True, slots=True)
class RatioEstimate:
    """A ratio with its cluster-robust error; see `ratio_estimate` for what None means."""

    value: float | None
    n: int
    n_clusters: int
    standard_error: float | None
    interval: Interval | None


def ratio_estimate(
    sums: ClusterSums, *, confidence: float = 0.95, max_effective_n: float | None = None
) -> RatioEstimate:
    """Estimates sum x / sum n, its standard error clustered by prompt, and an interval.

    With residuals r = x - value * n of G prompts the error is
    sqrt(E / (E - 1) * sum r^2) / sum n, where E is the number of effective clusters (which
    is G when all prompts weigh alike, and then the correction is the usual G / (G - 1)).
    The interval is Wilson's with as many trials as would give that error, at most
    `max_effective_n`, and Student's t with E - 1 degrees of freedom in place of z. It stays
    inside [0, 1] and has a width at 0 and 1 too, where residuals vanish: E trials there.
    Chosen by simulation over Wald's and the logit's, which cover 40 to 80 % where prompts
    are few and agreement is high; see docs/metrics.md.

    Args:
        sums: of x and n per prompt, 0 <= x <= n.
        confidence: of the interval, between 0 and 1.
        max_effective_n: trials that the data may be worth at most; by default sum n.

    Returns:
        All None with n = 0. Value alone with one prompt: one cluster says nothing about its
        own error.

    Source: Cochran 1977, Sampling Techniques, 6.4 (ratio estimator); Korn and Graubard 1998
    (effective n, degrees of freedom); Wilson 1927.
    """
    n = round(sums.sum_n)
    if not sums.sum_n:
        return RatioEstimate(None, 0, 0, None, None)
    ratio = sums.sum_x / sums.sum_n
    if sums.n_clusters < 2:
        return RatioEstimate(float(ratio), n, sums.n_clusters, None, None)
    effective = sums.sum_n**2 / sums.sum_nn
    squares = sums.sum_xx - 2 * ratio * sums.sum_xn + ratio**2 * sums.sum_nn
    variance = effective / (effective - 1) * squares / sums.sum_n**2
    trials = float(sums.sum_n) if max_effective_n is None else max_effective_n
    if ratio in (0, 1):
        trials = float(effective)
    elif variance:
        trials = min(trials, float(ratio * (1 - ratio) / variance))
    t = t_quantile((1 + confidence) / 2, max(1.0, float(effective) - 1))
    interval = _wilson(float(ratio), trials, t)
    return RatioEstimate(float(ratio), n, sums.n_clusters, sqrt(variance), interval)


def _wilson(share: float, trials: float, quantile: float) -> Interval:
    """Score interval of a share out of (not necessarily whole) `trials`."""
    spread = quantile * quantile / trials
    centre = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    # The closed form may leave [0, 1] or miss the share itself by one rounding at the ends.
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))
