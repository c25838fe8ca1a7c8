"""Reads of the banks of items."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility
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
    """Return the practice items in ``user``'s languages, with how often they answered each."""
    own = Count("practice_answers", filter=Q(practice_answers__user=user))
    items = in_use(project=project, use=ItemUse.PRACTICE).annotate(answered=own)
    return items.filter(in_languages(languages_of(project=project, user=user)))


def languages_of(*, project: Project, user: User) -> list[str]:
    """Return the languages that somebody works in: their own, and those granted to them by name.

    Empty where nothing says.
    """
    alive = Q(valid_until=None) | Q(valid_until__gt=Now())
    granted = Eligibility.objects.filter(alive, project=project, user=user).exclude(language="*")
    return sorted({*user.languages, *granted.values_list("language", flat=True)})


def in_languages(languages: Sequence[str]) -> Q:
    """Return the condition on items in any of ``languages``; none of them: every item.

    As the claim matches: ``en`` takes ``en-GB`` too. And whoever reads ``en-GB`` reads what is
    just ``en``.
    """
    found = Q()
    for language in languages:
        tags = language.split("-")
        for count in range(1, len(tags) + 1):
            found |= Q(language__iexact="-".join(tags[:count]))
        found |= Q(language__istartswith=f"{language}-")
    return found


def in_use(*, project: Project, use: ItemUse) -> QuerySet[QualificationItem]:
    """Return the items of a bank that are asked still."""
    return QualificationItem.objects.filter(project=project, use=use, retirement=None)


def bank_sizes(
    *, project: Project, use: ItemUse = ItemUse.SCREENING, languages: Sequence[str] = ()
) -> dict[PartKind, int]:
    """Return how many items of each part are in use, in these languages if any are named."""
    items = in_use(project=project, use=use).filter(in_languages(languages))
    counted = items.order_by().values_list("part").annotate(n=Count("id"))
    found = dict(counted)
    return {part: found.get(part.value, 0) for part in BANKED}
