"""Rankings to pairs, pairs to a loss, and how often a model agrees with held-out labels.

Everything known about one prompt is one element: its completions are scored once each, and all the
pairs among them share those scores. Plain Python and numpy but for the loss.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every torch reader knows

Ties = Literal["exclude", "half"]
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Pair:
    """Two completions of one prompt and how often the first was preferred.

    Attributes:
        first: Index of a completion.
        second: Index of another, always larger than `first`.
        target: Mean over the labelers who compared them: 1 where all prefer the first.
        labelers: How many compared them.
    """

    first: int
    second: int
    target: float
    labelers: int


def outcomes(groups: Groups, index: dict[str, int]) -> Iterable[tuple[int, int, float]]:
    """Lists what one labeler said about each pair.

    Args:
        groups: Completion ids, best group first; ids of one group are tied.
        index: Position of each completion; ids that are not in it are left out.

    Yields:
        (first, second, outcome) with first < second; the outcome is 1, 0 or, for a tie, 0.5.
    """
    ranks = {
        index[name]: rank for rank, group in enumerate(groups) for name in group if name in index
    }
    ordered = sorted(ranks)
    for position, first in enumerate(ordered):
        for second in ordered[position + 1 :]:
            difference = ranks[second] - ranks[first]
            yield first, second, 0.5 + 0.5 * ((difference > 0) - (difference < 0))


def pair_targets(
    rankings: Sequence[Groups], completions: Sequence[str], *, ties: Ties
) -> list[Pair]:
    """Merges all labelers' rankings of one prompt into one target per pair.

    Args:
        rankings: Each labeler's groups, best first.
        completions: Completion ids of the prompt; their order numbers them.
        ties: `exclude` drops a labeler's tie (InstructGPT); `half` counts it as 0.5.

    Returns:
        The pairs that somebody decided (or tied, with `half`), in order.
    """
    index = {name: number for number, name in enumerate(completions)}
    said: dict[tuple[int, int], list[float]] = {}
    for groups in rankings:
        for first, second, outcome in outcomes(groups, index):
            if outcome != 0.5 or ties == "half":
                said.setdefault((first, second), []).append(outcome)
    return [
        Pair(first, second, sum(values) / len(values), len(values))
        for (first, second), values in sorted(said.items())
    ]


def preference_loss(scores: torch.Tensor, elements: Sequence[Sequence[Pair]]) -> torch.Tensor:
    """Computes the K-way loss: mean over prompts of the mean over their pairs.

    Args:
        scores: [C] scores of all completions of all elements, one element after the other; pairs
            number them from the start of `scores`.
        elements: The pairs of each prompt; none empty.

    Returns:
        A scalar, in nats: the cross-entropy of sigmoid(score difference) with the target.
        Source: Ouyang et al. 2022, equation 1, with a mean target where labelers differ.
    """
    first, second, target, weight = [], [], [], []
    for pairs in elements:
        for pair in pairs:
            first.append(pair.first)
            second.append(pair.second)
            target.append(pair.target)
            weight.append(1 / (len(pairs) * len(elements)))
    differences = scores[first] - scores[second]
    losses = F.binary_cross_entropy_with_logits(
        differences, scores.new_tensor(target), reduction="none"
    )
    return (losses * scores.new_tensor(weight)).sum()


def unpaired_loss(scores: torch.Tensor, up: Sequence[bool]) -> torch.Tensor:
    """Reads scores as log-odds of a thumb up.

    Args:
        scores: [N] scores of answers that got a thumb.
        up: For each, whether it was up.

    Returns:
        A scalar, in nats: the mean cross-entropy. Unlike the pairs it fixes the level of scores.
    """
    return F.binary_cross_entropy_with_logits(scores, scores.new_tensor(up))


@dataclass(frozen=True)
class Proportion:
    """A share of right answers with its standard error.

    Attributes:
        mean: Share, from 0 to 1; not a number where n is 0.
        error: Standard error, clustered by prompt; not a number below two prompts.
        n: Answers counted.
    """

    mean: float
    error: float
    n: int


def clustered_proportion(clusters: Iterable[Sequence[float]]) -> Proportion:
    """Averages answers whose errors depend on each other within a cluster.

    Args:
        clusters: For each prompt its answers: 1 right, 0 wrong, 0.5 undecided.

    Returns:
        The share and its cluster-robust standard error, with G / (G - 1) for few clusters.
        Source: Liang & Zeger 1986, for the ratio of a sum to a count.
    """
    filled = [cluster for cluster in clusters if cluster]
    n = sum(len(cluster) for cluster in filled)
    if not n:
        return Proportion(math.nan, math.nan, 0)
    mean = sum(sum(cluster) for cluster in filled) / n
    if len(filled) < 2:
        return Proportion(mean, math.nan, n)
    squares = sum((sum(cluster) - mean * len(cluster)) ** 2 for cluster in filled)
    return Proportion(mean, math.sqrt(squares * len(filled) / (len(filled) - 1)) / n, n)


def noise_ceiling(agreement: float) -> float:
    """Estimates how often a perfect model agrees with one label.

    Two labelers who are each right with probability p agree with p² + (1 - p)²; this solves for p.

    Args:
        agreement: Measured agreement of two labelers on a pair, from 0.5 to 1.

    Returns:
        The ceiling if all pairs are equally hard; where hardness varies the true one is a little
        lower. 0.5 for an agreement at or below chance.
    """
    return (1 + math.sqrt(max(0.0, 2 * agreement - 1))) / 2
