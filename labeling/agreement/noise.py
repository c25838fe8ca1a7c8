"""How often a perfect model would agree with one noisy label, from how often two labels agree.

A reward model is judged against single labels. Two labelers who agree 73 % of the time
are each nearer to what most people would say than to each other, so a perfect model
scores higher than 73 %: how much higher depends on how the doubt is spread over pairs.

Assumed throughout: ties excluded; labelers are alike and independent given the pair;
"perfect" means saying what the majority of very many such labelers would say. Where
labelers differ in skill, follow one another, or belong to lasting camps, the ceiling of
a model that sees no labeler is another one, and these numbers are only a guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, comb, pi, sin, sqrt


@dataclass(frozen=True, slots=True)
class NoiseCeiling:
    """Accuracy of a perfect model against one label, under three spreads of doubt over pairs.

    All three grow with the agreement, so the ends of an interval map to ends.

    Attributes:
        lowest: some pairs are plain to everybody and the others a coin toss. No spread gives less.
        normal: the difference in quality is normal over pairs and each label adds normal noise
            (Thurstone's case V). The best single guess.
        highest: all pairs are equally doubtful. No spread gives more.
    """

    lowest: float
    normal: float
    highest: float


def noise_ceiling(agreement: float) -> NoiseCeiling:
    """Derives the ceiling from the pairwise agreement p of two labelers, ties excluded.

    Let q be the share of labelers who prefer the better side of a pair. Two labels agree with
    probability q^2 + (1 - q)^2 = 1/2 + 2 (q - 1/2)^2 and a perfect model agrees with one label
    with probability q = 1/2 + |q - 1/2|. The mean of a square bounds the mean: with m the mean
    of |q - 1/2|, p - 1/2 <= m <= sqrt((p - 1/2) / 2). Under the normal spread two labels are
    the signs of normals with correlation rho = sin(pi (p - 1/2)), and a label and the truth
    have correlation sqrt(rho) (Sheppard 1899).

    At p = 0.73: 0.730, 0.802 and 0.839.

    Args:
        agreement: between 0 and 1; at or below one half the labels show no common signal, and
            the ceiling is one half.

    Raises:
        ValueError: `agreement` is no share.
    """
    signal = _signal(agreement)
    return NoiseCeiling(
        lowest=0.5 + signal,
        normal=0.5 + asin(sqrt(sin(pi * signal))) / pi,
        highest=0.5 + sqrt(signal / 2),
    )


def noise_for_agreement(agreement: float) -> float:
    """Returns the noise with which two simulated labelers agree so often.

    A label is the sign of (difference of the true utilities + noise), the difference normal over
    pairs. For labelers who perceive each completion as utility + own noise, both normal, the
    ratio is the same for single completions.

    Args:
        agreement: above 0.5 and below 1.

    Returns:
        Standard deviation of the noise over that of the utilities (0.716 at 0.73).

    Raises:
        ValueError: `agreement` is out of range.
    """
    if not 0.5 < agreement < 1:
        raise ValueError("Noise is finite and positive only for agreements between 0.5 and 1.")
    return sqrt(1 / sin(pi * _signal(agreement)) - 1)


def majority_accuracy(accuracy: float, voters: int) -> float:
    """Returns how often the majority of `voters` independent labels is right, ties tossed.

    Args:
        accuracy: of one label, the same for every pair.
        voters: at least 1.

    Raises:
        ValueError: an argument is out of range.

    Source: Condorcet 1785; Stiennon et al. 2020 C.2 report 72 % -> 77 % for three, less than
    the formula gives, because labelers are not independent.
    """
    if not 0 <= accuracy <= 1 or voters < 1:
        raise ValueError("majority_accuracy needs a share and at least one voter.")
    return sum(
        comb(voters, right)
        * accuracy**right
        * (1 - accuracy) ** (voters - right)
        * (1.0 if 2 * right > voters else 0.5)
        for right in range((voters + 1) // 2, voters + 1)
    )


def _signal(agreement: float) -> float:
    if not 0 <= agreement <= 1:
        raise ValueError("Agreement is a share between 0 and 1.")
    return max(0.0, agreement - 0.5)
