"""Krippendorff's alpha for Likert ratings and flags, with missing values.

Notable: the error is a jackknife over prompts (all completions of a prompt leave
together), deterministic and independent of the order of the ratings. Use NOMINAL for
flags and INTERVAL for Likert; never feed it ranks pooled over prompts.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from labeling.agreement.clusters import Interval
from labeling.agreement.figures import CONFIDENCE, AgreementFigure, Definition, coverage_of
from labeling.agreement.ratings import Rating, RatingTable, rating_table
from labeling.agreement.student import t_quantile

Array = NDArray[np.float64]

_BLOCK = 4096
_CRUMB = 1e-9


class Scale(StrEnum):
    """How far apart two values are."""

    NOMINAL = "nominal"
    """Different is different: flags."""

    ORDINAL = "ordinal"
    """By how many ratings lie between: ordered answers whose steps are not equal."""

    INTERVAL = "interval"
    """By the squared difference: Likert 1-7."""


_DEFINITIONS = {
    Scale.NOMINAL: Definition.ALPHA_NOMINAL,
    Scale.ORDINAL: Definition.ALPHA_ORDINAL,
    Scale.INTERVAL: Definition.ALPHA_INTERVAL,
}


def krippendorff_alpha(counts: NDArray[np.int64], domain: Array, scale: Scale) -> float | None:
    """Returns 1 - observed / expected disagreement.

    Args:
        counts: shape (units, values): how many labelers gave the unit that value; units with
            fewer than two ratings compare nothing.
        domain: shape (values,), ascending.
        scale: the distance between values.

    Returns:
        None where nothing is pairable or all pairable ratings are one value, so that no
        disagreement could be expected (a flag nobody ever set).

    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
    """
    pairable = counts[counts.sum(axis=1) > 1]
    if not len(pairable):
        return None
    alpha = float(_alphas(_total_coincidences(pairable)[None], domain, scale)[0])
    return None if np.isnan(alpha) else alpha


def alpha_figure(ratings: Iterable[Rating], scale: Scale) -> AgreementFigure:
    """Computes alpha with its jackknife error and a 95 % interval.

    Meant for scales of few values: memory grows with prompts times squared distinct values.
    The interval is made for log(1 - alpha), the logarithm of a ratio of disagreements, with
    Student's t at (effective prompts - 1) degrees of freedom, so that it stays below 1. If all
    disagreement sits in one prompt (whose leaving makes alpha 1) it is made for alpha itself
    and cut to [-1, 1].

    Returns:
        `n` counts pairable ratings. No error below two prompts, nor where all variation
        sits in one of them. No interval where nothing varied: alpha = 1, or all prompts alike.

    Raises:
        ValueError: a labeler rated one unit twice, or a unit belongs to two prompts.
    """
    table = rating_table(ratings)
    value = krippendorff_alpha(table.counts, table.domain, scale)
    error, interval = (None, None) if value is None else _jackknife(table, scale, value)
    return AgreementFigure(
        value=value,
        n=int(table.counts.sum()),
        n_clusters=table.n_prompts,
        coverage=coverage_of(table.n_prompts, table.prompts_in_scope),
        tie_rate=None,
        standard_error=error,
        interval=interval,
        tie_rule=None,
        definition=_DEFINITIONS[scale],
    )


def _jackknife(
    table: RatingTable, scale: Scale, value: float
) -> tuple[float | None, Interval | None]:
    """Standard error and interval from leaving out each prompt in turn."""
    if table.n_prompts < 2:
        return None, None
    without = _alphas_without_each(table, scale)
    if np.isnan(without).any():
        return None, None
    error = _spread(without)
    if value >= 1 or error < _CRUMB:
        return error, None
    weights = np.bincount(table.prompt_index, weights=table.counts.sum(axis=1))
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    t = t_quantile((1 + CONFIDENCE) / 2, max(1.0, effective - 1))
    if (without >= 1).any():
        return error, (max(-1.0, value - t * error), min(1.0, value + t * error))
    reach = t * _spread(np.log1p(-without))
    centre = log(1 - value)
    # exp may overflow with two prompts that differ; beyond -1 the interval says nothing anyway.
    return error, (max(-1.0, 1 - exp(min(700.0, centre + reach))), 1 - exp(centre - reach))


def _spread(without: Array) -> float:
    """Jackknife standard error. Source: Efron and Stein 1981."""
    # Sorted, so that the rounding does not depend on the order of the prompts.
    values = np.sort(without)
    squares = np.sort((values - values.mean()) ** 2)
    return sqrt((len(values) - 1) / len(values) * float(squares.sum()))


def _alphas_without_each(table: RatingTable, scale: Scale) -> Array:
    """Alpha with one prompt left out, shape (prompts,)."""
    size = len(table.domain)
    by_prompt = np.zeros((table.n_prompts, size, size))
    for start in range(0, len(table.counts), _BLOCK):
        block = slice(start, start + _BLOCK)
        np.add.at(by_prompt, table.prompt_index[block], _coincidences(table.counts[block]))
    total = _total_coincidences(table.counts)
    blocks = (
        _alphas(total - by_prompt[start : start + _BLOCK], table.domain, scale)
        for start in range(0, table.n_prompts, _BLOCK)
    )
    return np.concatenate(list(blocks))


def _total_coincidences(counts: NDArray[np.int64]) -> Array:
    """Sum over units, shape (values, values), equal to the last bit whatever their order."""
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    return np.asarray(np.tensordot(times.astype(np.float64), _coincidences(kinds), axes=1))


def _coincidences(counts: NDArray[np.int64]) -> Array:
    """Ordered pairs of ratings within each unit, weighed by 1 / (ratings - 1).

    Args:
        counts: shape (units, values), at least two ratings per unit.

    Returns:
        Shape (units, values, values).
    """
    pairs = (counts[:, :, None] * counts[:, None, :]).astype(np.float64)
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= counts
    return np.asarray(pairs / (counts.sum(axis=1) - 1)[:, None, None])


def _alphas(coincidences: Array, domain: Array, scale: Scale) -> Array:
    """Alpha of each coincidence matrix; NaN where no disagreement can be expected.

    Args:
        coincidences: shape (batch, values, values).
        domain: shape (values,).
        scale: the distance.

    Returns:
        Shape (batch,).
    """
    # Subtracting a prompt leaves crumbs of rounding where nothing is left.
    coincidences = np.where(coincidences < _CRUMB, 0.0, coincidences)
    margins = coincidences.sum(axis=2)
    n = margins.sum(axis=1)
    distances = _distances(margins, domain, scale)
    observed = (coincidences * distances).sum(axis=(1, 2))
    expected = (margins[:, :, None] * margins[:, None, :] * distances).sum(axis=(1, 2))
    alphas = np.full(len(n), np.nan)
    defined = expected > 0
    alphas[defined] = 1 - (n[defined] - 1) * observed[defined] / expected[defined]
    return alphas


def _distances(margins: Array, domain: Array, scale: Scale) -> Array:
    """Squared distance of every two values, shape (batch or 1, values, values)."""
    if scale is Scale.NOMINAL:
        return np.asarray((domain[:, None] != domain[None, :])[None], dtype=np.float64)
    # A value's place on the ordinal scale is the middle of its ratings among all, in order.
    places = np.cumsum(margins, axis=1) - margins / 2 if scale is Scale.ORDINAL else domain[None]
    return np.asarray((places[:, :, None] - places[:, None, :]) ** 2)
