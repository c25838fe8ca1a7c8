"""Eligibility over HTTP, for reviewers."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.models import TaskKind
from labeling.quality.access import access_eligibility
from labeling.quality.selectors import eligibilities
from labeling.quality.services import eligibility_grant, eligibility_revoke
from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Project, Role


class EligibilityOutput(Output):
    """Somebody may do work of one kind."""

    id = serializers.UUIDField(source="public_id")
    user = NamedOutput()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    language = serializers.CharField(help_text="BCP 47, or * for any.")
    expertise = serializers.CharField(help_text="A tag, or * for any.")
    valid_until = serializers.DateTimeField(allow_null=True)
    granted_at = serializers.DateTimeField()


class EligibilityInput(Input):
    """A grant."""

    user_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    language = serializers.RegexField(
        r"^(\*|[A-Za-z0-9]+(-[A-Za-z0-9]+)*)$", max_length=35, default="*"
    )
    expertise = serializers.CharField(max_length=60, default="*")


class EligibilitiesView(ApiView):
    """Who may do what."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(EligibilityOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the project's grants, revoked ones too (reviewers)."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        return Response(page(eligibilities(project=project), request, EligibilityOutput))

    @extend_schema(request=EligibilityInput, responses={201: EligibilityOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Let a member do work of one kind (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        given = self.parse(request, EligibilityInput)
        user = _member(access.project, given.pop("user_id"))
        grant = eligibility_grant(project=access.project, by=access.user, user=user, **given)
        return Response(EligibilityOutput(grant).data, status=201)


class EligibilityRevokeView(ApiView):
    """The end of a grant."""

    @extend_schema(request=None, responses=EligibilityOutput)
    def post(self, request: Request, eligibility_id: UUID) -> Response:
        """End a grant now; work already held may still be finished (reviewers)."""
        user = current_user(request)
        grant = eligibility_revoke(grant=access_eligibility(user, eligibility_id), by=user)
        return Response(EligibilityOutput(grant).data)


def _member(project: Project, user_id: Any) -> User:
    user = User.objects.filter(public_id=user_id, memberships__project=project).first()
    if user is None:
        raise InvalidError("`user_id` is nobody of this project: invite them first.")
    return user
