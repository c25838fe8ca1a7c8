"""Two rankings compared: by hand, against scipy, and by properties."""

import time
import timeit
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from labeling.agreement import PairCounts, TieRule, kendall_tau_b, pair_counts, ranks_of

Groups = list[list[str]]


@st.composite
def rankings(draw: st.DrawFn, items: str = "abcdefghi") -> Groups:
    """Draws a ranking with ties of a random subset of `items`."""
    chosen = draw(st.lists(st.sampled_from(items), unique=True))
    groups: Groups = [[] for _ in items]
    for item in chosen:
        groups[draw(st.integers(0, len(items) - 1))].append(item)
    return groups


def test_counts_of_a_case_worked_by_hand() -> None:
    one, other = [["a", "c"], ["b"], ["d"]], [["d"], ["a"], ["b"], ["c"]]
    # ab as there; ac tied here; ad, bc, bd and cd the other way round.
    assert pair_counts(one, other) == PairCounts(1, 4, 1, 0)


def test_tie_against_tie_is_counted_apart() -> None:
    assert pair_counts([["a", "b"], ["c"]], [["a", "b", "c"]]) == PairCounts(0, 0, 2, 1)


def test_only_common_items_count() -> None:
    one, other = [["a"], ["x"], ["b"], ["y"]], [["z"], ["b"], ["a"]]
    assert pair_counts(one, other) == PairCounts(discordant=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [([], []), ([["a"]], [["a"]]), ([["a", "b"]], [["c", "d"]]), ([[], []], [["a"]])],
)
def test_rankings_with_nothing_in_common_have_no_pairs(one: Groups, other: Groups) -> None:
    counts = pair_counts(one, other)
    assert counts == PairCounts()
    assert counts.tie_rate is None


@pytest.mark.parametrize(
    ("counts", "rule", "agreed", "compared"),
    [
        (PairCounts(concordant=1), TieRule.EXCLUDED, 1.0, 1),
        (PairCounts(concordant=1), TieRule.HALF, 1.0, 1),
        (PairCounts(concordant=1), TieRule.STRICT, 1.0, 1),
        (PairCounts(discordant=1), TieRule.EXCLUDED, 0.0, 1),
        (PairCounts(discordant=1), TieRule.HALF, 0.0, 1),
        (PairCounts(discordant=1), TieRule.STRICT, 0.0, 1),
        (PairCounts(tied_one=1), TieRule.EXCLUDED, 0.0, 0),
        (PairCounts(tied_one=1), TieRule.HALF, 0.5, 1),
        (PairCounts(tied_one=1), TieRule.STRICT, 0.0, 1),
        (PairCounts(tied_both=1), TieRule.EXCLUDED, 0.0, 0),
        (PairCounts(tied_both=1), TieRule.HALF, 1.0, 1),
        (PairCounts(tied_both=1), TieRule.STRICT, 1.0, 1),
    ],
)
def test_each_tie_rule_says_what_each_pair_counts(
    counts: PairCounts, rule: TieRule, agreed: float, compared: int
) -> None:
    assert (counts.agreed(rule), counts.compared(rule)) == (agreed, compared)


def test_item_twice_in_one_ranking_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        pair_counts([["a"], ["b", "a"]], [["a"], ["b"]])
    with pytest.raises(ValueError, match="twice"):
        pair_counts([["a"], ["b"]], [["a", "a"]])


def test_reversal_takes_a_superseded_revision_back() -> None:
    old, new = PairCounts(3, 2, 1, 0), PairCounts(5, 0, 0, 1)
    assert old + -old == PairCounts()
    assert old + -old + new == new


def test_empty_groups_mean_nothing() -> None:
    assert ranks_of([["a"], [], ["b"]]) == {"a": 0, "b": 2}
    assert pair_counts([["a"], [], ["b"]], [[], ["a"], ["b"]]) == PairCounts(concordant=1)


@given(rankings(), rankings())
def test_comparing_is_symmetric_and_counts_each_common_pair_once(
    one: Groups, other: Groups
) -> None:
    counts = pair_counts(one, other)
    common = len(set(ranks_of(one)) & set(ranks_of(other)))
    assert counts == pair_counts(other, one)
    assert counts.pairs == common * (common - 1) // 2


@given(rankings())
def test_a_ranking_agrees_with_itself_and_not_with_its_reverse(one: Groups) -> None:
    ties = sum(len(group) * (len(group) - 1) // 2 for group in one)
    same, reverse = pair_counts(one, one), pair_counts(one, one[::-1])
    assert same == PairCounts(concordant=same.pairs - ties, tied_both=ties)
    assert reverse == PairCounts(discordant=same.pairs - ties, tied_both=ties)


@given(rankings(), rankings())
def test_counts_equal_a_look_at_each_pair(one: Groups, other: Groups) -> None:
    left, right = ranks_of(one), ranks_of(other)
    seen = {"concordant": 0, "discordant": 0, "tied_one": 0, "tied_both": 0}
    for a, b in combinations(sorted(set(left) & set(right), key=str), 2):
        says = {(left[a] < left[b], left[a] > left[b]), (right[a] < right[b], right[a] > right[b])}
        if len(says) == 1:
            seen["tied_both" if says == {(False, False)} else "concordant"] += 1
        else:
            seen["tied_one" if (False, False) in says else "discordant"] += 1
    assert pair_counts(one, other) == PairCounts(**seen)


@given(rankings(), rankings())
def test_tau_b_equals_scipy(one: Groups, other: Groups) -> None:
    left, right = ranks_of(one), ranks_of(other)
    common = sorted(set(left) & set(right), key=str)
    tau = kendall_tau_b(one, other)
    x, y = [left[item] for item in common], [right[item] for item in common]
    if len(set(x)) < 2 or len(set(y)) < 2:
        assert tau is None
    else:
        assert tau == pytest.approx(kendalltau(x, y, variant="b").statistic, abs=1e-12)


def test_tau_b_of_a_case_worked_by_hand() -> None:
    # 3 pairs: ab tied by one, ac and bc concordant: (2 - 0) / sqrt(2 * 3).
    assert kendall_tau_b([["a", "b"], ["c"]], [["a"], ["b"], ["c"]]) == pytest.approx(2 / 6**0.5)


def test_comparing_nine_completions_takes_microseconds() -> None:
    one = [[item] for item in "abcdefghi"]
    other = [["a", "d"], ["c"], ["b", "e", "f"], ["g"], ["i", "h"]]
    # About six on the machine it was written on; the bound leaves room for a slow one, and what a
    # busy one does meanwhile is not counted.
    work = partial(pair_counts, one, other)
    best = min(timeit.repeat(work, timer=time.process_time, number=200, repeat=5)) / 200
    assert best < 100e-6
