"""Reads of the version in force, and of where somebody stands with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from labeling.assignments.models import Eligibility
from labeling.quality.models import AttemptDecision, Qualification, QualificationAttempt
from labeling.quality.qualification.domain.parts import ItemUse, Outcome, PartKind
from labeling.quality.qualification.domain.standing import (
    Blocked,
    PastAttempt,
    Permission,
    may_start,
)
from labeling.quality.qualification.selectors.bank import bank_sizes, languages_of
from touchstone.accounts.models import User
from touchstone.core.clock import database_now
from touchstone.projects.models import Project


@dataclass(frozen=True)
class QualificationStanding:
    """Where somebody stands.

    Attributes:
        qualification: the version in force, None where none was published.
        attempts: theirs at any version, newest first, each with its ``outcome`` (None: open).
        open_attempt: the one to go on with.
        qualified: they passed some version; a later one asks newcomers only.
        permission: whether an attempt may be started, or why not.
        practice: how many practice items each part has in their languages.
        opens: the kinds of work that passing would open and that are not open to them yet.
    """

    qualification: Qualification | None
    attempts: Sequence[QualificationAttempt]
    open_attempt: QualificationAttempt | None
    qualified: bool
    permission: Permission
    practice: dict[PartKind, int]
    opens: Sequence[str]


def qualification_in_force(project_id: int) -> Qualification | None:
    """Return the newest version."""
    return Qualification.objects.filter(project_id=project_id).order_by("-number").first()


def qualifications(*, project: Project) -> QuerySet[Qualification]:
    """Return every version."""
    return Qualification.objects.filter(project=project).select_related("published_by")


def attempts_with_outcome() -> QuerySet[QualificationAttempt]:
    """Return all attempts, each with the outcome that holds (``outcome``; None while open)."""
    latest = AttemptDecision.objects.filter(attempt=OuterRef("pk")).order_by("-pk")
    return QualificationAttempt.objects.annotate(outcome=Subquery(latest.values("outcome")[:1]))


def attempts_of(*, project: Project, user_id: int) -> QuerySet[QualificationAttempt]:
    """Return somebody's attempts at any version, newest first, each with its ``outcome``."""
    own = attempts_with_outcome().filter(project=project, user_id=user_id)
    return own.select_related("qualification").order_by("-pk")


def qualification_standing(*, project: Project, user: User) -> QualificationStanding:
    """Return where ``user`` stands with the project's qualification."""
    qualification = qualification_in_force(project.pk)
    own = attempts_of(project=project, user_id=user.pk)
    attempts = list(own.prefetch_related("decisions"))
    return QualificationStanding(
        qualification=qualification,
        attempts=attempts,
        open_attempt=next((one for one in attempts if one.submitted_at is None), None),
        qualified=any(outcome_of(one) == Outcome.PASSED for one in attempts),
        permission=_permission(qualification, attempts),
        practice=bank_sizes(
            project=project,
            use=ItemUse.PRACTICE,
            languages=languages_of(project=project, user=user),
        ),
        opens=_opens(qualification, user),
    )


def start_permission(*, qualification: Qualification, user: User) -> Permission:
    """Return whether ``user`` may start an attempt at this version."""
    own = attempts_with_outcome().filter(project_id=qualification.project_id, user=user)
    return _permission(qualification, list(own))


def gated_kinds(*, project_id: int, user_id: int) -> set[str]:
    """Return the kinds of work that somebody new does not get before they have passed."""
    kinds = kinds_gated_by(qualification_in_force(project_id))
    if not kinds:
        return kinds
    own = attempts_with_outcome().filter(project_id=project_id, user_id=user_id)
    if any(outcome_of(attempt) == Outcome.PASSED for attempt in own):
        return set()
    return kinds


def kinds_gated_by(qualification: Qualification | None) -> set[str]:
    """Return the kinds of work that a version gates; none without parts, or without a version."""
    if qualification is None or not (qualification.gates and qualification.parts):
        return set()
    return {grant["kind"] for grant in qualification.grants}


def outcome_of(attempt: QualificationAttempt) -> Outcome | None:
    """Return the outcome that ``attempts_with_outcome`` found."""
    found = getattr(attempt, "outcome", None)
    return None if found is None else Outcome(found)


def _opens(qualification: Qualification | None, user: User) -> list[str]:
    if qualification is None or not qualification.parts:
        return []
    alive = Q(valid_until__isnull=True) | Q(valid_until__gt=Now())
    held = Eligibility.objects.filter(alive, project_id=qualification.project_id, user=user)
    kinds = {grant["kind"] for grant in qualification.grants}
    return sorted(kinds - set(held.values_list("kind", flat=True)))


def _permission(
    qualification: Qualification | None, attempts: Sequence[QualificationAttempt]
) -> Permission:
    """Apply the repeat rules; what was passed or waits under an earlier version holds too."""
    outcomes = {outcome_of(attempt) for attempt in attempts}
    if Outcome.PASSED in outcomes:
        return Permission(Blocked.ALREADY_QUALIFIED)
    if Outcome.WAITING in outcomes:
        return Permission(Blocked.WAITS_FOR_SCORES)
    if qualification is None:
        return Permission(None)
    past = [
        PastAttempt(Outcome(outcome), attempt.submitted_at)
        for attempt in attempts
        if attempt.qualification_id == qualification.pk
        and attempt.submitted_at is not None
        and (outcome := outcome_of(attempt)) is not None
    ]
    return may_start(
        past,
        max_attempts=qualification.max_attempts,
        wait_days=qualification.wait_days,
        now=database_now(),
    )
