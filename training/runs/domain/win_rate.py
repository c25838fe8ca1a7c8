"""How often people preferred the candidate, and how sure that is.

A tie counts half. Comparisons of one prompt hang together, and so do those of one labeler, so the
error is clustered both ways: V(prompt) + V(labeler) − V(both), and never less than either alone.

Source: Cameron, Gelbach and Miller 2011, Robust inference with multiway clustering.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from labeling.agreement import ClusterSums, RatioEstimate, ratio_estimate

FEW_LABELERS = 3
"""With fewer, the interval is clustered by prompt alone: it cannot speak of other labelers."""


@dataclass(frozen=True)
class Comparison:
    """One word on two answers.

    Attributes:
        prompt: Which prompt.
        labeler: Who said it; `None` where the answers were identical and nobody was asked.
        outcome: 1 where the candidate won, 0 where it lost, 0.5 for a tie.
    """

    prompt: Hashable
    labeler: Hashable | None
    outcome: float


@dataclass(frozen=True)
class WinRate:
    """A share of wins, ties as half, with its 95 % interval (`None` below two clusters)."""

    value: float | None
    interval: tuple[float, float] | None
    standard_error: float | None
    n: int
    n_prompts: int
    n_labelers: int
    ties: int
    clustered_by: tuple[str, ...]


def win_rate(comparisons: Sequence[Comparison], *, confidence: float = 0.95) -> WinRate:
    """Estimate the candidate's win rate; without comparisons all figures are `None`."""
    by_prompt = _sums(comparisons, lambda one: one.prompt)
    labelers = {one.labeler for one in comparisons if one.labeler is not None}
    two_way = len(labelers) >= FEW_LABELERS
    estimate = (
        _two_way(comparisons, by_prompt, confidence)
        if two_way
        else ratio_estimate(by_prompt, confidence=confidence)
    )
    return WinRate(
        value=estimate.value,
        interval=estimate.interval,
        standard_error=estimate.standard_error,
        n=len(comparisons),
        n_prompts=by_prompt.n_clusters,
        n_labelers=len(labelers),
        ties=sum(one.outcome == 0.5 for one in comparisons),
        clustered_by=("prompt", "labeler") if two_way else ("prompt",),
    )


def minimum_detectable(n: int, *, confidence: float = 0.95, power: float = 0.8) -> float | None:
    """Return the smallest win rate above one half that n independent comparisons would find.

    Planned before the first label, with the variance of a fair coin; `None` for n = 0. Clustering
    makes the real one larger.
    """
    if n < 1:
        return None
    normal = NormalDist()
    quantiles = normal.inv_cdf((1 + confidence) / 2) + normal.inv_cdf(power)
    return min(1.0, 0.5 + quantiles * sqrt(0.25 / n))


def _two_way(
    comparisons: Sequence[Comparison], by_prompt: ClusterSums, confidence: float
) -> RatioEstimate:
    # Nobody was asked about identical answers: each is a cluster of its own among labelers.
    by_labeler = _sums(comparisons, lambda one: one.labeler or ("identical", one.prompt))
    by_both = _sums(comparisons, lambda one: (one.prompt, one.labeler))
    errors = [_variance(sums) for sums in (by_prompt, by_labeler, by_both)]
    variance = max(errors[0], errors[1], errors[0] + errors[1] - errors[2])
    # Student's t follows the side that the error comes from; prompts, where nothing varied.
    leading = by_labeler if errors[1] > errors[0] else by_prompt
    value = float(by_prompt.sum_x / by_prompt.sum_n)
    trials = value * (1 - value) / variance if variance else None
    estimate = ratio_estimate(leading, confidence=confidence, max_effective_n=trials)
    return RatioEstimate(
        estimate.value, estimate.n, estimate.n_clusters, sqrt(variance), estimate.interval
    )


def _variance(sums: ClusterSums) -> float:
    error = ratio_estimate(sums).standard_error
    return error**2 if error is not None else 0.0


def _sums(comparisons: Sequence[Comparison], key: Callable[[Comparison], Hashable]) -> ClusterSums:
    won: dict[Hashable, float] = defaultdict(float)
    asked: dict[Hashable, int] = defaultdict(int)
    for one in comparisons:
        won[key(one)] += one.outcome
        asked[key(one)] += 1
    return ClusterSums.from_arrays(list(won.values()), list(asked.values()))
