"""Preference pairs out of rankings: derived, never stored as truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class OrderedPair(Generic[ItemT]):
    """One completion above another; ``margin`` is how many ranks apart, at least 1."""

    chosen: ItemT
    rejected: ItemT
    margin: int


def ordered_pairs(groups: Sequence[Sequence[ItemT]]) -> Iterator[OrderedPair[ItemT]]:
    """Yield every pair that a ranking orders, best first; tied pairs say nothing.

    Args:
        groups: Completion ids in groups, best group first; an empty group means nothing.
    """
    ranks = [group for group in groups if group]
    for upper, better in enumerate(ranks):
        for lower in range(upper + 1, len(ranks)):
            for chosen in better:
                for rejected in ranks[lower]:
                    yield OrderedPair(chosen, rejected, lower - upper)
