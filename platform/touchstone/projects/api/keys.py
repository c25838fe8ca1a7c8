"""API keys of a project, and its audit log (admins)."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_api_key, access_project
from touchstone.projects.models import Role, Scope
from touchstone.projects.selectors import api_keys
from touchstone.projects.services import api_key_create, api_key_revoke


class ApiKeyInput(Input):
    """A new key."""

    name = serializers.CharField(max_length=120)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), allow_empty=False
    )


class ApiKeyOutput(Output):
    """A key, without its secret."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    prefix = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class ApiKeyCreatedOutput(ApiKeyOutput):
    """A new key with its secret, which is never shown again."""

    secret = serializers.CharField()


class ApiKeysView(ApiView):
    """A project's API keys."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(ApiKeyOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the keys, revoked ones too."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(api_keys(access.project), request, ApiKeyOutput))

    @extend_schema(request=ApiKeyInput, responses={201: ApiKeyCreatedOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Create a key; the answer alone carries the secret."""
        user = current_user(request)
        access = access_project(user, project_id, Role.ADMIN)
        key, secret = api_key_create(
            project=access.project, by=user, **self.parse(request, ApiKeyInput)
        )
        return Response({**ApiKeyOutput(key).data, "secret": secret}, status=201)


class ApiKeyRevokeView(ApiView):
    """One API key."""

    @extend_schema(request=None, responses=ApiKeyOutput)
    def post(self, request: Request, api_key_id: UUID) -> Response:
        """Make a key useless from the next request on."""
        user = current_user(request)
        key = access_api_key(user, api_key_id)
        return Response(ApiKeyOutput(api_key_revoke(api_key=key, by=user)).data)
