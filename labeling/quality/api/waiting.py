"""What waits for a reviewer, over HTTP."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.quality.selectors.waiting import waiting
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class WaitingOutput(Output):
    """How much waits on each of the reviewers' pages."""

    tasks = serializers.IntegerField(help_text="That need a look.")
    demonstrations = serializers.IntegerField(help_text="To be read, but for one's own.")
    questions = serializers.IntegerField(help_text="Without an answer.")
    scores = serializers.IntegerField(help_text="Demonstrations of attempts to be scored.")


class WaitingView(ApiView):
    """What waits for the caller."""

    @extend_schema(responses=WaitingOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Count what waits for a reviewer of the project (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        found = waiting(project=access.project, reviewer=access.user)
        return Response(WaitingOutput(found).data)
