"""Trying a release's quiz."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from labeling.guidelines.domain.quiz import answers_stored, quiz_mark, quiz_order
from labeling.guidelines.models import GuidelineVersion, QuizResult, QuizTry
from touchstone.accounts.models import User
from touchstone.core.errors import ConflictError, InvalidError

_SEED_BITS = 62


@transaction.atomic
def quiz_try_begin(*, guideline: GuidelineVersion, user: User) -> QuizTry:
    """Return the try that is still open, else a new one with an order of its own.

    Raises:
        ConflictError: ``no_quiz``: the release has none.
    """
    if guideline.quiz is None:
        raise ConflictError(f"Release {guideline.number} has no quiz.", code="no_quiz")
    done = QuizResult.objects.filter(quiz_try__guideline=guideline, quiz_try__user=user).count()
    opened = QuizTry(
        guideline=guideline,
        project_id=guideline.project_id,
        user=user,
        number=done + 1,
        seed=secrets.randbits(_SEED_BITS),
    )
    QuizTry.objects.bulk_create([opened], ignore_conflicts=True)
    found = QuizTry.objects.get(guideline=guideline, user=user, number=done + 1)
    found.guideline = guideline
    return found


@transaction.atomic
def quiz_try_submit(*, quiz_try: QuizTry, answers: Sequence[Sequence[int]]) -> QuizResult:
    """Mark a try. The same answers again give the same result.

    Args:
        quiz_try: Somebody's try.
        answers: For each question as shown, the places of the options chosen.

    Raises:
        InvalidError: A question is unanswered, or an option is not there.
        ConflictError: ``already_answered``, with other answers.
    """
    quiz = quiz_try.quiz
    stored = answers_stored(quiz_order(quiz, quiz_try.seed), answers)
    if stored is None:
        raise InvalidError(
            f"Answer each of the {len(quiz['questions'])} questions with at least one of its "
            "options, by their places on the page, counted from 0."
        )
    right = sum(one.right for one in quiz_mark(quiz, stored))
    result = QuizResult(
        quiz_try=quiz_try,
        project_id=quiz_try.project_id,
        answers=stored,
        right=right,
        passed=right >= quiz["pass_mark"],
    )
    QuizResult.objects.bulk_create([result], ignore_conflicts=True)
    kept = QuizResult.objects.get(quiz_try=quiz_try)
    kept.quiz_try = quiz_try
    if kept.answers != stored:
        raise ConflictError(
            "This try was answered already, perhaps in another tab. Begin another one.",
            code="already_answered",
        )
    return kept
