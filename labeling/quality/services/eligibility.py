"""Granting and revoking eligibility. The claim enforces what stands here."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility, TaskKind
from labeling.assignments.models.eligibility import DEFAULT_KINDS
from labeling.quality.qualification.selectors.standing import gated_kinds
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import InvalidError
from touchstone.projects.models import Membership, Project, Role


def eligibility_grant_defaults(membership: Membership) -> None:
    """Let a new member do all kinds of work in any language, until somebody says otherwise.

    Called again for the same person it changes nothing: what was revoked stays revoked. What the
    project's qualification gates, a labeler gets by passing it; reviewers need not.
    """
    gated: set[str] = set()
    if membership.role == Role.LABELER:
        gated = gated_kinds(project_id=membership.project_id, user_id=membership.user_id)
    Eligibility.objects.bulk_create(
        [
            Eligibility(project_id=membership.project_id, user_id=membership.user_id, kind=kind)
            for kind in DEFAULT_KINDS
            if kind not in gated
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def eligibility_grant(
    *,
    project: Project,
    by: User,
    user: User,
    kind: TaskKind,
    language: str = "*",
    expertise: str = "*",
) -> Eligibility:
    """Let somebody do work of a kind; a grant that was revoked or ran out holds again.

    Raises:
        InvalidError: They are no active member of the project.
    """
    if not Membership.objects.filter(project=project, user=user, is_active=True).exists():
        raise InvalidError(f"{user.name} is no active member of this project: invite them first.")
    grant, _ = Eligibility.objects.update_or_create(
        project=project,
        user=user,
        kind=kind,
        language=language,
        expertise=expertise,
        defaults={"valid_until": None, "granted_by": by},
    )
    grant.refresh_from_db()
    _record(grant, by, "eligibility.granted")
    return grant


@transaction.atomic
def eligibility_revoke(*, grant: Eligibility, by: User) -> Eligibility:
    """End a grant now; work already held may still be finished. Again changes nothing."""
    alive = Q(valid_until__isnull=True) | Q(valid_until__gt=Now())
    ended = Eligibility.objects.filter(alive, pk=grant.pk).update(valid_until=Now())
    grant.refresh_from_db()
    if ended:
        _record(grant, by, "eligibility.revoked")
    return grant


def _record(grant: Eligibility, by: User, action: str) -> None:
    audit_record(
        actor=by,
        action=action,
        target=str(grant.user.public_id),
        project_id=grant.project_id,
        detail={"kind": grant.kind, "language": grant.language, "expertise": grant.expertise},
    )
