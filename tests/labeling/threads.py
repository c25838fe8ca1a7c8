"""Several people at the same instant; for tests that use ``own_connections``."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(calls: Sequence[Callable[..., Any]], *, timeout_s: float = 300) -> list[Any]:
    """Run all calls in threads that start together; return their results in the calls' order.

    Raises:
        Exception: What the first of the calls that failed raised.
        TimeoutError: One took longer than ``timeout_s``.
    """
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[..., Any]) -> Any:
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        running = [pool.submit(run, call) for call in calls]
        return [future.result(timeout=timeout_s) for future in running]
