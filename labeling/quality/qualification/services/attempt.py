"""An attempt's way: started, answered item by item, handed in."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from labeling.assignments.domain.order import display_order
from labeling.guidelines.selectors import guideline_standing
from labeling.quality.models import (
    AttemptAnswer,
    AttemptDraft,
    AttemptItem,
    QualificationAttempt,
    QualificationItem,
)
from labeling.quality.qualification.domain.answers import answer_problem
from labeling.quality.qualification.domain.draw import attempt_generator, items_drawn
from labeling.quality.qualification.domain.parts import BANKED, ItemUse, Part, PartKind
from labeling.quality.qualification.domain.standing import Blocked, Permission
from labeling.quality.qualification.selectors.attempt import attempt_items, shown_to
from labeling.quality.qualification.selectors.bank import in_languages, in_use, languages_of
from labeling.quality.qualification.selectors.standing import (
    qualification_in_force,
    start_permission,
)
from labeling.quality.qualification.services.decide import attempt_decide, attempt_lock
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.access import Access
from touchstone.projects.models import Membership

_WHY = {
    Blocked.ALREADY_QUALIFIED: "You have passed already: there is nothing more to do.",
    Blocked.WAITS_FOR_SCORES: "Your last attempt still waits for reviewers' scores.",
    Blocked.NO_ATTEMPTS_LEFT: "You have used all attempts. Please speak with the project's admin.",
    Blocked.WAIT_FIRST: "The next attempt is possible from {at:%Y-%m-%d %H:%M} UTC on.",
}


@transaction.atomic
def attempt_start(*, access: Access) -> tuple[QualificationAttempt, bool]:
    """Start an attempt, or return the open one; tell which (True: it is new).

    Raises:
        ConflictError: There is nothing to attempt, the guidelines were not read
            (``must_acknowledge``, ``must_pass_quiz``), or a repeat rule stands against it.
    """
    # Two clicks, or two tabs, must find the same attempt.
    Membership.objects.select_for_update(no_key=True).get(pk=access.membership.pk)
    mine = QualificationAttempt.objects.filter(project=access.project, user=access.user)
    if found := mine.select_related("qualification").filter(submitted_at=None).first():
        return found, False
    qualification = qualification_in_force(access.project.pk)
    if qualification is None or not qualification.parts:
        raise ConflictError("This project has no qualification.", code="no_qualification")
    guidelines = guideline_standing(project_id=access.project.pk, user_id=access.user.pk)
    if guidelines.stopped_by is not None:
        message = "Read and confirm the guidelines, with their quiz, first."
        raise ConflictError(message, code=guidelines.stopped_by)
    _check_may_start(start_permission(qualification=qualification, user=access.user))
    attempt = QualificationAttempt.objects.create(
        project=access.project,
        qualification=qualification,
        user=access.user,
        seed=secrets.randbits(62),
    )
    _draw(attempt)
    attempt.refresh_from_db(fields=["started_at"])
    return attempt, True


@transaction.atomic
def attempt_answer_save(
    *, attempt: QualificationAttempt, index: int, revision: int, answer: dict[str, Any]
) -> AttemptDraft:
    """Keep an answer over revision ``revision`` (0: there is none yet); it may be unfinished.

    Raises:
        ConflictError: The attempt was handed in (``already_submitted``), or another page saved
            meanwhile (``conflict_revision``; its details carry what is stored).
        InvalidError: There is no such item, or the answer is not one to it.
    """
    attempt_lock(attempt)
    if attempt.submitted_at is not None:
        raise ConflictError("This attempt was handed in already.", code="already_submitted")
    item = attempt_items(attempt).filter(index=index).first()
    if item is None:
        raise InvalidError(f"This attempt has no item {index}.")
    if problem := _problem(attempt, item, answer, complete=False):
        raise InvalidError(problem)
    draft = AttemptDraft.objects.filter(attempt_item=item).first()
    if revision != (draft.revision if draft else 0):
        raise _conflict(draft)
    draft, _ = AttemptDraft.objects.update_or_create(
        attempt_item=item,
        defaults={"answer": answer, "revision": revision + 1, "saved_at": Now()},
    )
    draft.refresh_from_db()
    return draft


@transaction.atomic
def attempt_submit(*, attempt: QualificationAttempt) -> QualificationAttempt:
    """Hand an attempt in and decide what can be decided; again changes nothing.

    Raises:
        InvalidError: Something is not answered yet; the details name the items.
    """
    attempt_lock(attempt)
    if attempt.submitted_at is not None:
        return attempt
    items = list(attempt_items(attempt))
    if faults := [fault for item in items if (fault := _unfinished(attempt, item))]:
        raise InvalidError("Some items are not answered yet.", details=faults)
    AttemptAnswer.objects.bulk_create(
        [
            AttemptAnswer(
                project_id=attempt.project_id, attempt_item=item, answer=item.draft.answer
            )
            for item in items
        ]
    )
    QualificationAttempt.objects.filter(pk=attempt.pk).update(submitted_at=Now())
    attempt.refresh_from_db(fields=["submitted_at"])
    audit_record(
        actor=attempt.user,
        action="qualification_attempt.submitted",
        target=str(attempt.public_id),
        project_id=attempt.project_id,
        detail={"number": attempt.qualification.number},
    )
    attempt_decide(attempt)
    return attempt


def _check_may_start(permission: Permission) -> None:
    if permission.blocked is not None:
        message = _WHY[permission.blocked].format(at=permission.at)
        raise ConflictError(message, code=permission.blocked.value)


def _draw(attempt: QualificationAttempt) -> None:
    languages = languages_of(project=attempt.project, user=attempt.user)
    rows: list[AttemptItem] = []
    for part in map(Part.of, attempt.qualification.parts):
        if part.kind in BANKED:
            rows += _drawn(attempt, part, languages)
        else:
            rows.append(_questionnaire(attempt))
    for index, row in enumerate(rows):
        row.index = index
    AttemptItem.objects.bulk_create(rows)


def _drawn(
    attempt: QualificationAttempt, part: Part, languages: Sequence[str]
) -> list[AttemptItem]:
    bank = in_use(project=attempt.project, use=ItemUse.SCREENING).filter(
        in_languages(languages), part=part.kind
    )
    items = {item.pk: item for item in bank.defer("expected", "explanation_markdown")}
    met = AttemptItem.objects.filter(attempt__user_id=attempt.user_id, item__in=items)
    seen = dict(met.order_by().values_list("item").annotate(times=Count("id")))
    generator = attempt_generator(attempt.seed, part.kind)
    chosen = items_drawn(items, seen, part.items, generator)
    if len(chosen) < part.items:
        where = f" in your languages ({', '.join(languages)})" if languages else ""
        raise ConflictError(
            f"The project has too few items{where} to ask just now. Please tell its admin.",
            code="bank_too_small",
        )
    return [
        _row(attempt, part.kind, items[pk], display_order(_size(items[pk]), generator))
        for pk in chosen
    ]


def _questionnaire(attempt: QualificationAttempt) -> AttemptItem:
    return _row(attempt, PartKind.SELF_ASSESSMENT, None, [])


def _row(
    attempt: QualificationAttempt,
    part: PartKind,
    item: QualificationItem | None,
    order: list[int],
) -> AttemptItem:
    return AttemptItem(
        project_id=attempt.project_id, attempt=attempt, part=part, item=item, order=order
    )


def _size(item: QualificationItem) -> int:
    return len(item.content.get("completions", ()))


def _problem(
    attempt: QualificationAttempt, item: AttemptItem, answer: dict[str, Any], *, complete: bool
) -> str | None:
    return answer_problem(PartKind(item.part), shown_to(attempt, item), answer, complete=complete)


def _unfinished(attempt: QualificationAttempt, item: AttemptItem) -> ErrorDetail | None:
    draft = getattr(item, "draft", None)
    problem = (
        "Not answered yet."
        if draft is None
        else _problem(attempt, item, draft.answer, complete=True)
    )
    if problem is None:
        return None
    return ErrorDetail(f"items.{item.index}", "unfinished", problem)


def _conflict(draft: AttemptDraft | None) -> ConflictError:
    stored = {"revision": draft.revision, "answer": draft.answer} if draft else {"revision": 0}
    message = f"The answer stands at revision {stored['revision']}: another page saved it."
    detail = ErrorDetail("revision", "conflict_revision", message, extra=stored)
    return ConflictError(message, code="conflict_revision", details=[detail])
