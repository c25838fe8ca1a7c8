"""What an attempt comes to: one figure per part, and the decision.

Notable: the flagging figure counts items, not flag decisions. Most flags are absent from most
texts, so that a share of decisions would let somebody pass who flags nothing at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from labeling.agreement import Definition, PairCounts, TieRule, figure_from_counts
from labeling.quality.qualification.domain.parts import Outcome, Part, PartKind

_ROUNDING = 1e-9


@dataclass(frozen=True)
class PartFigure:
    """One part's figure beside its cut-off.

    Attributes:
        value: the figure; None where there is nothing to tell it from (all pairs tied), or not yet.
        n: what it rests on: items, pairs of completions, demonstrations, groups.
        cutoff: the least that passes, None where the figure is only recorded.
        waiting: scores are still to come.
        interval: 95 %, where one can be told (ranking).
    """

    kind: PartKind
    value: float | None
    n: int
    cutoff: float | None
    waiting: bool = False
    interval: tuple[float, float] | None = None

    @property
    def met(self) -> bool | None:
        """Whether the cut-off was reached; None while it waits."""
        if self.waiting:
            return None
        if self.cutoff is None:
            return True
        return self.value is not None and self.value >= self.cutoff - _ROUNDING

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as the decision's row keeps it."""
        return {
            "kind": self.kind.value,
            "value": self.value,
            "n": self.n,
            "cutoff": self.cutoff,
            "met": self.met,
            "interval": None if self.interval is None else list(self.interval),
        }


def flags_agree(given: Collection[str], expected: Collection[str]) -> bool:
    """Tell whether exactly the flags were chosen that reviewers chose."""
    return set(given) == set(expected)


def flagging_figure(part: Part, agreed: Sequence[bool]) -> PartFigure:
    """Return the share of items flagged exactly as reviewers did."""
    value = sum(agreed) / len(agreed) if agreed else None
    return PartFigure(part.kind, value, len(agreed), part.cutoff)


def ranking_figure(part: Part, counts: Iterable[PairCounts]) -> PartFigure:
    """Return the share of pairs ordered as reviewers did, of those that both sides order.

    One ``PairCounts`` per item. Ties of either side are left out, as for the headline agreement;
    whoever ties everything has no figure, and does not reach a cut-off.
    """
    figure = figure_from_counts(counts, rule=TieRule.EXCLUDED, definition=Definition.WITH_REVIEWERS)
    return PartFigure(part.kind, figure.value, figure.n, part.cutoff, interval=figure.interval)


def writing_figure(part: Part, scores: Sequence[Sequence[int]]) -> PartFigure:
    """Return the demonstration score: the mean over demonstrations of their mean score.

    ``scores`` has one sequence per demonstration. It waits while one has fewer than asked for.
    """
    if any(len(own) < part.scores for own in scores):
        return PartFigure(part.kind, None, len(scores), part.cutoff, waiting=True)
    means = [sum(own) / len(own) for own in scores]
    value = sum(means) / len(means) if means else None
    return PartFigure(part.kind, value, len(means), part.cutoff)


def self_assessment_figure(part: Part, levels: Sequence[int]) -> PartFigure:
    """Return the mean level over the groups."""
    value = sum(levels) / len(levels) if levels else None
    return PartFigure(part.kind, value, len(levels), part.cutoff)


def decide(figures: Sequence[PartFigure]) -> Outcome:
    """Return the decision by rule.

    A part below its cut-off decides at once: nobody is asked to score what cannot change it.
    """
    met = [figure.met for figure in figures]
    if False in met:
        return Outcome.FAILED
    return Outcome.WAITING if None in met else Outcome.PASSED
