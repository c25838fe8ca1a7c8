"""Preference pairs out of rankings."""

from hypothesis import given
from hypothesis import strategies as st

from labeling.datasets.domain.pairs import OrderedPair, ordered_pairs


def test_pairs_by_hand() -> None:
    assert list(ordered_pairs([["a"], ["b", "c"], [], ["d"]])) == [
        OrderedPair("a", "b", 1),
        OrderedPair("a", "c", 1),
        OrderedPair("a", "d", 2),
        OrderedPair("b", "d", 1),
        OrderedPair("c", "d", 1),
    ]
    assert list(ordered_pairs([["a", "b"]])) == []


@given(st.lists(st.integers(1, 3), max_size=5))
def test_every_pair_is_ordered_once_or_tied(sizes: list[int]) -> None:
    items = iter(range(20))
    groups = [[next(items) for _ in range(size)] for size in sizes]
    pairs = list(ordered_pairs(groups))
    count = sum(sizes)
    tied = sum(size * (size - 1) // 2 for size in sizes)
    assert len({frozenset((p.chosen, p.rejected)) for p in pairs}) == len(pairs)
    assert len(pairs) == count * (count - 1) // 2 - tied
    assert all(p.chosen < p.rejected and p.margin >= 1 for p in pairs)
