"""Reads of projects and the people in them."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from touchstone.accounts.models import User
from touchstone.core.models import AuditEvent
from touchstone.projects.access import Access
from touchstone.projects.models import ApiKey, Invitation, Membership, Project, RatingSchema, Role


@dataclass(frozen=True)
class ProjectDetail:
    """A project as one of its members sees it."""

    project: Project
    role: Role
    rating_schema: RatingSchema


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return all of somebody's memberships, ended ones too, with their projects."""
    return Membership.objects.filter(user=user).select_related("project").order_by("pk")


def memberships_active(user: User) -> QuerySet[Membership]:
    """Return the memberships that let ``user`` in."""
    return memberships_of(user).filter(is_active=True)


def rating_schema_current(project: Project) -> RatingSchema:
    """Return the project's latest rating schema; ``project_create`` made the first."""
    return project.rating_schemas.order_by("-version")[:1].get()


def project_detail(access: Access) -> ProjectDetail:
    """Return the project with its rating schema and the asker's role."""
    return ProjectDetail(access.project, access.role, rating_schema_current(access.project))


def members(project: Project) -> QuerySet[Membership]:
    """Return everybody who is or was a member, with the user."""
    return project.memberships.select_related("user")


def invitations(project: Project) -> QuerySet[Invitation]:
    """Return every invitation ever sent."""
    return project.invitations.all()


def api_keys(project: Project) -> QuerySet[ApiKey]:
    """Return every API key, revoked ones too."""
    return project.api_keys.all()


def audit_events(project: Project) -> QuerySet[AuditEvent]:
    """Return what was done in the project, each with ``actor_public_id``.

    A subquery and no join: the audit log holds plain ids, since it stands below users.
    """
    actor = User.objects.filter(pk=OuterRef("actor_id")).values("public_id")
    events = AuditEvent.objects.filter(project_id=project.pk)
    return events.annotate(actor_public_id=Subquery(actor))


def account_exists(email: str) -> bool:
    """Return whether somebody has an account with this address."""
    return User.objects.filter(email=email).exists()
