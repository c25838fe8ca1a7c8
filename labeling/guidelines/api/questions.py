"""Questions about the guidelines over HTTP. Who asked is told to reviewers alone."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.guidelines.access import access_question
from labeling.guidelines.api.content import MarkdownField
from labeling.guidelines.api.serializers import GuidelineRefOutput
from labeling.guidelines.models import Question, QuestionAnswer
from labeling.guidelines.selectors.question import (
    question_item,
    questions_open,
    questions_own,
    questions_published,
)
from labeling.guidelines.services import question_answer, question_ask
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

MAX_QUESTION_CHARACTERS = 4_000


class QuestionAskInput(Input):
    """A question, in Markdown."""

    submission_id = serializers.UUIDField(help_text="Your idempotency key.")
    text = MarkdownField(max_length=MAX_QUESTION_CHARACTERS)
    guideline_id = serializers.UUIDField(allow_null=True, default=None)
    anchor = serializers.RegexField(r"^[\w-]{0,80}$", allow_blank=True, default="")
    item = serializers.UUIDField(
        allow_null=True, default=None, help_text="An assignment of yours that it came up at."
    )


class QuestionAnswerInput(Input):
    """An answer for everybody."""

    answer_markdown = MarkdownField()
    question_markdown = MarkdownField(
        allow_blank=True,
        default="",
        help_text="How the question reads for all; else as before, or as it was asked.",
    )
    supersedes = serializers.UUIDField(
        allow_null=True, default=None, help_text="The answer that this one replaces."
    )


class QuestionAnswerOutput(Output):
    """The answer that stands."""

    id = serializers.UUIDField(source="public_id")
    text = serializers.SerializerMethodField()
    question_markdown = serializers.SerializerMethodField(
        help_text="How the question reads for all; empty: as it was asked."
    )
    answered_at = serializers.DateTimeField()

    def get_text(self, answer: QuestionAnswer) -> str:
        """Return the Markdown, empty where it was erased."""
        return answer.text.body.get("text") or ""

    def get_question_markdown(self, answer: QuestionAnswer) -> str:
        """Return the wording a reviewer gave it."""
        words = answer.question_text
        return "" if words is None else words.body.get("text") or ""


class QuestionOutput(Output):
    """A question as everybody reads it, or as its asker does."""

    id = serializers.UUIDField(source="public_id")
    text = serializers.SerializerMethodField()
    guideline = GuidelineRefOutput(allow_null=True)
    anchor = serializers.CharField()
    mine = serializers.SerializerMethodField()
    at_item = serializers.SerializerMethodField(
        help_text="It came up at an item; told to its asker and to reviewers."
    )
    asked_at = serializers.DateTimeField()
    answer = serializers.SerializerMethodField()

    def get_text(self, question: Question) -> str:
        """Return the asker's words to themselves and reviewers, to others the published ones."""
        answer = _standing(question)
        if answer and answer.question_text and not self._knows(question):
            return answer.question_text.body.get("text") or ""
        return question.text.body.get("text") or ""

    def get_mine(self, question: Question) -> bool:
        """Tell whether the reader asked it."""
        return bool(question.asked_by_id == self.context["user_id"])

    def get_at_item(self, question: Question) -> bool:
        """Tell whether there is an item to look at."""
        return self._knows(question) and question.item is not None

    @extend_schema_field(QuestionAnswerOutput(allow_null=True))
    def get_answer(self, question: Question) -> dict[str, Any] | None:
        """Return the answer that stands."""
        answer = _standing(question)
        return dict(QuestionAnswerOutput(answer).data) if answer else None

    def _knows(self, question: Question) -> bool:
        return bool(self.context.get("reviews")) or self.get_mine(question)


class OpenQuestionOutput(QuestionOutput):
    """A question that waits, with who asked."""

    asked_by = NamedOutput()


class QuestionMessageOutput(Output):
    """A turn of the prompt."""

    role = serializers.CharField()
    content = serializers.CharField()


class QuestionSlotOutput(Output):
    """An answer, under the letter that the asker saw."""

    slot = serializers.CharField()
    text = serializers.CharField()


class QuestionItemOutput(Output):
    """What the asker saw; nothing of where completions come from."""

    kind = serializers.CharField()
    instructions = serializers.CharField(
        allow_null=True, help_text="What the asker was told to write, where there is no prompt yet."
    )
    messages = QuestionMessageOutput(many=True, source="prompt.messages")
    slots = QuestionSlotOutput(many=True)


class QuestionDetailOutput(QuestionOutput):
    """A question with its item."""

    item = serializers.SerializerMethodField()

    @extend_schema_field(QuestionItemOutput(allow_null=True))
    def get_item(self, question: Question) -> dict[str, Any] | None:
        """Return what the asker saw."""
        item = question_item(question)
        return dict(QuestionItemOutput(item).data) if item else None


class QuestionsView(ApiView):
    """A project's questions."""

    @extend_schema(
        parameters=[
            *PAGE_PARAMETERS,
            OpenApiParameter("mine", bool, description="The caller's own, open ones too."),
        ],
        responses=page_serializer(QuestionOutput),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the answered questions, newest first, without who asked."""
        access = access_project(current_user(request), project_id)
        if request.query_params.get("mine") == "true":
            found = questions_own(project_id=access.project.pk, user_id=access.user.pk)
        else:
            found = questions_published(project_id=access.project.pk)
        return Response(page(found, request, QuestionOutput, {"user_id": access.user.pk}))

    @extend_schema(request=QuestionAskInput, responses={201: QuestionOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Ask; reviewers see it with the item, nobody else until it is answered."""
        access = access_project(current_user(request), project_id)
        asked = question_ask(access=access, **self.parse(request, QuestionAskInput))
        question = questions_own(project_id=access.project.pk, user_id=access.user.pk).get(
            pk=asked.pk
        )
        context = {"user_id": access.user.pk}
        return Response(QuestionOutput(question, context=context).data, status=201)


class OpenQuestionsView(ApiView):
    """Questions that wait for an answer."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(OpenQuestionOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the open questions (reviewers), newest first."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        found = questions_open(project_id=access.project.pk)
        context = {"user_id": access.user.pk, "reviews": True}
        return Response(page(found, request, OpenQuestionOutput, context))


class QuestionView(ApiView):
    """One question."""

    @extend_schema(responses=QuestionDetailOutput)
    def get(self, request: Request, question_id: UUID) -> Response:
        """Return a question with the item it came up at: to its asker and to reviewers."""
        user = current_user(request)
        context = {"user_id": user.pk, "reviews": True}
        question = access_question(user, question_id)
        return Response(QuestionDetailOutput(question, context=context).data)


class QuestionAnswersView(ApiView):
    """Answers to a question."""

    @extend_schema(request=QuestionAnswerInput, responses={201: QuestionAnswerOutput})
    def post(self, request: Request, question_id: UUID) -> Response:
        """Answer, for everybody in the project to read (reviewers)."""
        user = current_user(request)
        question = access_question(user, question_id, Role.REVIEWER)
        given = self.parse(request, QuestionAnswerInput)
        answer = question_answer(question=question, by=user, **given)
        return Response(QuestionAnswerOutput(answer).data, status=201)


def _standing(question: Question) -> QuestionAnswer | None:
    answers: list[QuestionAnswer] = question.standing  # type: ignore[attr-defined]
    return answers[0] if answers else None
