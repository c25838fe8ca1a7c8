"""Simulated labelers: honest ones with noise and tastes, careless ones, a hostile one.

Noise is keyed by (seed, labeler, completion text) and never by the order of calls, so that a
concurrent rehearsal repeats. The noise is set by ``sigma_calibrate`` so that two honest labelers
agree on 73 % of pairs, the figure of InstructGPT and of Stiennon et al.
"""

import hashlib
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from training.rehearsal.language import Features, Scenario, features, utility

TARGET_AGREEMENT = 0.73
# Answers that seem this close are tied.
TIE_WIDTH = 0.03
POSITION_BIAS = 0.02
SPLIT_SHARE = 0.06


class Temper(StrEnum):
    """How somebody labels."""

    HONEST = "honest"
    """Sees the utility through noise and a taste of their own."""
    CARELESS = "careless"
    """Looks at little: four times the noise."""
    HOSTILE = "hostile"
    """Ranks upside down."""


class Control(StrEnum):
    """What the rankings of a rehearsal go by; the controls are part of the result."""

    TRUE = "true"
    """The utility, as honest people see it."""
    FLIP = "flip"
    """Its opposite: the policy must follow the labels down."""
    SHUFFLE = "shuffle"
    """Nothing at all: PPO must not beat SFT."""


@dataclass(frozen=True)
class SimulatedLabeler:
    """One simulated person of one rehearsal."""

    name: str
    temper: Temper
    seed: int
    sigma: float
    control: Control = Control.TRUE

    def worths(self, scenario: Scenario, answers: Sequence[str]) -> list[float]:
        """Return what each answer seems worth to this labeler, as shown from first to last."""
        return [
            self._seems(scenario, answer) - POSITION_BIAS * place
            for place, answer in enumerate(answers)
        ]

    def ranking(self, scenario: Scenario, answers: Sequence[str]) -> list[list[int]]:
        """Return groups of indices into ``answers``, best first, near ones tied."""
        worths = self.worths(scenario, answers)
        order = sorted(range(len(answers)), key=lambda index: -worths[index])
        groups: list[list[int]] = []
        for index in order:
            if groups and worths[groups[-1][0]] - worths[index] < TIE_WIDTH:
                groups[-1].append(index)
            else:
                groups.append([index])
        return groups

    def overall(self, scenario: Scenario, answer: str) -> int:
        """Return the Likert rating 1–7."""
        return max(1, min(7, round(4 + 3 * self._seems(scenario, answer))))

    def _seems(self, scenario: Scenario, answer: str) -> float:
        noise = self.sigma * _gauss(self.seed, self.name, scenario.text, answer)
        if self.control is Control.SHUFFLE:
            return noise / max(self.sigma, 1e-9)
        if self.temper is Temper.CARELESS:
            noise *= 4
        sign = -1.0 if self.temper is Temper.HOSTILE else 1.0
        sign *= -1.0 if self.control is Control.FLIP else 1.0
        if _uniform(self.seed, "split", scenario.text) < SPLIT_SHARE:
            # A truly split item: people differ for good, each consistently.
            sign *= 1.0 if _uniform(self.seed, "side", self.name, scenario.text) < 0.5 else -1.0
        found = features(scenario, answer)
        return sign * (utility(scenario, answer) + self._taste(found)) + noise

    def _taste(self, found: Features) -> float:
        length = 0.04 * _gauss(self.seed, self.name, "length")
        manners = 0.06 * _gauss(self.seed, self.name, "manners")
        return length * (found.sentences - 3) + manners * (found.apology + found.thanks)


def pool(seed: int, size: int, sigma: float, control: Control) -> list[SimulatedLabeler]:
    """Return ``size`` labelers: one hostile, about an eighth careless, the others honest."""
    careless = max(1, size // 8)
    tempers = [Temper.HOSTILE] + [Temper.CARELESS] * careless
    tempers += [Temper.HONEST] * (size - len(tempers))
    return [
        SimulatedLabeler(f"labeler-{index:02d}", temper, seed, sigma, control)
        for index, temper in enumerate(reversed(tempers))
    ]


def agreement(
    people: Sequence[SimulatedLabeler], items: Sequence[tuple[Scenario, Sequence[str]]]
) -> float:
    """Return the share of pairs on which two labelers agree, ties excluded."""
    agreeing = compared = 0
    for scenario, answers in items:
        rankings = [_ranks(person.ranking(scenario, answers)) for person in people]
        for one, other in combinations(rankings, 2):
            for i, j in combinations(range(len(answers)), 2):
                product = (one[i] - one[j]) * (other[i] - other[j])
                compared += product != 0
                agreeing += product > 0
    return agreeing / compared if compared else math.nan


def sigma_calibrate(
    seed: int, items: Sequence[tuple[Scenario, Sequence[str]]], *, target: float = TARGET_AGREEMENT
) -> float:
    """Return the noise at which honest labelers agree on ``target`` of the pairs of ``items``.

    Raises:
        ValueError: ``items`` cannot show that agreement at any noise (too alike, or none).
    """

    def at(sigma: float) -> float:
        honest = [
            SimulatedLabeler(f"calibration-{index}", Temper.HONEST, seed, sigma)
            for index in range(6)
        ]
        return agreement(honest, items)

    return _bisect(at, target, low=0.01, high=3.0)


def _bisect(at: Callable[[float], float], target: float, *, low: float, high: float) -> float:
    if not at(high) < target < at(low):
        raise ValueError(
            f"no noise makes two labelers agree on {target:.0%} of these pairs: "
            f"{at(low):.0%} without noise, {at(high):.0%} with the most. "
            "Use more items, or answers that differ more."
        )
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if at(middle) > target else (low, middle)
    return (low + high) / 2


def _ranks(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    return {index: rank for rank, group in enumerate(groups) for index in group}


def _uniform(*key: object) -> float:
    digest = hashlib.blake2b(repr(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def _gauss(*key: object) -> float:
    digest = hashlib.blake2b(repr(key).encode(), digest_size=8).digest()
    return random.Random(digest).gauss(0.0, 1.0)  # noqa: S311 - a simulation, no secret
