"""A reviewer's word on a demonstration: it stands, it is edited, or it goes back."""

from contextlib import nullcontext
from dataclasses import replace

from django.db import transaction

from labeling.assignments.models import (
    Assignment,
    DemonstrationVerdict,
    Judgment,
    LabelingTask,
    Verdict,
)
from labeling.assignments.services.content import text_content
from labeling.assignments.services.judgment_rows import judgment_create
from labeling.assignments.services.judgments import (
    StandingJudgment,
    Submission,
    answer_check,
    key_guarded,
    task_judgments,
)
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
) -> DemonstrationVerdict:
    """Approve, edit or return a demonstration; the same decision again is the same row.

    An edit is a revision of the labeler's answer: it stays theirs, and takes none of their time.

    Raises:
        ConflictError: It was revised or voided meanwhile, decided otherwise, or is one's own.
        InvalidError: A return without a reason, an edit without a text.
    """
    _check(judgment, by, verdict, reason, edit)
    # The guard stands outside: after a violation the transaction can no longer be asked.
    with key_guarded(edit) if edit else nullcontext(), transaction.atomic():
        LabelingTask.objects.select_for_update(no_key=True).get(pk=judgment.task_id)
        decided = DemonstrationVerdict.objects.filter(judgment=judgment).first()
        if decided is not None:
            return _same(decided, by, verdict, reason, edit)
        latest = _latest(judgment)
        made = DemonstrationVerdict.objects.create(
            project_id=judgment.project_id,
            judgment=judgment,
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
    decided: DemonstrationVerdict,
    by: User,
    verdict: Verdict,
    reason: str,
    edit: Submission | None,
) -> DemonstrationVerdict:
    """Return the decision again, if this is the very same; another text must not get lost."""
    said = str(decided.reason.body.get("text") or "") if decided.reason else ""
    replaced = decided.replaced_by
    edited = (replaced.submission_id, replaced.submission_sha256) if replaced else None
    same_text = said == (reason if reason.strip() else "")
    same_edit = edited == ((edit.submission_id, edit.sha256) if edit else None)
    if decided.by_id == by.pk and decided.verdict == verdict and same_text and same_edit:
        return decided
    raise ConflictError(
        f"This demonstration was {decided.verdict} already.", code="already_reviewed"
    )


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
    # The time is the reviewer's, and the ledger counts a judgment's as its labeler's.
    unpaid = replace(edit, active_seconds=0, wall_seconds=0)
    answer_check(assignment, edit.answer, [])
    return judgment_create(assignment, unpaid, {}, counted=latest.counted, supersedes=latest)
