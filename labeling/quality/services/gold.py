"""Making a settled task a gold item, retiring it, and taking that back."""

from django.db import transaction
from django.db.models.functions import Now

from labeling.assignments.models import Judgment, LabelingTask
from labeling.assignments.selectors.standing import STANDING
from labeling.quality.models import GoldItem
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError


@transaction.atomic
def gold_item_create(*, task: LabelingTask, by: User, note: str = "") -> GoldItem:
    """Make a task's standing review the expected answer; the same again is the same item.

    Where another review stands by now, a new item takes the place of the old one.

    Raises:
        ConflictError: ``not_settled``: nobody settled the task yet.
    """
    LabelingTask.objects.select_for_update(no_key=True).get(pk=task.pk)
    review = Judgment.objects.filter(STANDING, task__reviews=task).first()
    if review is None:
        raise ConflictError("Settle the task first: its review is the answer.", code="not_settled")
    current = GoldItem.objects.filter(task=task, retired_at=None).first()
    if current is not None:
        if current.judgment_id == review.pk:
            return current
        gold_item_retire(item=current, by=by)
    item = GoldItem.objects.create(
        project_id=task.project_id, task=task, judgment=review, note=note, created_by=by
    )
    _record(item, by, "gold.created")
    return item


def gold_follow(*, task: LabelingTask, by: User) -> None:
    """Let the new review be the known answer of a gold task that was just settled anew.

    In the caller's transaction, under the task's lock.
    """
    current = GoldItem.objects.filter(task=task, retired_at=None).first()
    if current is not None:
        gold_item_create(task=task, by=by, note=current.note)


@transaction.atomic
def gold_item_retire(*, item: GoldItem, by: User) -> GoldItem:
    """Take an item out of the bank. Again changes nothing."""
    retired = GoldItem.objects.filter(pk=item.pk, retired_at=None)
    if retired.update(retired_at=Now(), retired_by=by):
        _record(item, by, "gold.retired")
    item.refresh_from_db()
    return item


@transaction.atomic
def gold_item_restore(*, item: GoldItem, by: User) -> GoldItem:
    """Use a retired item again. Again changes nothing.

    Raises:
        ConflictError: ``gold_outdated``: its review stands no longer, or another item of its task
            is in use.
    """
    LabelingTask.objects.select_for_update(no_key=True).get(pk=item.task_id)
    item.refresh_from_db()
    if item.retired_at is None:
        return item
    stands = Judgment.objects.filter(STANDING, pk=item.judgment_id).exists()
    if not stands or GoldItem.objects.filter(task=item.task_id, retired_at=None).exists():
        raise ConflictError(
            "This task was settled anew since: make its gold on the task's page.",
            code="gold_outdated",
        )
    GoldItem.objects.filter(pk=item.pk).update(retired_at=None, retired_by=None)
    _record(item, by, "gold.restored")
    item.refresh_from_db()
    return item


def _record(item: GoldItem, by: User, action: str) -> None:
    audit_record(
        actor=by,
        action=action,
        target=f"gold:{item.public_id}",
        project_id=item.project_id,
        detail={"task": str(item.task.public_id)},
    )
