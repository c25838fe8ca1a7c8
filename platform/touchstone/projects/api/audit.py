"""What was done in a project, by whom (admins)."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from touchstone.projects.selectors import audit_events


class AuditEventOutput(Output):
    """One act."""

    id = serializers.UUIDField(source="public_id")
    at = serializers.DateTimeField()
    actor = serializers.SerializerMethodField()
    action = serializers.CharField()
    target = serializers.CharField(allow_blank=True)
    detail = serializers.JSONField()

    @extend_schema_field(NamedOutput(allow_null=True))
    def get_actor(self, event: Any) -> dict[str, Any] | None:
        """Return who did it, by the name they had then; null for the system itself."""
        if event.actor_public_id is None:
            return None
        return {"id": str(event.actor_public_id), "name": event.actor_name}


class AuditEventsView(ApiView):
    """A project's audit log."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(AuditEventOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List what was done, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(audit_events(access.project), request, AuditEventOutput))
