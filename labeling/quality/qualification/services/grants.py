"""What passing grants, what an overruled pass takes back, and what is gated no more."""

from collections.abc import Collection

from django.db.models import Q
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility
from labeling.assignments.models.eligibility import DEFAULT_KINDS
from labeling.quality.models import QualificationAttempt
from labeling.quality.qualification.domain.parts import Outcome
from labeling.quality.qualification.selectors.standing import attempts_with_outcome, outcome_of
from touchstone.accounts.models import User
from touchstone.projects.models import Membership, Project, Role


def qualification_grant(attempt: QualificationAttempt, by: User | None) -> None:
    """Let the person do what the version grants; in the caller's transaction."""
    for grant in attempt.qualification.grants:
        Eligibility.objects.update_or_create(
            project_id=attempt.project_id,
            user_id=attempt.user_id,
            **grant,
            defaults={"valid_until": None, "granted_by": by},
        )


def qualification_withdraw(attempt: QualificationAttempt) -> None:
    """End what the version granted; work already held may still be finished."""
    alive = Q(valid_until__isnull=True) | Q(valid_until__gt=Now())
    for grant in attempt.qualification.grants:
        Eligibility.objects.filter(
            alive, project_id=attempt.project_id, user_id=attempt.user_id, **grant
        ).update(valid_until=Now())


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
