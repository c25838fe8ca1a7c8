"""Refusing topics, over HTTP. Everybody for themselves; nobody sees another's."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.selectors.topics import topics
from labeling.assignments.services.refusal import topics_refuse
from touchstone.accounts.access import current_user
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project


class TopicOutput(Output):
    """Something that prompts are about."""

    topic = serializers.CharField(help_text="`sensitive`, `use_case:NAME` or `tag:NAME`.")
    tasks = serializers.IntegerField(help_text="Open tasks that have it.")
    refused = serializers.BooleanField()


class TopicsOutput(Output):
    """The topics of a project's open work, and those that the caller refuses."""

    topics = TopicOutput(many=True)


class TopicsRefuseInput(Input):
    """The topics that the caller does not want to read; the list replaces the one before."""

    refused = serializers.ListField(child=serializers.CharField(max_length=80), max_length=100)


class TopicsView(ApiView):
    """Topics and their refusal."""

    @extend_schema(responses=TopicsOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return what the open work is about, and what the caller refuses."""
        access = access_project(current_user(request), project_id)
        return Response(topics(project_id=access.project.pk, user_id=access.user.pk))

    @extend_schema(request=TopicsRefuseInput, responses=TopicsOutput)
    def put(self, request: Request, project_id: UUID) -> Response:
        """Refuse exactly these topics; their tasks are not offered any more, and nobody is told."""
        access = access_project(current_user(request), project_id)
        given = self.parse(request, TopicsRefuseInput)
        topics_refuse(project=access.project, user=access.user, topics=given["refused"])
        return Response(topics(project_id=access.project.pk, user_id=access.user.pk))
