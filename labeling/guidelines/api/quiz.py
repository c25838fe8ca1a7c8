"""Trying a release's quiz over HTTP. Right answers are sent once a try is in, never before."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.guidelines.access import access_guideline, access_quiz_try
from labeling.guidelines.domain.content import MAX_OPTIONS, MAX_QUESTIONS
from labeling.guidelines.domain.quiz import quiz_mark, quiz_order
from labeling.guidelines.models import QuizResult, QuizTry
from labeling.guidelines.services import quiz_try_begin, quiz_try_submit
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView


class QuizShownQuestionOutput(Output):
    """A question as it is asked."""

    text_markdown = serializers.CharField()
    several = serializers.BooleanField(help_text="More than one option may be right.")
    options = serializers.ListField(child=serializers.CharField(), help_text="In Markdown.")


class QuizTryOutput(Output):
    """A try: the questions in its own order, nothing of what is right."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    pass_mark = serializers.IntegerField()
    questions = QuizShownQuestionOutput(many=True)


class QuizAnswersInput(Input):
    """For each question as shown, the places of the options chosen, counted from 0."""

    answers = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0), max_length=MAX_OPTIONS
        ),
        max_length=MAX_QUESTIONS,
    )


class QuizMarkedQuestionOutput(Output):
    """What came of a question, in the order of the try."""

    right = serializers.BooleanField()
    right_options = serializers.ListField(child=serializers.IntegerField())
    explanation_markdown = serializers.CharField()


class QuizResultOutput(Output):
    """What came of a try."""

    right = serializers.IntegerField()
    pass_mark = serializers.IntegerField()
    passed = serializers.BooleanField()
    questions = QuizMarkedQuestionOutput(many=True)


class QuizTriesView(ApiView):
    """Tries of a release's quiz."""

    @extend_schema(request=None, responses={201: QuizTryOutput})
    def post(self, request: Request, guideline_id: UUID) -> Response:
        """Begin a try, or go on with the one that is open."""
        user = current_user(request)
        quiz_try = quiz_try_begin(guideline=access_guideline(user, guideline_id), user=user)
        return Response(QuizTryOutput(_shown(quiz_try)).data, status=201)


class QuizAnswersView(ApiView):
    """The answers of a try."""

    @extend_schema(request=QuizAnswersInput, responses=QuizResultOutput)
    def post(self, request: Request, quiz_try_id: UUID) -> Response:
        """Mark the try and explain; the same answers again give the same result."""
        quiz_try = access_quiz_try(current_user(request), quiz_try_id)
        given = self.parse(request, QuizAnswersInput)
        return Response(QuizResultOutput(_marked(quiz_try_submit(quiz_try=quiz_try, **given))).data)


def _shown(quiz_try: QuizTry) -> dict[str, Any]:
    quiz = quiz_try.quiz
    order = quiz_order(quiz, quiz_try.seed)
    questions = []
    for question, options in zip(order.questions, order.options, strict=True):
        asked = quiz["questions"][question]
        questions.append(
            {
                "text_markdown": asked["text_markdown"],
                "several": sum(option["right"] for option in asked["options"]) > 1,
                "options": [asked["options"][place]["text_markdown"] for place in options],
            }
        )
    return {
        "id": quiz_try.public_id,
        "number": quiz_try.number,
        "pass_mark": quiz["pass_mark"],
        "questions": questions,
    }


def _marked(result: QuizResult) -> dict[str, Any]:
    quiz_try = result.quiz_try
    quiz = quiz_try.quiz
    order = quiz_order(quiz, quiz_try.seed)
    marked = quiz_mark(quiz, result.answers)
    questions = [
        {
            "right": marked[question].right,
            "right_options": [
                place
                for place, option in enumerate(options)
                if option in marked[question].right_options
            ],
            "explanation_markdown": quiz["questions"][question]["explanation_markdown"],
        }
        for question, options in zip(order.questions, order.options, strict=True)
    ]
    return {
        "right": result.right,
        "pass_mark": quiz["pass_mark"],
        "passed": result.passed,
        "questions": questions,
    }
