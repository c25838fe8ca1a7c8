"""Uploading files of prompts."""

from typing import Any
from uuid import UUID

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.models import DemonstrationMode, TaskKind
from labeling.datasets.imports.options import TASK_KINDS, ImportOptions
from labeling.datasets.imports.readers import FileFormat
from labeling.datasets.imports.upload import import_upload, upload_sha256
from labeling.prompts.api.views import ImportOutput
from labeling.prompts.domain.drawing import MAX_COMPLETIONS
from labeling.prompts.selectors import imports_listed
from labeling.prompts.services import ReferenceUse
from touchstone.accounts.access import current_user
from touchstone.core.api.json import JsonParser
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class KindsField(serializers.ListField):
    """Kinds as repeated form fields, or as one field with a JSON list or commas."""

    child = serializers.ChoiceField(choices=[kind.value for kind in TASK_KINDS])

    def to_internal_value(self, data: Any) -> list[str]:
        """Return the kinds, each once."""
        if len(data) == 1 and isinstance(data[0], str) and data[0] not in TASK_KINDS:
            data = _several(data[0])
        return sorted(set(super().to_internal_value(data)))


def _several(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return [part.strip() for part in text.split(",") if part.strip()]


class ImportInput(Input):
    """A file of prompts and what to make of it (multipart/form-data)."""

    file = serializers.FileField()
    name = serializers.CharField(required=False, max_length=200)
    with_references_as = serializers.ChoiceField(
        choices=[use.value for use in ReferenceUse], default=ReferenceUse.REFERENCES.value
    )
    draw_completions = serializers.IntegerField(
        required=False, min_value=2, max_value=MAX_COMPLETIONS, allow_null=True
    )
    seed = serializers.IntegerField(default=0, min_value=0, max_value=2**31 - 1)
    make_tasks = KindsField(required=False)
    demonstration_mode = serializers.ChoiceField(
        choices=DemonstrationMode.choices,
        default=DemonstrationMode.ANSWER.value,
        help_text="What demonstration tasks ask for: an answer, or several turns.",
    )


class ImportsView(ApiView):
    """A project's imports."""

    parser_classes = (MultiPartParser, JsonParser)

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(ImportOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List imports, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(imports_listed(access.project), request, ImportOutput))

    @extend_schema(request={"multipart/form-data": ImportInput}, responses={202: ImportOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Take a JSONL or CSV file; a worker brings its rows in."""
        user = current_user(request)
        access = access_project(user, project_id, Role.ADMIN)
        given = self.parse(request, ImportInput)
        file = given["file"]
        options = ImportOptions(
            file_format=FileFormat.of(file.name),
            file_sha256=upload_sha256(file),
            draw=given.get("draw_completions"),
            seed=given["seed"],
            references=ReferenceUse(given["with_references_as"]),
            make_tasks=tuple(TaskKind(kind) for kind in given.get("make_tasks", [])),
            mode=DemonstrationMode(given["demonstration_mode"]),
        )
        row = import_upload(
            project=access.project,
            user=user,
            name=given.get("name") or file.name,
            file=file,
            options=options,
        )
        return Response(ImportOutput(row).data, status=202)
