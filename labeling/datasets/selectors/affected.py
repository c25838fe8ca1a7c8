"""Which versions hold any of a set of judgments: what voiding them concerns."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from labeling.assignments.models import Judgment
from labeling.datasets.models import DatasetItem, DatasetVersion


def versions_holding(judgments: "QuerySet[Judgment]") -> "QuerySet[DatasetVersion]":
    """Return the versions that contain at least one of the judgments."""
    items = DatasetItem.objects.filter(
        version=OuterRef("pk"), judgment__in=judgments.order_by().values("pk")
    )
    return DatasetVersion.objects.filter(Exists(items))


def affected_versions_part(judgments: "QuerySet[Judgment]") -> list[dict[str, Any]]:
    """Return those versions as JSON values, by kind and number."""
    return [
        {
            "id": version.public_id,
            "kind": version.kind,
            "number": version.number,
            "name": version.name,
        }
        for version in versions_holding(judgments).order_by("kind", "number")
    ]
