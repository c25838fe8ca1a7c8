"""What passing grants, and what an overruled pass takes back."""

from django.db.models import Q
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility
from labeling.quality.models import QualificationAttempt
from touchstone.accounts.models import User


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
