"""Projects: mine, a new one, one in full, its changes."""

import math
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import PermissionDeniedError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from touchstone.projects.selectors import memberships_active, project_detail
from touchstone.projects.services import project_create, project_update


class ProjectSummaryOutput(Output):
    """A project in a list, from a membership."""

    id = serializers.UUIDField(source="project.public_id")
    name = serializers.CharField(source="project.name")
    slug = serializers.CharField(source="project.slug")
    description = serializers.CharField(source="project.description")
    role = serializers.ChoiceField(choices=Role.choices)
    is_simulated = serializers.BooleanField(source="project.is_simulated")
    created_at = serializers.DateTimeField(source="project.created_at")


class ScaleOutput(Output):
    """The Likert scale of a rating."""

    min = serializers.IntegerField()
    max = serializers.IntegerField()
    low_label = serializers.CharField()
    high_label = serializers.CharField()


class SchemaEntryOutput(Output):
    """A flag of a completion, or a field of a prompt."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # a field, not the label of one
    description = serializers.CharField(allow_blank=True)


class RatingSchemaOutput(Output):
    """What is asked about each completion and each prompt."""

    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    scale = ScaleOutput()
    flags = SchemaEntryOutput(many=True)
    prompt_fields = SchemaEntryOutput(many=True)


class ProjectSettingsOutput(Output):
    """How work is handed out."""

    shared_sample_share = serializers.FloatField()
    shared_sample_overlap = serializers.IntegerField()
    default_overlap = serializers.IntegerField()
    lease_minutes = serializers.IntegerField()
    prefetch_minutes = serializers.IntegerField()
    completions_per_task = serializers.IntegerField()
    prompt_cap_per_author = serializers.IntegerField()
    store_feedback_by_default = serializers.BooleanField()
    comparison_edits = serializers.BooleanField()
    demonstration_review_share = serializers.FloatField()
    demonstration_review_first = serializers.IntegerField()
    gold_check_share = serializers.FloatField()
    about_pay = serializers.CharField(allow_blank=True)


class ProjectOutput(ProjectSummaryOutput):
    """A project in full."""

    settings = ProjectSettingsOutput(source="project")
    rating_schema = RatingSchemaOutput()


class ProjectInput(Input):
    """A new project."""

    name = serializers.CharField(max_length=120)
    description = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    slug = serializers.SlugField(required=False, max_length=60)


class ShareField(serializers.FloatField):
    """A share; ``"nan"`` is a float to Python, and greater than anything to PostgreSQL."""

    def to_internal_value(self, data: Any) -> float:
        """Refuse what is no number."""
        value: float = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class ProjectSettingsInput(Input):
    """Settings to change; the others stay."""

    shared_sample_share = ShareField(min_value=0, max_value=1, required=False)
    shared_sample_overlap = serializers.IntegerField(min_value=2, max_value=15, required=False)
    default_overlap = serializers.IntegerField(min_value=1, max_value=15, required=False)
    lease_minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False)
    prefetch_minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False)
    completions_per_task = serializers.IntegerField(min_value=2, max_value=9, required=False)
    prompt_cap_per_author = serializers.IntegerField(
        min_value=0, max_value=1_000_000, required=False
    )
    store_feedback_by_default = serializers.BooleanField(required=False)
    comparison_edits = serializers.BooleanField(
        required=False, help_text="After a comparison the labeler may edit the better answer."
    )
    demonstration_review_share = ShareField(min_value=0, max_value=1, required=False)
    demonstration_review_first = serializers.IntegerField(
        min_value=0, max_value=1000, required=False
    )
    gold_check_share = ShareField(
        min_value=0,
        max_value=0.5,
        required=False,
        help_text="Share of ranking and comparison work that checks people against gold; 0: none.",
    )
    about_pay = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="What labelers and whoever is invited read about pay: plain text.",
    )


class ProjectPatchInput(Input):
    """What to change about a project."""

    name = serializers.CharField(max_length=120, required=False)
    description = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    settings = ProjectSettingsInput(required=False)


class ProjectsView(ApiView):
    """My projects."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(ProjectSummaryOutput))
    def get(self, request: Request) -> Response:
        """List the projects that I work in."""
        mine = memberships_active(current_user(request))
        return Response(page(mine, request, ProjectSummaryOutput))

    @extend_schema(request=ProjectInput, responses={201: ProjectOutput})
    def post(self, request: Request) -> Response:
        """Create a project and become its admin (installation administrators only)."""
        user = current_user(request)
        if not user.is_staff:
            raise PermissionDeniedError("Only an administrator of the installation may do this.")
        project = project_create(by=user, **self.parse(request, ProjectInput))
        access = access_project(user, project.public_id)
        return Response(ProjectOutput(project_detail(access)).data, status=201)


class ProjectView(ApiView):
    """One project."""

    @extend_schema(responses=ProjectOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Read a project with its settings and rating schema."""
        access = access_project(current_user(request), project_id)
        return Response(ProjectOutput(project_detail(access)).data)

    @extend_schema(request=ProjectPatchInput, responses=ProjectOutput)
    def patch(self, request: Request, project_id: UUID) -> Response:
        """Change a project's name, description or settings."""
        user = current_user(request)
        access = access_project(user, project_id, Role.ADMIN)
        changes = self.parse(request, ProjectPatchInput)
        settings: dict[str, Any] = changes.pop("settings", {})
        project_update(project=access.project, by=user, **changes, **settings)
        return Response(ProjectOutput(project_detail(access_project(user, project_id))).data)
