"""Which judgments an order takes out, and what they went into."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from labeling.assignments.models import Judgment, TaskKind, TaskPurpose, VoidCause
from labeling.guidelines.models import GuidelineVersion
from labeling.quality.hooks import affected_by
from labeling.quality.models import VoidOrder
from touchstone.accounts.models import User
from touchstone.projects.models import Project


@dataclass(frozen=True)
class VoidCriteria:
    """Which judgments are meant; everything left out means any.

    The time is when the answer was first handed in: a revision does not move it out of reach.
    """

    cause: VoidCause
    user: User | None = None
    kinds: list[str] = field(default_factory=list)
    before_guideline: GuidelineVersion | None = None
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of(cls, order: VoidOrder) -> "VoidCriteria":
        """Return an order's."""
        return cls(
            cause=VoidCause(order.cause),
            user=order.user,
            kinds=order.kinds,
            before_guideline=order.before_guideline,
            since=order.since,
            until=order.until,
        )


def judgments_matching(
    *, project: Project, criteria: VoidCriteria, voided: bool = False
) -> QuerySet[Judgment]:
    """Return the judgments that the criteria mean and that stand; ``voided``: or were taken out.

    Reviews are never among them: a task is settled anew instead. What was judged for a gate is not
    judged again, only taken out.
    """
    found = Judgment.objects.filter(project=project, superseded_by=None)
    found = found.exclude(kind=TaskKind.REVIEW)
    if not voided:
        found = found.filter(void=None)
    if criteria.cause == VoidCause.RELABEL:
        found = found.filter(task__purpose=TaskPurpose.TRAINING)
    if criteria.user is not None:
        found = found.filter(user=criteria.user)
    if criteria.kinds:
        found = found.filter(kind__in=criteria.kinds)
    if criteria.before_guideline is not None:
        found = found.filter(_older_than(criteria.before_guideline))
    if criteria.since is not None:
        found = found.filter(assignment__submitted_at__gte=criteria.since)
    if criteria.until is not None:
        found = found.filter(assignment__submitted_at__lte=criteria.until)
    return found


def void_preview(*, project: Project, criteria: VoidCriteria) -> dict[str, Any]:
    """Return what an order would take out, and what that went into, as JSON values."""
    found = judgments_matching(project=project, criteria=criteria)
    return _counts(found) | affected_by(found)


def void_orders(*, project: Project) -> QuerySet[VoidOrder]:
    """Return the project's orders."""
    related = ("user", "by", "before_guideline", "project")
    return VoidOrder.objects.filter(project=project).select_related(*related)


def void_order_affected(*, order: VoidOrder) -> dict[str, Any]:
    """Return the dataset versions and models that an order's judgments went into."""
    criteria = VoidCriteria.of(order)
    return affected_by(judgments_matching(project=order.project, criteria=criteria, voided=True))


def _counts(found: QuerySet[Judgment]) -> dict[str, Any]:
    return found.aggregate(
        judgments=Count("pk"),
        people=Count("user", distinct=True),
        places=Count("pk", filter=Q(counted=True, task__cancelled_at=None)),
    )


def _older_than(release: GuidelineVersion) -> Q:
    older = Q(guideline__major=release.major, guideline__minor__lt=release.minor)
    return older | Q(guideline__major__lt=release.major) | Q(guideline=None)
