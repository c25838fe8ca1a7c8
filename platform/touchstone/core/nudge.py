"""Telling workers to look now: worth trying, never worth waiting for.

What is to be done stands in PostgreSQL and a sweeper finds it, so a nudge gives up quickly, and
after one that failed none is tried for a moment: not every request shall pay for a Redis that is
away. Publishing has a connection of its own, since a worker's may be silent for long.
"""

import logging
import time
from typing import Any

from celery import current_app
from kombu import Connection
from kombu.exceptions import KombuError
from kombu.pools import producers

logger = logging.getLogger(__name__)

TIMEOUT_S = 0.5
PAUSE_S = 2.0
_OPTIONS = {
    "socket_timeout": TIMEOUT_S,
    "socket_connect_timeout": TIMEOUT_S,
    # kombu would otherwise try to connect for ever.
    "max_retries": 0,
}
_quiet_until = 0.0


def nudge(task: str, **kwargs: Any) -> None:
    """Ask a worker to run ``task`` now. Losing this is harmless: the sweeper looks anyway."""
    global _quiet_until  # one per process, read without a lock: a hint is enough
    if time.monotonic() < _quiet_until:
        return
    connection = Connection(current_app.conf.broker_url, transport_options=_OPTIONS)
    try:
        with producers[connection].acquire(block=True, timeout=TIMEOUT_S) as producer:
            current_app.send_task(task, kwargs=kwargs, retry=False, producer=producer)
    except (KombuError, OSError) as error:
        _quiet_until = time.monotonic() + PAUSE_S
        logger.warning("could not nudge %s (%s): the sweeper will find it", task, error)
