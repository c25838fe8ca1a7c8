"""Granting and revoking eligibility. The claim enforces what stands here."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility, TaskKind
from labeling.quality.qualification.domain.parts import Outcome
from labeling.quality.qualification.selectors.standing import (
    attempts_with_outcome,
    gated_kinds,
    outcome_of,
)
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import InvalidError
from touchstone.projects.models import Membership, Project, Role

DEFAULT_KINDS = (TaskKind.DEMONSTRATION, TaskKind.RANKING, TaskKind.COMPARISON)


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


def eligibility_open(*, project: Project, kinds: Collection[str]) -> int:
    """Let labelers do what is gated no more, if it was never granted to them nor revoked.

    Whoever joined while it was gated would wait for good otherwise. Who failed stays out: that is
    for a reviewer to decide.

    Returns:
        How many grants that makes.
    """
    members = Membership.objects.filter(project=project, is_active=True, role=Role.LABELER)
    had = set(Eligibility.objects.filter(project=project).values_list("user_id", "kind"))
    attempts = attempts_with_outcome().filter(project=project)
    outcomes = {(attempt.user_id, outcome_of(attempt)) for attempt in attempts}
    failed = {user for user, outcome in outcomes if outcome is Outcome.FAILED}
    failed -= {user for user, outcome in outcomes if outcome is Outcome.PASSED}
    grants = [
        Eligibility(project=project, user_id=user_id, kind=kind)
        for user_id in members.values_list("user_id", flat=True)
        for kind in DEFAULT_KINDS
        if kind in kinds and (user_id, kind) not in had and user_id not in failed
    ]
    Eligibility.objects.bulk_create(grants, ignore_conflicts=True)
    return len(grants)


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
