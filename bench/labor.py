"""A labeler over HTTP who ranks at random: the load of the labeling benchmark and its test.

The standard library's HTTP client, one connection each: the client shares the machine with what it
measures. Whatever the network drops is sent again, as a browser's page would.
"""

import http.client
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

PATIENCE_S = 60.0
TOKEN = "0" * 32


@dataclass(frozen=True)
class Pair:
    """One next and one submit that were acknowledged."""

    submission_id: str
    judgment_id: str
    counted: bool
    next_s: float
    submit_s: float


class Connection:
    """One kept connection of somebody who is logged in by cookies; JSON both ways."""

    def __init__(self, url: str, cookies: dict[str, str]) -> None:
        """Prepare a connection; it is opened by the first request."""
        parts = urlsplit(url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._headers = {
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{k}={v}" for k, v in {**cookies, "csrftoken": TOKEN}.items()),
            "X-CSRFToken": TOKEN,
            "Referer": url,
        }
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def request(
        self, method: str, path: str, body: Any = None, *, also: tuple[int, ...] = ()
    ) -> tuple[int, Any]:
        """Send until an answer comes.

        Args:
            method: Of HTTP.
            path: With its query.
            body: What to send as JSON.
            also: Statuses that are an answer too, beside 200 and 201.

        Returns:
            The status, and what was answered.

        Raises:
            RuntimeError: The server refused.
            TimeoutError: No answer came within ``PATIENCE_S``.
        """
        payload = None if body is None else json.dumps(body).encode()
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            try:
                status, content = self._request(method, path, payload)
            except (OSError, http.client.HTTPException):
                self.close()
                time.sleep(0.05)
                continue
            if status in (200, 201, *also):
                return status, json.loads(content)
            raise RuntimeError(f"{path}: {status} {content[:500]!r}")
        raise TimeoutError(f"no answer to {path} within {PATIENCE_S} s")

    def _request(self, method: str, path: str, payload: bytes | None) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(*self._address, timeout=30)
        self._connection.request(method, path, payload, self._headers)
        response = self._connection.getresponse()
        return response.status, response.read()


class HttpLabeler:
    """Somebody who works in one project until there is nothing left."""

    def __init__(self, url: str, session_key: str, project_id: str, seed: int) -> None:
        """Prepare a labeler who is logged in by a session key."""
        self._http = Connection(url, {"sessionid": session_key})
        self._base = f"/api/projects/{project_id}"
        self._random = random.Random(seed)

    def pairs(self) -> Iterator[Pair]:
        """Yield each pair of next and submit, until the server says that nothing is left."""
        while True:
            begun = time.perf_counter()
            _, answer = self._http.request("POST", f"{self._base}/assignments/next", {})
            claimed = time.perf_counter()
            assignment = answer["assignment"]
            if assignment is None:
                assert answer["reason"] == "no_more_tasks", answer
                return
            body = self._submission(assignment)
            sent = time.perf_counter()
            path = f"/api/assignments/{assignment['id']}/submit"
            _, done = self._http.request("POST", path, body)
            yield Pair(
                submission_id=body["submission_id"],
                judgment_id=done["judgment_id"],
                counted=done["counted"],
                next_s=claimed - begun,
                submit_s=time.perf_counter() - sent,
            )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _submission(self, assignment: dict[str, Any]) -> dict[str, Any]:
        slots = [slot["slot"] for slot in assignment["slots"]]
        self._random.shuffle(slots)
        cut = self._random.randint(1, len(slots))
        ranking = [slots[:cut], *([slot] for slot in slots[cut:])]
        ratings = {slot: {"overall": self._random.randint(1, 7), "flags": []} for slot in slots}
        answer = {"ranking": ranking, "ratings": ratings, "prompt_fields": {}, "notes": ""}
        return {
            "submission_id": str(UUID(int=self._random.getrandbits(128), version=4)),
            "answer": answer,
            "active_seconds": 20,
            "wall_seconds": 30,
            "occurred_at": datetime.now(UTC).isoformat(),
            "interface_version": "bench",
        }
