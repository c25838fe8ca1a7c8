"""What stands above this app and would learn that judgments are taken out.

Datasets and training register what they hold of a set of judgments, in their ``AppConfig.ready``.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from labeling.assignments.models import Judgment

AffectedPart = Callable[["QuerySet[Judgment]"], list[dict[str, Any]]]
_PARTS: dict[str, AffectedPart] = {"datasets": lambda _: [], "models": lambda _: []}


def affected_part(name: str) -> Callable[[AffectedPart], AffectedPart]:
    """Register ``part``: from judgments to what holds, or learned from, any of them."""

    def register(part: AffectedPart) -> AffectedPart:
        _PARTS[name] = part
        return part

    return register


def affected_by(judgments: "QuerySet[Judgment]") -> dict[str, list[dict[str, Any]]]:
    """Return the dataset versions and the models that these judgments went into."""
    return {name: part(judgments) for name, part in _PARTS.items()}
