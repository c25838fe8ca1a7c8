"""Reads of the banks of items."""

from django.db.models import Count, Q, QuerySet

from labeling.quality.models import QualificationItem
from labeling.quality.qualification.domain.parts import BANKED, ItemUse, PartKind
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def qualification_items(
    *, project: Project, part: str = "", use: str = "", retired: bool | None = None
) -> QuerySet[QualificationItem]:
    """Return the items of a project's banks, with what reviewers said: for admins alone."""
    items = QualificationItem.objects.filter(project=project)
    items = items.select_related("retirement", "added_by")
    if part:
        items = items.filter(part=part)
    if use:
        items = items.filter(use=use)
    return items if retired is None else items.filter(retirement__isnull=not retired)


def practice_items(*, project: Project, user: User) -> QuerySet[QualificationItem]:
    """Return the practice items in use, each with how often ``user`` answered it."""
    own = Count("practice_answers", filter=Q(practice_answers__user=user))
    return in_use(project=project, use=ItemUse.PRACTICE).annotate(answered=own)


def in_use(*, project: Project, use: ItemUse) -> QuerySet[QualificationItem]:
    """Return the items of a bank that are asked still."""
    return QualificationItem.objects.filter(project=project, use=use, retirement=None)


def bank_sizes(*, project: Project, use: ItemUse = ItemUse.SCREENING) -> dict[PartKind, int]:
    """Return how many items of each part are in use."""
    counted = (
        in_use(project=project, use=use).order_by().values_list("part").annotate(n=Count("id"))
    )
    found = dict(counted)
    return {part: found.get(part.value, 0) for part in BANKED}
