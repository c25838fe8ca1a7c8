"""Trying again what PostgreSQL broke off to undo a deadlock: nothing of it was stored."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected

T = TypeVar("T")
TRIES = 4


def deadlock_retried(work: Callable[[], T]) -> T:
    """Run ``work``, a whole transaction of its own, again where it was broken off by a deadlock.

    Raises:
        OperationalError: Anything else; a deadlock within somebody else's transaction, or the last
            of four in a row.
    """
    for left in reversed(range(TRIES)):
        try:
            return work()
        except OperationalError as error:
            broken_off = isinstance(error.__cause__, DeadlockDetected)
            if not broken_off or connection.in_atomic_block or left == 0:
                raise
    raise AssertionError("the last try returns or raises")
