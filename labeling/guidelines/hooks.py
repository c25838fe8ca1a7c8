"""What guidelines ask of the app above them, which registers itself.

Judgments and assignments stand on guidelines and refer to them, so guidelines cannot look them up.
``labeling.assignments`` answers through these two questions; until it does, nothing is known.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

# Of a project's releases (bigint ids): how many judgments stand under each.
JudgmentCounts = Callable[[int], Mapping[int, int]]
# Somebody's assignment in a project, by public id: what its page shows, or ``None``.
ItemLookup = Callable[[int, int, UUID], dict[str, Any] | None]

_JUDGMENT_COUNTS: list[JudgmentCounts] = []
_ITEM_LOOKUPS: list[ItemLookup] = []


def on_judgments_asked(count: JudgmentCounts) -> JudgmentCounts:
    """Register who knows how many judgments stand under each release of a project."""
    if count not in _JUDGMENT_COUNTS:
        _JUDGMENT_COUNTS.append(count)
    return count


def on_item_asked(lookup: ItemLookup) -> ItemLookup:
    """Register who knows what an assignment's page shows."""
    if lookup not in _ITEM_LOOKUPS:
        _ITEM_LOOKUPS.append(lookup)
    return lookup


def judgments_by_release(project_id: int) -> dict[int, int]:
    """Return how many judgments stand under each release; one that has none may be absent."""
    total: dict[int, int] = {}
    for count in _JUDGMENT_COUNTS:
        for release, judgments in count(project_id).items():
            total[release] = total.get(release, 0) + judgments
    return total


def item_shown(*, project_id: int, user_id: int, item: UUID) -> dict[str, Any] | None:
    """Return what the page of ``user_id``'s assignment shows, ``None`` if it is not theirs."""
    found = (lookup(project_id, user_id, item) for lookup in _ITEM_LOOKUPS)
    return next((shown for shown in found if shown is not None), None)
