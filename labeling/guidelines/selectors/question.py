"""Questions, the answer that stands to each, and what came up at which item."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from labeling.guidelines.hooks import item_shown
from labeling.guidelines.models import Question, QuestionAnswer

# An answer that was replaced has one that supersedes it.
_STANDING = QuestionAnswer.objects.filter(superseded_by=None)
_ANSWERED = Exists(QuestionAnswer.objects.filter(question=OuterRef("pk")))


def questions_all() -> QuerySet[Question]:
    """Return questions as they are shown, with the release and the answer that stands."""
    shown = _STANDING.select_related("text", "question_text")
    return (
        Question.objects.select_related("text", "guideline")
        .defer("guideline__body_markdown", "guideline__examples", "guideline__glossary")
        .defer("guideline__quiz")
        .prefetch_related(Prefetch("answers", queryset=shown, to_attr="standing"))
    )


def questions_published(*, project_id: int) -> QuerySet[Question]:
    """Return the answered questions: what everybody in the project may read."""
    return questions_all().filter(_ANSWERED, project_id=project_id)


def questions_own(*, project_id: int, user_id: int) -> QuerySet[Question]:
    """Return what somebody asked, answered or not."""
    return questions_all().filter(project_id=project_id, asked_by_id=user_id)


def questions_open(*, project_id: int) -> QuerySet[Question]:
    """Return what waits for an answer, with who asked: for reviewers."""
    found = questions_all().filter(~_ANSWERED, project_id=project_id)
    return found.select_related("asked_by")


def question_item(question: Question) -> dict[str, Any] | None:
    """Return what the asker saw, ``None`` where the question came up at no item."""
    if question.item is None:
        return None
    return item_shown(
        project_id=question.project_id, user_id=question.asked_by_id, item=question.item
    )
