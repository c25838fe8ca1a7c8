"""Who belongs to a project, as what, and whether still."""

from django.db import transaction

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError
from touchstone.projects.hooks import membership_activated
from touchstone.projects.models import Membership, Project, Role


@transaction.atomic
def membership_activate(*, project: Project, user: User, role: Role, by: User | None) -> Membership:
    """Make somebody a member with this role, again if they had left; tell the upper apps.

    A current member keeps a higher role: nobody is demoted by following a link.
    """
    _lock(project)
    membership, created = Membership.objects.get_or_create(
        project=project, user=user, defaults={"role": role}
    )
    if not created and not membership.is_active:
        membership.role, membership.is_active = role, True
    elif list(Role).index(role) > list(Role).index(Role(membership.role)):
        membership.role = role
    membership.save(update_fields=["role", "is_active"])
    membership_activated(membership)
    audit_record(
        actor=by,
        action="membership.activate",
        target=f"user:{user.public_id}",
        project_id=project.pk,
        detail={"role": membership.role},
    )
    return membership


@transaction.atomic
def membership_update(
    *,
    membership: Membership,
    by: User,
    role: Role | None = None,
    is_active: bool | None = None,
) -> Membership:
    """Give a member another role, end the membership, or bring it back.

    Raises:
        ConflictError: Nobody would be left to administer the project (``last_admin``).
    """
    _lock(membership.project)
    membership = Membership.objects.select_related("user", "project").get(pk=membership.pk)
    before = {"role": membership.role, "is_active": membership.is_active}
    membership.role = role or membership.role
    membership.is_active = membership.is_active if is_active is None else is_active
    after = {"role": membership.role, "is_active": membership.is_active}
    if before == after:
        return membership
    membership.save(update_fields=["role", "is_active"])
    _check_administered(membership.project)
    if membership.is_active:
        membership_activated(membership)
    audit_record(
        actor=by,
        action="membership.update",
        target=f"user:{membership.user.public_id}",
        project_id=membership.project_id,
        detail={"before": before, "after": after},
    )
    return membership


def _lock(project: Project) -> None:
    # Two admins who remove each other must not both succeed. No key lock: evidence rows that
    # refer to the project are not held up.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def _check_administered(project: Project) -> None:
    admins = Membership.objects.filter(
        project=project, role=Role.ADMIN, is_active=True, user__is_active=True
    )
    if not admins.exists():
        raise ConflictError(
            "This is the project's last admin. Make somebody else an admin first.",
            code="last_admin",
        )
