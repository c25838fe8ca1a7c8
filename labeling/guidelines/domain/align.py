"""Which items of two sequences belong together, in bounded time whatever the sequences are.

``difflib`` is quadratic at best and cubic at worst, and guidelines may be 200,000 characters that
somebody made up to be nasty. So: what is equal at both ends is set aside, items that stand exactly
once on each side are anchors (patience diff), and what lies between two anchors is aligned by its
longest common subsequence, as long as the ``Budget`` lasts. After that it counts as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
Range = tuple[int, int]


@dataclass
class Budget:
    """Comparisons that may still be made; shared by all the steps of one diff."""

    left: int = 2_000_000

    def take(self, comparisons: int) -> bool:
        """Take so many, or nothing if that is more than is left."""
        if comparisons > self.left:
            return False
        self.left -= comparisons
        return True


def align(before: Sequence[str], after: Sequence[str], budget: Budget) -> list[Pair]:
    """Return pairs of indices of items that stayed, increasing on both sides."""
    a, b = (0, len(before)), (0, len(after))
    pairs: list[Pair] = []
    a, b, head, tail = _trim(before, after, a, b)
    pairs += head
    start = (a[0], b[0])
    for i, j in [*_anchors(before, after, a, b), (a[1], b[1])]:
        pairs += _between(before, after, (start[0], i), (start[1], j), budget)
        if (i, j) != (a[1], b[1]):
            pairs.append((i, j))
        start = (i + 1, j + 1)
    return pairs + tail


def _trim(
    before: Sequence[str], after: Sequence[str], a: Range, b: Range
) -> tuple[Range, Range, list[Pair], list[Pair]]:
    """Set aside what is equal at both ends."""
    (a0, a1), (b0, b1) = a, b
    while a0 < a1 and b0 < b1 and before[a0] == after[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and before[a1 - 1] == after[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    head = [(a[0] + k, b[0] + k) for k in range(a0 - a[0])]
    tail = [(a1 + k, b1 + k) for k in range(a[1] - a1)]
    return (a0, a1), (b0, b1), head, tail


def _anchors(before: Sequence[str], after: Sequence[str], a: Range, b: Range) -> list[Pair]:
    """Return the longest increasing run of items that stand exactly once on each side."""
    once_before = _once(before, a)
    once_after = _once(after, b)
    common = [(once_before[item], j) for item, j in once_after.items() if item in once_before]
    return _longest_increasing(sorted(common))


def _once(items: Sequence[str], part: Range) -> dict[str, int]:
    counts = Counter(items[part[0] : part[1]])
    return {items[k]: k for k in range(*part) if counts[items[k]] == 1}


def _longest_increasing(pairs: list[Pair]) -> list[Pair]:
    """Return the longest subsequence that also increases in the second member (patience)."""
    tops: list[int] = []
    piles: list[int] = []
    back: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        back.append(piles[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(j)
            piles.append(index)
        else:
            tops[pile], piles[pile] = j, index
    found: list[Pair] = []
    at = piles[-1] if piles else None
    while at is not None:
        found.append(pairs[at])
        at = back[at]
    return found[::-1]


def _between(
    before: Sequence[str], after: Sequence[str], a: Range, b: Range, budget: Budget
) -> list[Pair]:
    """Align what lies between two anchors; nothing where that would take too long."""
    a, b, head, tail = _trim(before, after, a, b)
    left, right = before[a[0] : a[1]], after[b[0] : b[1]]
    if not left or not right or not budget.take(len(left) * len(right)):
        return head + tail
    inner = [(a[0] + i, b[0] + j) for i, j in _common_subsequence(left, right)]
    return head + inner + tail


def _common_subsequence(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    # lengths[i][j]: of the longest common subsequence of left[i:] and right[j:].
    lengths = [[0] * (len(right) + 1)]
    for item in reversed(left):
        below, row, best = lengths[-1], [0] * (len(right) + 1), 0
        for j in range(len(right) - 1, -1, -1):
            best = below[j + 1] + 1 if item == right[j] else max(below[j], best)
            row[j] = best
        lengths.append(row)
    lengths.reverse()
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
