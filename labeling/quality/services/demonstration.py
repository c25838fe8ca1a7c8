"""A reviewer's word on a demonstration: it stands, it is edited, or it goes back.

Deciding again supersedes, whoever does it; what was reopened waits as if nobody had decided.
"""

from contextlib import nullcontext
from uuid import UUID

from django.db import transaction

from labeling.assignments.models import (
    Assignment,
    DemonstrationDraw,
    DemonstrationVerdict,
    DrawCause,
    Judgment,
    LabelingTask,
    Verdict,
)
from labeling.assignments.selectors.standing import VERDICT_STANDING
from labeling.assignments.services.content import text_content
from labeling.assignments.services.judgment_rows import judgment_create
from labeling.assignments.services.judgments import (
    StandingJudgment,
    Submission,
    answer_check,
    key_guarded,
    task_judgments,
)
from labeling.quality.selectors.verdicts import said_of
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError


def demonstration_decide(
    *,
    judgment: Judgment,
    by: User,
    verdict: Verdict,
    reason: str = "",
    edit: Submission | None = None,
    supersedes: UUID | None = None,
) -> DemonstrationVerdict:
    """Approve, edit, return or reopen a demonstration; the same decision again is the same row.

    An edit is a revision of the labeler's answer: it stays theirs, and its time is the reviewer's.

    Args:
        judgment: The demonstration.
        by: The reviewer.
        verdict: What they decide.
        reason: For its author.
        edit: The text in its place, of an edit.
        supersedes: The decision they saw (``None``: there was none), so that of two who decide at
            once the second is told.

    Raises:
        ConflictError: It was revised or voided meanwhile, decided otherwise, or is one's own;
            ``not_reviewed``: there is no decision to take back.
        InvalidError: A return without a reason, an edit without a text.
    """
    _check(judgment, by, verdict, reason, edit)
    # The guard stands outside: after a violation the transaction can no longer be asked.
    with key_guarded(edit) if edit else nullcontext(), transaction.atomic():
        LabelingTask.objects.select_for_update(no_key=True).get(pk=judgment.task_id)
        found = DemonstrationVerdict.objects.filter(VERDICT_STANDING, judgment=judgment)
        standing = found.select_related("reason", "replaced_by").first()
        if standing is not None and _same(standing, by, verdict, reason, edit):
            return standing
        _check_standing(standing, supersedes, verdict)
        latest = _latest(judgment)
        if verdict != Verdict.APPROVED:
            _have_read(judgment)
        made = DemonstrationVerdict.objects.create(
            project_id=judgment.project_id,
            judgment=judgment,
            supersedes=standing,
            verdict=verdict,
            reason=text_content(judgment.project_id, reason) if reason.strip() else None,
            replaced_by_id=_edit(judgment, latest, edit).pk if edit else None,
            by=by,
        )
        audit_record(
            actor=by,
            action=f"demonstration.{verdict}",
            target=f"judgment:{judgment.public_id}",
            project_id=judgment.project_id,
        )
    return made


def _check(
    judgment: Judgment, by: User, verdict: Verdict, reason: str, edit: Submission | None
) -> None:
    if judgment.user_id == by.pk:
        raise ConflictError("You wrote this yourself: somebody else reviews it.", code="own_work")
    if verdict == Verdict.RETURNED and not reason.strip():
        message = "Say what is missing: its author reads it, without your name."
        raise InvalidError(message, details=[ErrorDetail("reason", "required", message)])
    if (verdict == Verdict.EDITED) != (edit is not None):
        message = "An edit has an answer and a submission_id; nothing else has."
        raise InvalidError(message, details=[ErrorDetail("answer", "required", message)])


def _same(
    standing: DemonstrationVerdict,
    by: User,
    verdict: Verdict,
    reason: str,
    edit: Submission | None,
) -> bool:
    """Tell whether this is the very decision that stands; another text must not get lost."""
    replaced = standing.replaced_by
    edited = (replaced.submission_id, replaced.submission_sha256) if replaced else None
    same_text = said_of(standing) == (reason if reason.strip() else "")
    same_edit = edited == ((edit.submission_id, edit.sha256) if edit else None)
    return standing.by_id == by.pk and standing.verdict == verdict and same_text and same_edit


def _check_standing(
    standing: DemonstrationVerdict | None, supersedes: UUID | None, verdict: Verdict
) -> None:
    if supersedes != (standing.public_id if standing else None):
        now = standing.verdict if standing else "not decided"
        raise ConflictError(
            f"This demonstration was {now} already: look at it again.", code="already_reviewed"
        )
    if verdict == Verdict.REOPENED and (standing is None or standing.verdict == Verdict.REOPENED):
        raise ConflictError("There is no decision to take back.", code="not_reviewed")


def _have_read(judgment: Judgment) -> None:
    """Let it wait for a reviewer, and what its author makes of it, though it was not drawn."""
    draw = {"project_id": judgment.project_id, "cause": DrawCause.AGAIN}
    DemonstrationDraw.objects.get_or_create(judgment=judgment, defaults=draw)


def _latest(judgment: Judgment) -> StandingJudgment:
    found = next(one for one in task_judgments(judgment.task_id) if one.pk == judgment.pk)
    if found.superseded_by is not None or found.voided:
        raise ConflictError(
            "Its author revised it meanwhile, or it was voided: read the queue again.",
            code="judgment_superseded",
        )
    return found


def _edit(judgment: Judgment, latest: StandingJudgment, edit: Submission) -> StandingJudgment:
    found = Assignment.objects.select_related("project", "task", "rating_schema", "user")
    assignment = found.get(pk=judgment.assignment_id)
    answer_check(assignment, edit.answer, [])
    return judgment_create(assignment, edit, {}, counted=latest.counted, supersedes=latest)
