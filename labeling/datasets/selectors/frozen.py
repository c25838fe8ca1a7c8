"""Which answers stand in dataset versions already."""

from collections.abc import Collection

from django.db.models import Count

from labeling.datasets.models import DatasetItem, DatasetState


def frozen_counts(assignment_ids: Collection[int]) -> dict[int, int]:
    """Return in how many versions a judgment of each assignment stands, whichever revision."""
    items = DatasetItem.objects.filter(judgment__assignment_id__in=assignment_ids).exclude(
        version__state=DatasetState.FAILED
    )
    found = items.values("judgment__assignment_id").annotate(
        versions=Count("version", distinct=True)
    )
    return dict(found.values_list("judgment__assignment_id", "versions"))
