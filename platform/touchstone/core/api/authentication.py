"""Session authentication that answers 401, not 403, to somebody who is not logged in."""

from drf_spectacular.authentication import SessionScheme
from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session with CSRF; the challenge header makes DRF answer 401."""

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401 answer."""
        return "Session"


class CookieScheme(SessionScheme):  # type: ignore[no-untyped-call]
    """Describes the session cookie in the OpenAPI schema."""

    target_class = SessionAuthentication  # type: ignore[assignment] # a class or its path
