"""Guideline releases over HTTP."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.guidelines.access import access_guideline
from labeling.guidelines.api.serializers import (
    GuidelineAcknowledgeOutput,
    GuidelineCurrentOutput,
    GuidelineDetailOutput,
    GuidelineItemOutput,
    GuidelinePublishInput,
    GuidelineQuizOfOutput,
    plain,
)
from labeling.guidelines.hooks import judgments_by_release
from labeling.guidelines.selectors import (
    guideline_current,
    guidelines,
    guidelines_unconfirmed,
)
from labeling.guidelines.selectors.release import guideline_latest
from labeling.guidelines.services import guideline_acknowledge, guideline_publish
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class GuidelinesView(ApiView):
    """A project's releases."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(GuidelineItemOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the releases, newest first."""
        access = access_project(current_user(request), project_id)
        context = {} if access.role == Role.LABELER else _known_of(access.project.pk)
        releases = guidelines(project_id=access.project.pk)
        return Response(page(releases, request, GuidelineItemOutput, context))

    @extend_schema(request=GuidelinePublishInput, responses={201: GuidelineDetailOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Publish a release (admins)."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        given = plain(self.parse(request, GuidelinePublishInput))
        release = guideline_publish(project=access.project, by=access.user, **given)
        return Response(GuidelineDetailOutput(release).data, status=201)


class GuidelineCurrentView(ApiView):
    """The release in force."""

    @extend_schema(responses=GuidelineCurrentOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return the newest release and whether the caller must acknowledge it."""
        access = access_project(current_user(request), project_id)
        current = guideline_current(project_id=access.project.pk, user_id=access.user.pk)
        return Response(GuidelineCurrentOutput(current).data)


class GuidelineView(ApiView):
    """One release."""

    @extend_schema(responses=GuidelineDetailOutput)
    def get(self, request: Request, guideline_id: UUID) -> Response:
        """Return a release with its text."""
        return Response(
            GuidelineDetailOutput(access_guideline(current_user(request), guideline_id)).data
        )


class GuidelineQuizView(ApiView):
    """A release's quiz, as its writers see it."""

    @extend_schema(responses=GuidelineQuizOfOutput)
    def get(self, request: Request, guideline_id: UUID) -> Response:
        """Return the quiz with its right answers (admins)."""
        release = access_guideline(current_user(request), guideline_id, Role.ADMIN)
        return Response(GuidelineQuizOfOutput(release).data)


class GuidelineAcknowledgeView(ApiView):
    """Somebody has read a release."""

    @extend_schema(request=None, responses=GuidelineAcknowledgeOutput)
    def post(self, request: Request, guideline_id: UUID) -> Response:
        """Acknowledge a release; a second time changes nothing."""
        guideline = access_guideline(current_user(request), guideline_id)
        at = guideline_acknowledge(guideline=guideline, user=current_user(request))
        return Response(GuidelineAcknowledgeOutput({"acknowledged_at": at}).data)


def _known_of(project_id: int) -> dict[str, Any]:
    """Return what those who review may know of releases: what was done under them, and by whom."""
    latest = guideline_latest(project_id=project_id)
    unconfirmed = guidelines_unconfirmed(project_id=project_id)
    return {
        "judgments": judgments_by_release(project_id),
        "unconfirmed": (latest.pk if latest else None, unconfirmed),
    }
