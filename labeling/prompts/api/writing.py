"""Checking a prompt while it is written."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.prompts.domain.personal_data import PersonalData
from labeling.prompts.domain.writing import (
    MAX_PROMPT_CHARACTERS,
    Example,
    WrittenPrompt,
    written_messages,
)
from labeling.prompts.selectors import Likeness, prompt_check
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project

_LONGEST = 5 * MAX_PROMPT_CHARACTERS


def _text(**options: Any) -> serializers.CharField:
    common = {"allow_blank": True, "default": "", "max_length": _LONGEST}
    return serializers.CharField(trim_whitespace=False, **{**common, **options})


class PromptExampleInput(Input):
    """A query with its response."""

    query = _text()
    response = _text()


class WrittenPromptInput(Input):
    """A prompt in one text, or the parts of a few-shot prompt."""

    text = _text()
    instruction = _text(help_text="Few-shot: what is to be done with each query.")
    examples = serializers.ListField(child=PromptExampleInput(), default=list, max_length=100)
    query = _text(help_text="Few-shot: the last query, which waits for its response.")


def written_prompt(given: dict[str, Any]) -> WrittenPrompt:
    """Take the parts of a prompt off the validated fields of an input."""
    examples = tuple(Example(**example) for example in given.pop("examples"))
    texts = {name: given.pop(name) for name in ("text", "instruction", "query")}
    return WrittenPrompt(examples=examples, **texts)


class PromptLikenessOutput(Output):
    """A prompt of the project that this one is like; its text is not told."""

    kind = serializers.ChoiceField(choices=Likeness.choices)
    characters = serializers.IntegerField(
        help_text="About how many characters from the start are alike."
    )
    yours = serializers.BooleanField(help_text="The caller wrote it.")


class PersonalDataOutput(Output):
    """A place that looks like personal data: a warning, no verdict."""

    kind = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in PersonalData])
    excerpt = serializers.CharField()
    why = serializers.CharField()


class PromptCheckOutput(Output):
    """What is noticed in a prompt that is being written."""

    likenesses = PromptLikenessOutput(many=True)
    personal_data = PersonalDataOutput(many=True)
    refused = serializers.CharField(
        allow_null=True,
        help_text="Why a submit would be refused: prompt_duplicate, split_conflict or author_cap.",
    )
    remaining = serializers.IntegerField(
        allow_null=True, help_text="Prompts the caller may still write here; null: no limit."
    )


class PromptCheckView(ApiView):
    """A prompt that is being written."""

    @extend_schema(request=WrittenPromptInput, responses=PromptCheckOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Tell what it is like and what looks personal in it; nothing is stored."""
        access = access_project(current_user(request), project_id)
        written = written_prompt(self.parse(request, WrittenPromptInput))
        found = prompt_check(
            project=access.project, user=access.user, messages=written_messages(written)
        )
        return Response(PromptCheckOutput(found).data)
