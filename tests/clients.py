"""Clients that speak JSON as somebody."""

from typing import Any

from django.test import Client

from touchstone.accounts.models import User


class JsonClient(Client):
    """Django's test client; bodies are sent as JSON. ``user`` is who is logged in, if anybody."""

    def __init__(self, user: User | None = None, **options: Any) -> None:
        """Log ``user`` in, without a password."""
        super().__init__(**options)
        if user is not None:
            self.force_login(user)

    def send(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        """Send a request and return the response."""
        content = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self, method.lower())(path, **content, **extra)


def error_code(response: Any) -> tuple[int, str]:
    """Return an error's status and code, after checking that it came in the envelope."""
    error = response.json()["error"]
    assert set(error) == {"code", "message", "details", "request_id"}
    assert error["message"]
    assert error["request_id"] == response["X-Request-Id"]
    return response.status_code, error["code"]


def faults(response: Any) -> dict[str, str]:
    """Return the code of each field's fault of a 422 answer."""
    assert response.status_code == 422, response.content
    return {detail["field"]: detail["code"] for detail in response.json()["error"]["details"]}
