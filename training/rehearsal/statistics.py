"""The figures of a rehearsal: win rates with intervals, against the known utility. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.rehearsal.language import Scenario, utility

# Two answers whose true worths differ by less are of equal worth.
EQUAL_WITHIN = 1e-9
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Proportion:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class HeadToHead:
    """How often one policy's answer is truly better than another's; ties count half."""

    winner: str
    loser: str
    win_rate: Proportion
    wins: int
    ties: int
    losses: int


def mean_with_interval(values: Sequence[float]) -> Proportion:
    """Return the mean of independent values with its normal 95 % interval.

    Raises:
        ValueError: Fewer than two values: no interval can be told.
    """
    n = len(values)
    if n < 2:
        raise ValueError(f"An interval needs at least two values; there are {n}.")
    mean = sum(values) / n
    error = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return Proportion(mean, mean - Z_95 * error, mean + Z_95 * error, n)


def head_to_head(
    names: tuple[str, str],
    first: Mapping[str, str],
    second: Mapping[str, str],
    scenarios: Mapping[str, Scenario],
) -> HeadToHead:
    """Compare two policies by true utility on the prompts that both answered.

    Args:
        names: What the two are called.
        first: Prompt id to the first policy's answer.
        second: Prompt id to the second policy's.
        scenarios: Prompt id to the complaint.
    """
    outcomes = [
        _outcome(utility(scenarios[key], first[key]), utility(scenarios[key], second[key]))
        for key in sorted(first.keys() & second.keys())
    ]
    return HeadToHead(
        winner=names[0],
        loser=names[1],
        win_rate=mean_with_interval(outcomes),
        wins=outcomes.count(1.0),
        ties=outcomes.count(0.5),
        losses=outcomes.count(0.0),
    )


def utilities(answers: Mapping[str, str], scenarios: Mapping[str, Scenario]) -> Proportion:
    """Return the mean true utility of a policy's answers."""
    return mean_with_interval([utility(scenarios[key], text) for key, text in answers.items()])


def _outcome(first: float, second: float) -> float:
    if abs(first - second) < EQUAL_WITHIN:
        return 0.5
    return 1.0 if first > second else 0.0
