"""The figures of a rehearsal: win rates with intervals, against the known utility. Pure.

Near-duplicate prompts count as one cluster in every interval.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from labeling.agreement import ClusterSums, ratio_estimate
from training.rehearsal.language import Scenario, utility

# Two answers whose true worths differ by less are of equal worth.
EQUAL_WITHIN = 1e-9
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """A share or a mean with its 95 % interval; without enough data, not a number."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class HeadToHead:
    """How often one policy's answer is truly better than another's; ties count half."""

    winner: str
    loser: str
    win_rate: Share
    wins: int
    ties: int
    losses: int


@dataclass(frozen=True)
class Question:
    """A held-out prompt: its complaint, and the near-duplicates it belongs to."""

    scenario: Scenario
    cluster: Hashable


def share(counts: Iterable[tuple[Hashable, float, int]]) -> Share:
    """Return the pooled share of successes with an interval clustered by the first element.

    Args:
        counts: Cluster, successes, trials.
    """
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cluster, successes, trials in counts:
        sums[cluster][0] += successes
        sums[cluster][1] += trials
    estimate = ratio_estimate(
        ClusterSums.from_arrays([x for x, _ in sums.values()], [n for _, n in sums.values()])
    )
    if estimate.value is None or estimate.interval is None:
        return Share(math.nan, math.nan, math.nan, estimate.n)
    return Share(estimate.value, *estimate.interval, estimate.n)


def mean(values: Sequence[float]) -> Share:
    """Return a mean with its normal 95 % interval."""
    n = len(values)
    if n < 2:
        return Share(math.nan, math.nan, math.nan, n)
    middle = sum(values) / n
    error = math.sqrt(sum((value - middle) ** 2 for value in values) / (n - 1) / n)
    return Share(middle, middle - Z_95 * error, middle + Z_95 * error, n)


def head_to_head(
    names: tuple[str, str],
    first: Mapping[str, str],
    second: Mapping[str, str],
    questions: Mapping[str, Question],
) -> HeadToHead:
    """Compare two policies by true utility on the prompts that both answered.

    Args:
        names: What the two are called.
        first: Prompt id to the first policy's answer.
        second: Prompt id to the second policy's.
        questions: Prompt id to the complaint.
    """
    keys = sorted(first.keys() & second.keys())
    outcomes = [_outcome(questions[key].scenario, first[key], second[key]) for key in keys]
    clusters = [questions[key].cluster for key in keys]
    return HeadToHead(
        winner=names[0],
        loser=names[1],
        win_rate=share((c, o, 1) for c, o in zip(clusters, outcomes, strict=True)),
        wins=outcomes.count(1.0),
        ties=outcomes.count(0.5),
        losses=outcomes.count(0.0),
    )


def utilities(answers: Mapping[str, str], questions: Mapping[str, Question]) -> Share:
    """Return the mean true utility of a policy's answers."""
    return mean([utility(questions[key].scenario, text) for key, text in answers.items()])


def pairs_right(worths: Mapping[int, float], scores: Mapping[int, float]) -> tuple[int, int]:
    """Count the pairs that scores order as true worths do, and the pairs that both order."""
    right = ordered = 0
    for one, other in combinations(sorted(worths), 2):
        product = (worths[one] - worths[other]) * (scores[one] - scores[other])
        ordered += product != 0
        right += product > 0
    return right, ordered


def _outcome(scenario: Scenario, first: str, second: str) -> float:
    difference = utility(scenario, first) - utility(scenario, second)
    if abs(difference) < EQUAL_WITHIN:
        return 0.5
    return 1.0 if difference > 0 else 0.0
