"""How often a reward model agrees with labels it has not seen, and where it does not.

Each label is one observation: a labeler who put one completion above another. Ties are no
observation. Standard errors are clustered by prompt, because the pairs of one ranking depend on
each other.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from training.engine.data.rankings import Element
from training.engine.rlhf.preferences import clustered_proportion, outcomes

SIMILAR = 0.1  # lengths that differ by at most this share of the longer one count as alike


@dataclass(frozen=True)
class Observation:
    """One labeler's word on one pair.

    Attributes:
        cluster: Number of the prompt.
        use_case: Use case of the prompt.
        margin: Score of the preferred completion minus that of the other.
        lengths: Tokens of the preferred completion and of the other.
    """

    cluster: int
    use_case: str
    margin: float
    lengths: tuple[int, int]

    @property
    def right(self) -> float:
        """1 where the model prefers the same one, 0.5 where it scores both alike."""
        return 0.5 + 0.5 * ((self.margin > 0) - (self.margin < 0))

    @property
    def length(self) -> str:
        """Whether the preferred completion is the longer one, the shorter one, or alike."""
        preferred, other = self.lengths
        if abs(preferred - other) <= SIMILAR * max(preferred, other):
            return "similar"
        return "longer" if preferred > other else "shorter"


def observations(
    elements: Sequence[Element], scores: Sequence[Sequence[float]]
) -> list[Observation]:
    """Lists every labeler's decided pairs with the model's margin."""
    found = []
    for cluster, (element, own) in enumerate(zip(elements, scores, strict=True)):
        index = {name: number for number, name in enumerate(element.names)}
        for groups in element.rankings:
            for first, second, outcome in outcomes(groups, index):
                if outcome == 0.5:
                    continue
                good, bad = (first, second) if outcome == 1 else (second, first)
                lengths = len(element.completions[good]), len(element.completions[bad])
                margin = own[good] - own[bad]
                found.append(Observation(cluster, element.use_case, margin, lengths))
    return found


def held_out_figures(seen: Sequence[Observation]) -> dict[str, float]:
    """Computes accuracy, log-loss and the breakdowns.

    Returns:
        `accuracy`, `accuracy_error` (clustered by prompt), `pairs`, `prompts`, `log_loss`, and
        `accuracy_<part>` with `pairs_<part>` by length, margin and use case; empty for no labels.
    """
    if not seen:
        return {}
    overall = _proportion(seen)
    margins = np.array([observation.margin for observation in seen])
    figures = {
        "accuracy": overall[0],
        "accuracy_error": overall[1],
        "pairs": len(seen),
        "prompts": len({observation.cluster for observation in seen}),
        "log_loss": float(np.logaddexp(0, -margins).mean()),
    }
    low, high = np.quantile(np.abs(margins), [1 / 3, 2 / 3])
    for name in ("longer", "shorter", "similar"):
        figures |= _part(f"length_{name}", seen, lambda o, name=name: o.length == name)  # type: ignore[misc]
    figures |= _part("margin_low", seen, lambda o: abs(o.margin) <= low)
    figures |= _part("margin_mid", seen, lambda o: low < abs(o.margin) <= high)
    figures |= _part("margin_high", seen, lambda o: abs(o.margin) > high)
    for use_case in sorted({o.use_case for o in seen if o.use_case}):
        slug = re.sub(r"\W+", "_", use_case.lower())
        figures |= _part(f"use_case_{slug}", seen, lambda o, u=use_case: o.use_case == u)  # type: ignore[misc]
    return figures


def _part(
    name: str, seen: Sequence[Observation], belongs: Callable[[Observation], bool]
) -> dict[str, float]:
    part = [observation for observation in seen if belongs(observation)]
    if not part:
        return {}
    return {f"accuracy_{name}": _proportion(part)[0], f"pairs_{name}": len(part)}


def _proportion(seen: Sequence[Observation]) -> tuple[float, float]:
    clusters: dict[int, list[float]] = {}
    for observation in seen:
        clusters.setdefault(observation.cluster, []).append(observation.right)
    proportion = clustered_proportion(clusters.values())
    return proportion.mean, proportion.error
