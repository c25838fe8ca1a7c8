"""Two rankings of the same completions, compared pair by pair.

Notable: ties are counted apart and only weighed by a stated rule; rankings may
overlap in part, and only common items count; `pair_counts` runs inside the
submit's transaction and stays in plain Python because K is at most nine.
Deliberately absent: pooling ranks over prompts as if they were a scale.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Self

Item = Hashable
Ranking = Sequence[Sequence[Item]]
"""Groups of tied items, best group first; an empty group (an empty column) means nothing."""


class TieRule(StrEnum):
    """What a pair of items counts in which at least one of the two rankings sees a tie.

    Each rule gives a pair a share of agreement `agreed` out of `compared`:

    ============================  ==========  ==========  ==========
    the two rankings say          EXCLUDED    HALF        STRICT
    ============================  ==========  ==========  ==========
    same order                    1 of 1      1 of 1      1 of 1
    opposite orders               0 of 1      0 of 1      0 of 1
    one a tie, one an order       not used    1/2 of 1    0 of 1
    both a tie                    not used    1 of 1      1 of 1
    ============================  ==========  ==========  ==========
    """

    EXCLUDED = "excluded"
    """Only pairs that both rankings order. Source: Stiennon et al. 2020, app. C.2
    (indifferent answers left out); the closest to the figure of InstructGPT s3.4."""

    HALF = "half"
    """A tie against an order is half right. Source: WebGPT (Nakano et al. 2021), app. C."""

    STRICT = "strict"
    """Three answers (above, tied, below), and only the same answer agrees."""


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How two rankings stand on the pairs of their common items.

    Counts may be negative: a superseding revision adds the reversal (`-counts`)
    of what it replaces, so that a plain sum stays right.

    Attributes:
        concordant: pairs that both order, in the same direction.
        discordant: pairs that both order, in opposite directions.
        tied_one: pairs that one ranking ties and the other orders.
        tied_both: pairs that both tie.
    """

    concordant: int = 0
    discordant: int = 0
    tied_one: int = 0
    tied_both: int = 0

    @property
    def pairs(self) -> int:
        """All pairs of common items, whatever the tie rule."""
        return self.concordant + self.discordant + self.tied_one + self.tied_both

    @property
    def tie_rate(self) -> float | None:
        """Share of the pairs that at least one ranking ties; None without pairs."""
        return (self.tied_one + self.tied_both) / self.pairs if self.pairs else None

    def agreed(self, rule: TieRule) -> float:
        """Returns the agreement in pairs under `rule`: a whole number or, under HALF, a half."""
        if rule is TieRule.EXCLUDED:
            return float(self.concordant)
        if rule is TieRule.STRICT:
            return float(self.concordant + self.tied_both)
        return self.concordant + self.tied_both + self.tied_one / 2

    def compared(self, rule: TieRule) -> int:
        """Returns the number of pairs that count under `rule`."""
        return self.concordant + self.discordant if rule is TieRule.EXCLUDED else self.pairs

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.concordant + other.concordant,
            self.discordant + other.discordant,
            self.tied_one + other.tied_one,
            self.tied_both + other.tied_both,
        )

    def __neg__(self) -> Self:
        return type(self)(-self.concordant, -self.discordant, -self.tied_one, -self.tied_both)


def ranks_of(ranking: Ranking) -> dict[Item, int]:
    """Maps each item to the index of its group (0 is best; equal means tied).

    Returns:
        An empty dict for an empty ranking.

    Raises:
        ValueError: an item stands twice in the ranking.
    """
    ranks: dict[Item, int] = {}
    for rank, group in enumerate(ranking):
        for item in group:
            if item in ranks:
                raise ValueError(f"Item {item!r} stands twice in one ranking.")
            ranks[item] = rank
    return ranks


def pair_counts(one: Ranking, other: Ranking) -> PairCounts:
    """Compares two rankings on every pair of the items that both of them rank.

    Symmetric in its arguments. Takes about ten microseconds at K = 9.

    Returns:
        All zeros where fewer than two items are common.

    Raises:
        ValueError: an item stands twice in one ranking.
    """
    ranks = ranks_of(one)
    common = [(ranks[item], rank) for item, rank in ranks_of(other).items() if item in ranks]
    concordant = discordant = tied_both = 0
    for index, (left, right) in enumerate(common):
        for other_left, other_right in common[:index]:
            # The sign of the product says same or opposite; zero says that somebody tied.
            product = (left - other_left) * (right - other_right)
            if product > 0:
                concordant += 1
            elif product < 0:
                discordant += 1
            elif left == other_left and right == other_right:
                tied_both += 1
    pairs = len(common) * (len(common) - 1) // 2
    return PairCounts(
        concordant, discordant, pairs - concordant - discordant - tied_both, tied_both
    )


def kendall_tau_b(one: Ranking, other: Ranking) -> float | None:
    """Kendall's rank correlation of two rankings of one task, corrected for ties.

    Returns:
        A value in [-1, 1] over the common items; None where it is not defined: fewer
        than two common items, or a ranking that ties all of them.

    Raises:
        ValueError: an item stands twice in one ranking.

    Source: Kendall 1945, "The treatment of ties in ranking problems", tau-b.
    """
    ranks, other_ranks = ranks_of(one), ranks_of(other)
    common = [item for item in ranks if item in other_ranks]
    ordered = _ordered_pairs([ranks[item] for item in common])
    other_ordered = _ordered_pairs([other_ranks[item] for item in common])
    if not ordered or not other_ordered:
        return None
    counts = pair_counts(one, other)
    return (counts.concordant - counts.discordant) / sqrt(ordered * other_ordered)


def _ordered_pairs(ranks: Sequence[int]) -> int:
    """Returns how many pairs of `ranks` differ."""
    return sum(ranks[i] != ranks[j] for i in range(len(ranks)) for j in range(i))
