"""Which models learned from a set of judgments, directly or through another model."""

from typing import Any

from django.db.models import Q, QuerySet

from labeling.assignments.models import Judgment
from labeling.datasets.selectors.affected import versions_holding
from touchstone.registry.models import ModelVersion
from training.runs.models import Run


def affected_models_part(judgments: "QuerySet[Judgment]") -> list[dict[str, Any]]:
    """Return the models as JSON values, by number.

    A reward model that starts from a policy, and a policy that a reward model taught, learned from
    what these learned from: the walk goes on until nothing new is found.
    """
    versions = list(versions_holding(judgments).values_list("pk", flat=True))
    found: set[int] = set()
    frontier = Q(datasets__in=versions)
    while True:
        runs = Run.objects.filter(frontier, produced__isnull=False).exclude(produced__in=found)
        new = set(runs.values_list("produced_id", flat=True))
        if not new:
            break
        found |= {pk for pk in new if pk is not None}
        frontier = Q(inputs__in=found)
    models = ModelVersion.objects.filter(pk__in=found).order_by("number", "pk")
    return [
        {"id": one.public_id, "name": one.name, "number": one.number, "role": one.role}
        for one in models
    ]
