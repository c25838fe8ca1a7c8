"""Whether beat and a worker are at work: the sweep, which needs both, leaves a note each time."""

import time

from django.conf import settings
from django.core.cache import cache

_KEY = "workers-alive-at"


def workers_note_alive() -> None:
    """Leave the note."""
    cache.set(_KEY, time.time(), timeout=None)


def workers_silent_s() -> float | None:
    """Return for how long no sweep ran, if that is too long; infinity if there never was one.

    Seconds by the web server's clock against the worker's: good enough to warn by.
    """
    noted: float | None = cache.get(_KEY)
    silent = float("inf") if noted is None else time.time() - noted
    return silent if silent > max(60.0, 4 * settings.SWEEP_EVERY_S) else None
