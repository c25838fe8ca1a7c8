"""Asking about the guidelines, and answering to everybody."""

from uuid import UUID

from django.db import IntegrityError, transaction

from labeling.guidelines.hooks import item_shown
from labeling.guidelines.models import GuidelineVersion, Question, QuestionAnswer
from labeling.guidelines.services.content import text_content
from labeling.prompts.models import Content
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.access import Access


@transaction.atomic
def question_ask(
    *,
    access: Access,
    submission_id: UUID,
    text: str,
    guideline_id: UUID | None = None,
    anchor: str = "",
    item: UUID | None = None,
) -> Question:
    """Store a question. The same submission again is the same question.

    Args:
        access: The asker's way into the project.
        submission_id: The client's idempotency key.
        text: The question, in Markdown.
        guideline_id: The release it is about, by public id.
        anchor: The paragraph of that release.
        item: The asker's assignment that it came up at, by public id.

    Raises:
        InvalidError: The release or the item is not of this project, or not theirs.
        ConflictError: The key was used for something else.
    """
    project, user = access.project, access.user
    known = Question.objects.filter(submission_id=submission_id).first()
    if known is not None:
        return _same(known, access, text)
    release = _release(access, guideline_id)
    if item is not None and item_shown(project_id=project.pk, user_id=user.pk, item=item) is None:
        raise _unknown("item", "You have no such assignment in this project.")
    try:
        with transaction.atomic():
            return Question.objects.create(
                project=project,
                asked_by=user,
                guideline=release,
                anchor=anchor,
                item=item,
                text=text_content(project.pk, text),
                submission_id=submission_id,
            )
    except IntegrityError:
        # The same request came twice at once; the other one was first.
        return _same(Question.objects.get(submission_id=submission_id), access, text)


def _same(known: Question, access: Access, text: str) -> Question:
    mine = (known.project_id, known.asked_by_id) == (access.project.pk, access.user.pk)
    if mine and known.text.body.get("text") == text:
        return known
    raise ConflictError(
        "This submission id was used for another question. Send a new one.",
        code="submission_conflict",
    )


def _release(access: Access, guideline_id: UUID | None) -> GuidelineVersion | None:
    if guideline_id is None:
        return None
    found = GuidelineVersion.objects.filter(project=access.project, public_id=guideline_id).first()
    if found is None:
        raise _unknown("guideline_id", "This project has no such release of the guidelines.")
    return found


def _unknown(field: str, message: str) -> InvalidError:
    return InvalidError(message, details=[ErrorDetail(field, "unknown", message)])


@transaction.atomic
def question_answer(
    *,
    question: Question,
    by: User,
    answer_markdown: str,
    question_markdown: str = "",
    supersedes: UUID | None = None,
) -> QuestionAnswer:
    """Answer a question; question and answer are then read by everybody in the project.

    Args:
        question: What was asked.
        by: A reviewer.
        answer_markdown: The answer.
        question_markdown: How the question reads for everybody, if not as it was asked; left out
            beside ``supersedes``, it goes on reading as it did.
        supersedes: The answer that this one replaces, by public id.

    Raises:
        ConflictError: ``already_answered``: there is an answer, or a newer one.
    """
    replaced = question.answers.filter(superseded_by=None).first()
    if (replaced.public_id if replaced else None) != supersedes:
        raise _answered()
    try:
        with transaction.atomic():
            answer = QuestionAnswer.objects.create(
                project_id=question.project_id,
                question=question,
                supersedes=replaced,
                answered_by=by,
                question_text=_published(question, question_markdown, replaced),
                text=text_content(question.project_id, answer_markdown),
            )
    except IntegrityError as error:
        raise _answered() from error
    answer.refresh_from_db(fields=["answered_at"])
    audit_record(
        actor=by,
        action="question.answered",
        target=str(question.public_id),
        project_id=question.project_id,
        detail={"answer": str(answer.public_id), "supersedes": str(supersedes or "")},
    )
    return answer


def _published(question: Question, words: str, replaced: QuestionAnswer | None) -> Content | None:
    # A better answer must not bring back what a reviewer took out of the asker's words.
    if words.strip():
        return text_content(question.project_id, words)
    return replaced.question_text if replaced else None


def _answered() -> ConflictError:
    return ConflictError(
        "Somebody has answered meanwhile. Read their answer; name it in `supersedes` to replace "
        "it.",
        code="already_answered",
    )
