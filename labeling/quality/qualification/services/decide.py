"""The decision on an attempt: by rule, with every figure it rests on, or overruled by an admin."""

from django.db import transaction

from labeling.quality.models import (
    AttemptAnswer,
    AttemptDecision,
    DemonstrationScore,
    QualificationAttempt,
)
from labeling.quality.qualification.domain.figures import PartFigure, decide
from labeling.quality.qualification.domain.parts import Outcome, PartKind
from labeling.quality.qualification.selectors.attempt import attempt_figures, parts_of
from labeling.quality.qualification.services.grants import (
    qualification_grant,
    qualification_withdraw,
)
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError


def attempt_lock(attempt: QualificationAttempt) -> None:
    """Let nobody else change the attempt for the length of the transaction; see it as it is."""
    locked = QualificationAttempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    attempt.submitted_at = locked.submitted_at


def attempt_decide(attempt: QualificationAttempt) -> AttemptDecision:
    """Decide by rule; in the caller's transaction, under the attempt's lock."""
    figures = attempt_figures(attempt)
    decision = _decided(attempt, decide(figures), figures)
    if decision.outcome == Outcome.PASSED:
        qualification_grant(attempt, by=None)
    return decision


@transaction.atomic
def demonstration_score(*, answer: AttemptAnswer, reviewer: User, score: int) -> DemonstrationScore:
    """Score a demonstration; the last score that was waited for decides the attempt.

    The same score again is no more than once.

    Raises:
        ConflictError: The reviewer gave another score before (``already_scored``), it has as many
            as are wanted (``enough_scores``), the attempt was decided (``already_decided``), or
            it is their own (``own_work``).
    """
    attempt = _attempt_of(answer)
    if attempt.user_id == reviewer.pk:
        raise _own_work("You wrote this yourself: another reviewer scores it.")
    attempt_lock(attempt)
    own = DemonstrationScore.objects.filter(answer=answer, reviewer=reviewer).first()
    if own is not None and own.score == score:
        return own
    if own is not None:
        raise ConflictError(f"You scored it {own.score} already.", code="already_scored")
    if _outcome(attempt) != Outcome.WAITING:
        raise ConflictError("The attempt was decided meanwhile.", code="already_decided")
    [wanted] = [part.scores for part in parts_of(attempt) if part.kind is PartKind.WRITING]
    if answer.scores.count() >= wanted:
        raise ConflictError("Other reviewers have scored it.", code="enough_scores")
    given = DemonstrationScore.objects.create(
        project_id=answer.project_id, answer=answer, reviewer=reviewer, score=score
    )
    if decide(attempt_figures(attempt)) != Outcome.WAITING:
        attempt_decide(attempt)
    return given


@transaction.atomic
def attempt_overrule(
    *, attempt: QualificationAttempt, by: User, outcome: Outcome, reason: str
) -> AttemptDecision:
    """Decide against, or instead of, the rule; what stands already changes nothing.

    Raises:
        ConflictError: The attempt was not handed in yet (``not_submitted``), or is the admin's own
            (``own_work``).
    """
    if attempt.user_id == by.pk:
        raise _own_work(
            "This attempt is your own: another admin decides about it. Reviewers and admins need "
            "not pass to work."
        )
    attempt_lock(attempt)
    latest = _latest(attempt)
    if latest is None:
        raise ConflictError("The attempt was not handed in yet.", code="not_submitted")
    if latest.outcome == outcome:
        return latest
    decision = _decided(attempt, outcome, attempt_figures(attempt), by=by, reason=reason)
    if outcome == Outcome.PASSED:
        qualification_grant(attempt, by=by)
    elif latest.outcome == Outcome.PASSED:
        qualification_withdraw(attempt)
    return decision


def _decided(
    attempt: QualificationAttempt,
    outcome: Outcome,
    figures: list[PartFigure],
    by: User | None = None,
    reason: str = "",
) -> AttemptDecision:
    decision = AttemptDecision.objects.create(
        project_id=attempt.project_id,
        attempt=attempt,
        outcome=outcome,
        figures=[figure.as_dict() for figure in figures],
        decided_by=by,
        reason=reason,
    )
    decision.refresh_from_db(fields=["decided_at"])
    audit_record(
        actor=by,
        action="qualification_attempt.overruled" if by else "qualification_attempt.decided",
        target=str(attempt.user.public_id),
        project_id=attempt.project_id,
        detail={
            "attempt": str(attempt.public_id),
            "number": attempt.qualification.number,
            "outcome": outcome.value,
            "figures": decision.figures,
            "reason": reason,
        },
    )
    return decision


def _own_work(message: str) -> ConflictError:
    return ConflictError(message, code="own_work")


def _attempt_of(answer: AttemptAnswer) -> QualificationAttempt:
    attempts = QualificationAttempt.objects.select_related("qualification", "user")
    return attempts.get(pk=answer.attempt_item.attempt_id)


def _latest(attempt: QualificationAttempt) -> AttemptDecision | None:
    return AttemptDecision.objects.filter(attempt=attempt).order_by("-pk").first()


def _outcome(attempt: QualificationAttempt) -> str | None:
    latest = _latest(attempt)
    return latest.outcome if latest else None
