"""A bucket of requests per API key, in the memory of each web process.

It protects the database from a runaway client, not a quota from a clever one: no shared counter is
read or written on the way of a thumb, and Redis may be down. With N web processes a key may do up
to N times the stated rate.
"""

import threading
import time

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from touchstone.projects.models import ApiKey

BURST_S = 5.0
"""A key that was silent may send this many seconds' worth at once."""


class ApiKeyThrottle(BaseThrottle):
    """Refuses (429, ``Retry-After``) what exceeds ``TOUCHSTONE_FEEDBACK_RATE`` a second."""

    _lock = threading.Lock()
    _buckets: dict[int, tuple[float, float]] = {}

    def __init__(self) -> None:
        """Start with nothing to wait for."""
        self._wait_s = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Take one from the key's bucket; say whether there was one."""
        if not isinstance(request.auth, ApiKey):
            return True
        rate = float(settings.FEEDBACK_RATE)
        now = time.monotonic()
        with self._lock:
            tokens, at = self._buckets.get(request.auth.pk, (rate * BURST_S, now))
            tokens = min(rate * BURST_S, tokens + (now - at) * rate)
            allowed = tokens >= 1
            self._buckets[request.auth.pk] = (tokens - 1 if allowed else tokens, now)
        self._wait_s = 0.0 if allowed else (1 - tokens) / rate
        return allowed

    def wait(self) -> float:
        """Return after how many seconds the next request will pass."""
        return self._wait_s
