"""The connection pool: a server that threw everybody out costs nobody a wait."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, connections

MANY = 6
"""With the pool's own check so many broken connections were 31 s of waiting."""


@pytest.mark.django_db(transaction=True)
def test_the_first_request_after_a_restart_of_the_database_is_served_at_once() -> None:
    together = threading.Barrier(MANY)

    def work() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
                together.wait(60)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrapper: Any = connections["default"]
    assert wrapper.pool.get_stats()["pool_available"] >= MANY
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    begun = time.monotonic()
    answers: list[Any] = []

    def ask() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
                answers.append(cursor.fetchone())
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()

    assert answers == [(1,)]
    assert time.monotonic() - begun < 15
