"""Ordering prompts to be written."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.access import access_prompt_brief
from labeling.assignments.models import PromptBrief, PromptForm
from labeling.assignments.selectors.briefs import prompt_briefs_listed
from labeling.assignments.services.brief import (
    MAX_COUNT,
    prompt_brief_create,
    prompt_brief_withdraw,
)
from labeling.prompts.domain.writing import MAX_EXAMPLES
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"


class PromptBriefInput(Input):
    """An order for prompts."""

    form = serializers.ChoiceField(choices=PromptForm.choices)
    count = serializers.IntegerField(min_value=1, max_value=MAX_COUNT)
    use_case = serializers.CharField(
        max_length=40, allow_blank=True, default="", help_text="Empty: the writer's choice."
    )
    language = serializers.RegexField(_LANGUAGE, max_length=35, default="en")
    instructions = serializers.CharField(
        max_length=20_000,
        allow_blank=True,
        default="",
        help_text="Told to the writer; user-based: the use case to write from.",
    )
    min_examples = serializers.IntegerField(min_value=0, max_value=MAX_EXAMPLES, default=3)
    makes_demonstrations = serializers.BooleanField(default=False)
    sensitive = serializers.BooleanField(
        default=False, help_text="Not offered to whoever refuses sensitive content."
    )


class PromptBriefOutput(Output):
    """An order for prompts and how far it is."""

    id = serializers.UUIDField(source="public_id")
    form = serializers.ChoiceField(choices=PromptForm.choices)
    count = serializers.IntegerField()
    use_case = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    instructions = serializers.CharField(allow_blank=True)
    min_examples = serializers.IntegerField()
    makes_demonstrations = serializers.BooleanField()
    sensitive = serializers.BooleanField()
    written = serializers.SerializerMethodField(help_text="Prompts that are in.")
    open = serializers.SerializerMethodField(help_text="Prompts still wanted.")
    created_at = serializers.DateTimeField()

    def get_written(self, brief: Any) -> int:
        """Return how many prompts are in; none of an order that was just given."""
        return int(getattr(brief, "written_count", 0))

    def get_open(self, brief: Any) -> int:
        """Return how many are still wanted."""
        return int(getattr(brief, "open_count", brief.count))


class PromptBriefWithdrawnOutput(Output):
    """What became of an order."""

    withdrawn = serializers.IntegerField(help_text="Tasks that nobody gets any more.")


class PromptBriefsView(ApiView):
    """A project's orders for prompts."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(PromptBriefOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List orders, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(prompt_briefs_listed(access.project), request, PromptBriefOutput))

    @extend_schema(request=PromptBriefInput, responses={201: PromptBriefOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Order prompts: as many tasks of the kind prompt as are wanted."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        given = self.parse(request, PromptBriefInput)
        form = PromptForm(given.pop("form"))
        brief: PromptBrief = prompt_brief_create(
            project=access.project, by=access.user, form=form, **given
        )
        return Response(PromptBriefOutput(brief).data, status=201)


class PromptBriefWithdrawView(ApiView):
    """An order is taken back."""

    @extend_schema(request=None, responses=PromptBriefWithdrawnOutput)
    def post(self, request: Request, brief_id: UUID) -> Response:
        """Withdraw the tasks that are still open; again withdraws none."""
        user = current_user(request)
        brief = access_prompt_brief(user, brief_id)
        return Response({"withdrawn": prompt_brief_withdraw(brief=brief, by=user)})
