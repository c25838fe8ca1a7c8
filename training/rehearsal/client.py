"""The HTTP client of the rehearsal: the same endpoints, cookies and CSRF rules as a browser.

One client per simulated person, each with its own connection. A request that the network dropped
is sent again, because every write here is idempotent (submissions carry their own id, a claim
returns what is already held).
"""

import secrets
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import httpx

TIMEOUT_S = 60.0
ATTEMPTS = 5
PAGE = 200
Json = dict[str, Any]


class ApiError(Exception):
    """The server refused; ``code`` is the envelope's, empty where the answer was no envelope."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        try:
            error: Json = response.json()["error"]
        except (ValueError, KeyError, TypeError):
            error = {"code": "", "message": response.text[:500]}
        self.code = str(error.get("code", ""))
        details = "; ".join(
            f"{detail.get('field', '')}: {detail.get('message', '')}"
            for detail in error.get("details") or []
        )
        message = " ".join(filter(None, [str(error.get("message", "")), details]))
        request = response.request
        super().__init__(
            f"{request.method} {request.url.path}: {self.status} {self.code}. {message}"
        )


class ApiClient:
    """Speaks to one instance as one user; close it, or use it in a ``with``."""

    def __init__(
        self, base_url: str, *, session_key: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Prepare a logged-in client.

        Args:
            base_url: Address of the web server.
            session_key: A session of the user's (see ``people.session_open``).
            transport: Where requests go instead of the network; for tests.
        """
        # The double-submit cookie: any token will do, so long as cookie and header agree.
        token = secrets.token_hex(16)
        self._http = httpx.Client(
            base_url=base_url,
            cookies={"sessionid": session_key, "csrftoken": token},
            headers={"X-CSRFToken": token, "Referer": base_url},
            timeout=TIMEOUT_S,
            transport=transport,
        )

    def __enter__(self) -> "ApiClient":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def get(self, path: str, **query: Any) -> Json:
        """Return the decoded answer of a read."""
        return self._send("GET", path, params=query)

    def post(self, path: str, body: Json | None = None) -> Json:
        """Return the decoded answer of a write."""
        return self._send("POST", path, json=body or {})

    def items(self, path: str, **query: Any) -> Iterator[Json]:
        """Yield the items of a list, page after page."""
        cursor: str | None = None
        while True:
            page = self.get(path, limit=PAGE, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def _send(self, method: str, path: str, **request: Any) -> Json:
        response = send(self._http, method, path, **request)
        answer: Json = response.json() if response.content else {}
        return answer


def send(http: httpx.Client, method: str, path: str, **request: Any) -> httpx.Response:
    """Send a request that may safely be repeated, again after a dropped connection or a 503.

    Raises:
        ApiError: The server answered with an error.
        httpx.TransportError: It could not be reached in several attempts.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            response = http.request(method, path, **request)
        except httpx.TransportError:
            if attempt == ATTEMPTS:
                raise
        else:
            if response.is_success:
                return response
            if response.status_code not in (502, 503, 504) or attempt == ATTEMPTS:
                raise ApiError(response)
        time.sleep(0.2 * 2**attempt)
    raise AssertionError("the loop ends by return or raise")


def thumb_send(base_url: str, *, api_key: str, idempotency_key: str, body: Json) -> Json:
    """Post a thumb as a chatbot does, with an API key and an idempotency key."""
    headers = {"Authorization": f"Bearer {api_key}", "Idempotency-Key": idempotency_key}
    with httpx.Client(base_url=base_url, timeout=TIMEOUT_S) as http:
        event: Json = send(http, "POST", "/v1/feedback", json=body, headers=headers).json()
    return event
