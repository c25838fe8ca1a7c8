"""How many dataset versions contain an answer. Datasets stand above this app and tell."""

from collections.abc import Callable, Collection, Mapping

FrozenCounts = Callable[[Collection[int]], Mapping[int, int]]
"""From assignments (bigint ids) to the number of versions that contain one of their judgments."""


def _none(_: Collection[int]) -> Mapping[int, int]:
    return {}


_asked: list[FrozenCounts] = [_none]


def on_frozen_asked(counts: FrozenCounts) -> None:
    """Register who knows; for apps above this one, in their ``AppConfig.ready``."""
    _asked[0] = counts


def frozen_counts(assignment_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many dataset versions contain the answer of each assignment; absent: none."""
    return _asked[0](assignment_ids) if assignment_ids else {}
