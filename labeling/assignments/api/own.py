"""One's own page over HTTP."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.api.figures import AgreementFigureOutput
from labeling.assignments.models import TaskKind
from labeling.assignments.selectors.own import own_standing
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project


class OwnDoneOutput(Output):
    """One's own work of one kind."""

    kind = serializers.ChoiceField(choices=TaskKind.choices)
    submitted = serializers.IntegerField()
    skipped = serializers.IntegerField(help_text="No skip costs standing.")


class OwnAgreementOutput(Output):
    """One's own rankings beside others', on the shared sample."""

    with_others = AgreementFigureOutput()
    with_consensus = AgreementFigureOutput(help_text="Of at least two others, never oneself.")


class OwnStandingOutput(Output):
    """How one's own work stands."""

    done = OwnDoneOutput(many=True)
    agreement = OwnAgreementOutput()
    paused = serializers.CharField(allow_null=True, help_text="Why there is no work for now.")


class OwnStandingView(ApiView):
    """One's own page."""

    @extend_schema(responses=OwnStandingOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return what the caller did, and how it agrees with others; nobody else's."""
        access = access_project(current_user(request), project_id)
        return Response(own_standing(project_id=access.project.pk, user_id=access.user.pk))
