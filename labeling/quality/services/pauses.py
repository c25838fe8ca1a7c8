"""Giving somebody no work for now, with a reason they see, and giving it again."""

from django.db import connection, transaction
from django.db.models.functions import Now

from labeling.assignments.models import Pause
from labeling.quality.access import outranks
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError
from touchstone.projects.access import Access
from touchstone.projects.models import Membership

# What they hold goes to others; their drafts stay, and what they submit late is taken if there is
# still a place for it. Lock order: assignments, then places.
_RELEASE = """
WITH held AS (
    UPDATE assignments_assignment SET lease_until = clock_timestamp()
    WHERE project_id = %(project)s AND user_id = %(user)s AND state = 'leased'
      AND lease_until > clock_timestamp()
    RETURNING id, task_id
)
UPDATE assignments_taskplace p SET holder_id = NULL, lease_until = NULL
FROM held WHERE p.task_id = held.task_id AND p.holder_id = held.id AND NOT p.filled
"""


@transaction.atomic
def member_pause(*, access: Access, membership: Membership, reason: str) -> Pause:
    """Hand somebody no more work until they are resumed; they still log in and read why.

    Raises:
        ConflictError: They are paused already, or are not ``access``'s to decide about.
    """
    _lock(access, membership)
    if _current(membership) is not None:
        raise ConflictError(f"{membership.user.name} is paused already.", code="already_paused")
    pause = Pause.objects.create(
        project_id=membership.project_id, user=membership.user, reason=reason, by=access.user
    )
    with connection.cursor() as cursor:
        parameters = {"project": membership.project_id, "user": membership.user_id}
        cursor.execute(_RELEASE, parameters)
    _record(access.user, membership, "member.paused", reason=reason)
    return pause


@transaction.atomic
def member_resume(*, access: Access, membership: Membership) -> None:
    """Hand somebody work again, of the kinds they were eligible for all the while.

    Raises:
        ConflictError: They are not paused, or are not ``access``'s to decide about.
    """
    _lock(access, membership)
    pause = _current(membership)
    if pause is None:
        raise ConflictError(f"{membership.user.name} is not paused.", code="not_paused")
    Pause.objects.filter(pk=pause.pk).update(ended_at=Now(), ended_by=access.user)
    _record(access.user, membership, "member.resumed")


def _lock(access: Access, membership: Membership) -> None:
    # A claim locks this row too: after a pause no claim that began before it is under way.
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if not outranks(access, membership):
        raise ConflictError(
            "Nobody decides about themselves, nor about somebody of a higher role.",
            code="not_yours_to_decide",
        )


def _current(membership: Membership) -> Pause | None:
    return Pause.objects.filter(
        project_id=membership.project_id, user_id=membership.user_id, ended_at=None
    ).first()


def _record(by: User, membership: Membership, action: str, **detail: str) -> None:
    audit_record(
        actor=by,
        action=action,
        target=f"user:{membership.user.public_id}",
        project_id=membership.project_id,
        detail=detail,
    )
