"""Which judgments an order takes out, and what they went into."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from labeling.assignments.models import Judgment, TaskKind, TaskPurpose, VoidCause
from labeling.assignments.selectors.standing import latest, not_voided
from labeling.guidelines.models import GuidelineVersion
from labeling.quality.hooks import affected_by
from labeling.quality.models import VoidOrder
from touchstone.accounts.models import User
from touchstone.projects.models import Project

# Of each task: its places, and who may do such work and never had it. By what they had, which is a
# few per task, and not by who is left, which may be hundreds.
_STRANDED = """
WITH able AS MATERIALIZED (
    SELECT DISTINCT e.kind, e.user_id FROM assignments_eligibility e
    JOIN projects_membership m ON m.project_id = e.project_id AND m.user_id = e.user_id
    JOIN accounts_user u ON u.id = e.user_id
    WHERE e.project_id = %s AND m.is_active AND u.is_active
      AND (e.valid_until IS NULL OR e.valid_until > clock_timestamp())
      AND NOT EXISTS (SELECT 1 FROM assignments_pause p WHERE p.project_id = e.project_id
                      AND p.user_id = e.user_id AND p.ended_at IS NULL)
), freed AS MATERIALIZED (
    SELECT task_id, kind, count(*) AS places FROM ({freed}) found GROUP BY task_id, kind
), had AS (
    SELECT freed.task_id, count(*) AS n FROM freed
    JOIN assignments_assignment a ON a.task_id = freed.task_id
    JOIN able ON able.kind = freed.kind AND able.user_id = a.user_id
    GROUP BY freed.task_id
)
SELECT COALESCE(sum(LEAST(freed.places, GREATEST(
    0, freed.places + COALESCE(had.n, 0)
       - (SELECT count(*) FROM able WHERE able.kind = freed.kind)))), 0)
FROM freed LEFT JOIN had ON had.task_id = freed.task_id
"""


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
    found = Judgment.objects.filter(latest(), project=project)
    found = found.exclude(kind=TaskKind.REVIEW)
    if not voided:
        found = found.filter(not_voided())
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
    return _counts(found) | {"stranded": _stranded(project, found)} | affected_by(found)


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


def _stranded(project: Project, found: QuerySet[Judgment]) -> int:
    """Count the places that would come back and that nobody is left for.

    Nobody gets a task twice: where everybody who may be given work of its kind has had it already,
    its place waits for somebody new. Languages and expertise may leave out more.
    """
    freed = found.filter(counted=True, task__cancelled_at=None).order_by()
    sql, parameters = freed.values("task_id", "kind").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_STRANDED.format(freed=sql), [project.pk, *parameters])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
