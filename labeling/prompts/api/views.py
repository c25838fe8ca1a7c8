"""What a project's admins see of prompts and imports."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.prompts.access import access_import
from labeling.prompts.models import Import, ImportState, Prompt, PromptSource, Split
from labeling.prompts.selectors import import_rejections, prompts_listed
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

_EXCERPT = 200


class PromptOutput(Output):
    """A prompt in a list."""

    id = serializers.UUIDField(source="public_id")
    excerpt = serializers.SerializerMethodField()
    split = serializers.ChoiceField(choices=Split.choices)
    source = serializers.ChoiceField(choices=PromptSource.choices)  # type: ignore[assignment]
    use_case = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    completions = serializers.IntegerField(source="completion_count")
    created_at = serializers.DateTimeField()

    def get_excerpt(self, prompt: Prompt) -> str:
        """Return the beginning of the last turn; empty for what was erased."""
        messages: list[dict[str, str]] = prompt.content.body.get("messages", [])
        return messages[-1]["content"][:_EXCERPT] if messages else ""


class ImportRejectionOutput(Output):
    """A row that was not taken."""

    line = serializers.IntegerField()
    code = serializers.CharField()
    message = serializers.CharField()


class ImportOutput(Output):
    """An import and how far it is."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ImportState.choices)
    error = serializers.CharField(allow_blank=True)
    rows_total = serializers.IntegerField(allow_null=True)
    rows_done = serializers.IntegerField()
    prompts_created = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    rejected = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ImportDetailOutput(ImportOutput):
    """An import with its first rejected rows."""

    rejections = serializers.SerializerMethodField()

    @extend_schema_field(ImportRejectionOutput(many=True))
    def get_rejections(self, row: Import) -> list[Any]:
        """Return the first rejected rows."""
        return list(ImportRejectionOutput(import_rejections(row), many=True).data)


class PromptsView(ApiView):
    """A project's prompts."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(PromptOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List prompts, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(prompts_listed(access.project), request, PromptOutput))


class ImportView(ApiView):
    """One import."""

    @extend_schema(responses=ImportDetailOutput)
    def get(self, request: Request, import_id: UUID) -> Response:
        """Tell how far an import is and what it rejected."""
        row = access_import(current_user(request), import_id)
        return Response(ImportDetailOutput(row).data)
