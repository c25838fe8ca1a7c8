"""``/api/me``: who is logged in, what they chose, and where they belong.

It stands here and not in accounts because it names projects.
"""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.accounts.api.serializers import MeInput, UserOutput
from touchstone.accounts.models import User
from touchstone.accounts.services import user_update
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.projects.models import Role
from touchstone.projects.selectors import memberships_of


class ProjectRefOutput(Output):
    """A project by its names."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    slug = serializers.CharField()


class MyMembershipOutput(Output):
    """One of my memberships; an ended one is told, but lets nobody in."""

    project = ProjectRefOutput()
    role = serializers.ChoiceField(choices=Role.choices)
    is_active = serializers.BooleanField()


class MeOutput(UserOutput):
    """The logged-in person."""

    memberships = serializers.SerializerMethodField()

    @extend_schema_field(MyMembershipOutput(many=True))
    def get_memberships(self, user: User) -> list[dict[str, Any]]:
        """Return the person's memberships, oldest first."""
        return list(MyMembershipOutput(memberships_of(user), many=True).data)


class MeView(ApiView):
    """The logged-in person."""

    @extend_schema(responses=MeOutput)
    def get(self, request: Request) -> Response:
        """Who am I?"""
        return Response(MeOutput(current_user(request)).data)

    @extend_schema(request=MeInput, responses=MeOutput)
    def patch(self, request: Request) -> Response:
        """Change my name, languages or preferences."""
        changes = self.parse(request, MeInput)
        return Response(MeOutput(user_update(user=current_user(request), **changes)).data)
