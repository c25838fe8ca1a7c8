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


class HttpLabeler:
    """Somebody who works in one project until there is nothing left."""

    def __init__(self, url: str, session_key: str, project_id: str, seed: int) -> None:
        """Prepare a labeler who is logged in by a session key."""
        parts = urlsplit(url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._origin = url
        self._session_key = session_key
        self._base = f"/api/projects/{project_id}"
        self._random = random.Random(seed)
        self._connection: http.client.HTTPConnection | None = None

    def pairs(self) -> Iterator[Pair]:
        """Yield each pair of next and submit, until the server says that nothing is left."""
        while True:
            begun = time.perf_counter()
            answer = self._post(f"{self._base}/assignments/next", {})
            claimed = time.perf_counter()
            assignment = answer["assignment"]
            if assignment is None:
                assert answer["reason"] == "no_more_tasks", answer
                return
            body = self._submission(assignment)
            sent = time.perf_counter()
            done = self._post(f"/api/assignments/{assignment['id']}/submit", body)
            yield Pair(
                submission_id=body["submission_id"],
                judgment_id=done["judgment_id"],
                counted=done["counted"],
                next_s=claimed - begun,
                submit_s=time.perf_counter() - sent,
            )

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

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

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send until an answer comes.

        Raises:
            RuntimeError: The server refused.
            TimeoutError: No answer came within ``PATIENCE_S``.
        """
        payload = json.dumps(body).encode()
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"sessionid={self._session_key}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Referer": self._origin,
        }
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            try:
                status, content = self._request(path, payload, headers)
            except (OSError, http.client.HTTPException):
                self.close()
                time.sleep(0.05)
                continue
            if status in (200, 201):
                answer: dict[str, Any] = json.loads(content)
                return answer
            raise RuntimeError(f"{path}: {status} {content[:500]!r}")
        raise TimeoutError(f"no answer to {path} within {PATIENCE_S} s")

    def _request(self, path: str, payload: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(*self._address, timeout=30)
        self._connection.request("POST", path, payload, headers)
        response = self._connection.getresponse()
        return response.status, response.read()
