"""The only way to obtain a project, or anything of one, on a user's behalf.

Unknown and forbidden look alike (404): a role that does not suffice tells no more than a project
that does not exist. An inactive membership, or an inactive account, sees nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.core.prepared import Columns, prepared_first
from touchstone.projects.domain import roles_from
from touchstone.projects.models import ApiKey, Invitation, Membership, Project, Role

_MEMBERSHIP, _PROJECT = Columns(Membership), Columns(Project)
_ENTER = f"""
SELECT {_MEMBERSHIP.sql("member")}, {_PROJECT.sql("project")}
FROM projects_membership member JOIN projects_project project ON project.id = member.project_id
WHERE member.user_id = %(user)s AND member.is_active AND member.role = ANY(%(roles)s) AND
"""  # noqa: S608 - names of our own
_BY_PUBLIC_ID = f"{_ENTER} project.public_id = %(project)s"
_BY_PK = f"{_ENTER} project.id = %(project)s"


@dataclass(frozen=True)
class Access:
    """A user's way into a project, checked."""

    project: Project
    membership: Membership

    @property
    def user(self) -> User:
        """Who was let in."""
        return self.membership.user

    @property
    def role(self) -> Role:
        """What they are there."""
        return Role(self.membership.role)


def access_project(user: User, project_id: UUID | str, role: Role = Role.LABELER) -> Access:
    """Let ``user`` into the project with this public id, as ``role`` or more (one query).

    Raises:
        NotFoundError: Unknown, not a member, no longer active, or a lesser role.
    """
    return _enter(user, role, "project", _BY_PUBLIC_ID, project_id)


def access_project_pk(
    user: User, project_pk: int, role: Role = Role.LABELER, what: str = "object"
) -> Access:
    """Let ``user`` into the project that a row belongs to; for the access layers of other apps.

    Raises:
        NotFoundError: As ``access_project``; the message speaks of ``what``.
    """
    return _enter(user, role, what, _BY_PK, project_pk)


def _enter(user: User, role: Role, what: str, statement: str, project: UUID | str | int) -> Access:
    roles = [str(enough) for enough in roles_from(role)]
    parameters = {"project": project, "user": user.pk, "roles": roles}
    found = prepared_first(statement, parameters, _MEMBERSHIP, _PROJECT)
    if found is None or not user.is_active:
        raise NotFoundError(what)
    membership, membership.project = found
    membership.user = user
    return Access(project=membership.project, membership=membership)


def access_membership(user: User, membership_id: UUID) -> Membership:
    """Return a membership that ``user`` administers."""
    found = Membership.objects.select_related("user").filter(public_id=membership_id).first()
    if found is None:
        raise NotFoundError("membership")
    found.project = access_project_pk(user, found.project_id, Role.ADMIN, "membership").project
    return found


def access_invitation(user: User, invitation_id: UUID) -> Invitation:
    """Return an invitation that ``user`` administers."""
    found = Invitation.objects.filter(public_id=invitation_id).first()
    if found is None:
        raise NotFoundError("invitation")
    found.project = access_project_pk(user, found.project_id, Role.ADMIN, "invitation").project
    return found


def access_api_key(user: User, api_key_id: UUID) -> ApiKey:
    """Return an API key that ``user`` administers."""
    found = ApiKey.objects.filter(public_id=api_key_id).first()
    if found is None:
        raise NotFoundError("API key")
    found.project = access_project_pk(user, found.project_id, Role.ADMIN, "API key").project
    return found
