"""API keys: ``Authorization: Bearer tsk_…``, limited to one project and to named scopes.

A view of the public API sets ``authentication_classes = (ApiKeyAuthentication,)`` and
``permission_classes = (requires(Scope.FEEDBACK_WRITE),)``; then ``request.auth`` is the
``ApiKey``, with its project loaded. There is no user: a key is nobody's session.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions, permissions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.views import APIView

from touchstone.core.errors import NotAuthenticatedError, PermissionDeniedError
from touchstone.projects.models import ApiKey, Scope
from touchstone.projects.services import api_key_authenticate

CHALLENGE = "Bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """Authenticates by API key alone; a session cookie counts for nothing here."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        """Return the key of the ``Authorization`` header, or ``None`` where there is none.

        Raises:
            AuthenticationFailed: The header is malformed, or the key unknown or revoked (401).
        """
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != CHALLENGE.lower():
            return None
        key = api_key_authenticate(secret=secret.strip())
        if key is None:
            raise exceptions.AuthenticationFailed(
                "The API key is unknown or revoked. Create one on the project's settings page.",
                code="invalid_api_key",
            )
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401 answer."""
        return CHALLENGE


def requires(scope: Scope) -> type[permissions.BasePermission]:
    """Return the permission that lets in only keys with ``scope``.

    It raises ``NotAuthenticatedError`` (401) without a key, ``PermissionDeniedError`` (403,
    ``insufficient_scope``) with one that lacks the scope.
    """

    class HasScope(permissions.BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            if not isinstance(request.auth, ApiKey):
                raise NotAuthenticatedError(
                    "An API key is needed: send `Authorization: Bearer tsk_…`."
                )
            if scope not in request.auth.scopes:
                raise PermissionDeniedError(
                    f"This key lacks the scope `{scope}`. Create a key that has it.",
                    code="insufficient_scope",
                )
            return True

    return HasScope


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the key in the OpenAPI schema."""

    target_class = ApiKeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the bearer scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "tsk_…"}
