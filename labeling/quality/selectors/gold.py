"""Reads of the item bank."""

from django.db.models import F, QuerySet

from labeling.assignments.selectors.history import LastTurn
from labeling.quality.models import GoldItem
from touchstone.projects.models import Project


def gold_items(*, project: Project, retired: bool = False) -> QuerySet[GoldItem]:
    """Return the project's gold items, those in use or those retired."""
    return (
        GoldItem.objects.filter(project=project, retired_at__isnull=not retired)
        .select_related("task", "judgment__notes", "created_by")
        .annotate(prompt_excerpt=LastTurn(F("task__prompt__content__body")))
    )
