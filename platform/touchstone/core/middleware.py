"""A request id on every answer and in every error envelope."""

import re
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from touchstone.core.ids import uuid7

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id() -> str:
    """Return the id of the request being answered; empty outside of one."""
    return _request_id.get()


class RequestIdMiddleware:
    """Takes the proxy's ``X-Request-Id`` where it is well-formed, else makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its id in a header."""
        given = request.headers.get("X-Request-Id", "")
        token = _request_id.set(given if _ACCEPTABLE.fullmatch(given) else str(uuid7()))
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = _request_id.get()
            return response
        finally:
            _request_id.reset(token)
