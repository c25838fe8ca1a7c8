"""What is new of one's own work and questions, over HTTP."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.quality.models import NewsPage
from labeling.quality.selectors.news import news
from labeling.quality.services.look import look_remember
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project


class NewsPageOutput(Output):
    """What is new on a page."""

    looked_until = serializers.DateTimeField(
        allow_null=True, help_text="Later things are new; null: never looked."
    )
    newest = serializers.DateTimeField(
        allow_null=True, help_text="Of what is new; null: nothing is."
    )


class NewsQuestionsOutput(NewsPageOutput):
    """What is new of one's own questions."""

    answered = serializers.IntegerField(help_text="Answered, or answered anew.")


class NewsWorkOutput(NewsPageOutput):
    """What is new of one's own work."""

    settled = serializers.IntegerField(help_text="By a reviewer, otherwise than one had it.")
    confirmed = serializers.IntegerField(help_text="Settled by a reviewer as one had it.")
    returned = serializers.IntegerField()
    edited = serializers.IntegerField()
    approved = serializers.IntegerField()


class NewsOutput(Output):
    """What others said of one's work and questions since one last looked."""

    questions = NewsQuestionsOutput()
    work = NewsWorkOutput()


class LookInput(Input):
    """What was looked at."""

    page = serializers.ChoiceField(choices=NewsPage.choices)
    until = serializers.DateTimeField(help_text="`newest` of what was shown; never goes back.")


class NewsView(ApiView):
    """What is new for the caller."""

    @extend_schema(responses=NewsOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Count what others said of the caller's work and questions since they last looked."""
        access = access_project(current_user(request), project_id)
        found = news(project_id=access.project.pk, user_id=access.user.pk)
        return Response(NewsOutput(found).data)

    @extend_schema(request=LookInput, responses=NewsOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Take what was shown on a page for seen, and return what is still new."""
        access = access_project(current_user(request), project_id)
        given = self.parse(request, LookInput)
        look_remember(
            project=access.project,
            user=access.user,
            page=NewsPage(given["page"]),
            until=given["until"],
        )
        found = news(project_id=access.project.pk, user_id=access.user.pk)
        return Response(NewsOutput(found).data)
