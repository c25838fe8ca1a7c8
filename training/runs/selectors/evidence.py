"""How much evidence is new, counted against lineage and never against a timestamp."""

from collections.abc import Iterable

from labeling.datasets.models import DatasetKind, DatasetVersion
from labeling.datasets.selectors import judgments_new_count
from touchstone.projects.models import Project

COUNTED = (DatasetKind.DEMONSTRATIONS, DatasetKind.RANKINGS)


def evidence_new_count(*, project: Project, since: Iterable[DatasetVersion]) -> int:
    """Count the judgments one may learn from that none of these versions holds."""
    held = {version.kind: version for version in since}
    return sum(
        judgments_new_count(project=project, kind=kind, since=held.get(kind)) for kind in COUNTED
    )
