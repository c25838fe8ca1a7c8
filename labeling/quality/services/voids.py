"""Ordering that judgments are taken out, and carrying it out in batches.

The order is a row; a worker goes on where it stands, however often it dies: what is still to be
done are the judgments that match and stand.
"""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from labeling.assignments.models import VoidCause
from labeling.assignments.services.void import judgments_void
from labeling.quality.models import VoidOrder
from labeling.quality.selectors.voids import VoidCriteria, judgments_matching
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.clock import database_now
from touchstone.core.errors import InvalidError
from touchstone.core.outbox import outbox_enqueue
from touchstone.projects.models import Project

VOID_TOPIC = "quality.void"
BATCH = 500
"""Judgments per transaction; a submit to one of their tasks waits that long."""


@transaction.atomic
def void_order_create(
    *, project: Project, by: User, criteria: VoidCriteria, reason: str
) -> VoidOrder:
    """Order that the judgments that match now are taken out; a worker does it.

    Raises:
        InvalidError: Nothing matches, or the order names neither a person nor a release.
    """
    criteria_check(criteria)
    matching = judgments_matching(project=project, criteria=criteria)
    total = matching.count()
    if not total:
        raise InvalidError("No judgment matches: widen the period, or choose another person.")
    order = VoidOrder.objects.create(
        project=project,
        cause=criteria.cause,
        reason=reason,
        user=criteria.user,
        kinds=criteria.kinds,
        before_guideline=criteria.before_guideline,
        since=criteria.since,
        until=min(criteria.until or database_now(), database_now()),
        by=by,
        total=total,
    )
    audit_record(
        actor=by,
        action=f"judgments.{criteria.cause}",
        target=f"void:{order.public_id}",
        project_id=project.pk,
        detail={
            "judgments": total,
            "user": str(criteria.user.public_id) if criteria.user else None,
            "reason": reason,
        },
    )
    outbox_enqueue(topic=VOID_TOPIC, payload={"order": order.pk})
    order.refresh_from_db()
    return order


def criteria_check(criteria: VoidCriteria) -> None:
    """Refuse an order that would reach further than its cause.

    Raises:
        InvalidError: Voiding without a person, or relabeling without a release.
    """
    if criteria.cause == VoidCause.VOID and criteria.user is None:
        raise InvalidError("Name the person whose judgments are voided: `user_id`.")
    if criteria.cause == VoidCause.RELABEL and criteria.before_guideline is None:
        raise InvalidError("Name the release that replaced the old ones: `before_guideline_id`.")


def void_order_run(order: VoidOrder, *, batch: int = BATCH) -> VoidOrder:
    """Take out what is left of an order, batch by batch; a finished one stays as it is."""
    criteria = VoidCriteria.of(order)
    while order.finished_at is None:
        matching = judgments_matching(project=order.project, criteria=criteria)
        # All at once: looking anew for each batch would step over all that is done already.
        left = list(matching.order_by("task", "pk").values_list("pk", flat=True))
        for start in range(0, len(left), batch):
            _batch_run(order, left[start : start + batch])
        if not left:
            VoidOrder.objects.filter(pk=order.pk).update(finished_at=Now())
        order.refresh_from_db()
    return order


def _batch_run(order: VoidOrder, chosen: list[int]) -> None:
    with transaction.atomic():
        voided = judgments_void(
            judgment_ids=chosen, cause=VoidCause(order.cause), reason=order.reason, by=order.by
        )
        VoidOrder.objects.filter(pk=order.pk).update(done=F("done") + voided)
