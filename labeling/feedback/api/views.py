"""The app's own API: what a project's admins see of feedback."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.feedback.api.serializers import FeedbackRowOutput
from labeling.feedback.selectors import feedback_events
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class ProjectFeedbackView(ApiView):
    """A project's thumbs."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(FeedbackRowOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List thumbs, newest first, those that were changed or taken back too."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(feedback_events(access.project), request, FeedbackRowOutput))
