"""Connections of the pool are checked here instead of by the pool.

The pool's own check hands out one connection after the other and waits longer after each that is
broken (1 s, 2 s, 4 s, …): a restart of PostgreSQL breaks all of them at once, and the first
request afterwards waited for seconds, with five idle connections until it failed. Here the first
broken one empties the pool.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django makes its connections with (``ENGINE``); set ``CONN_HEALTH_CHECKS`` to False."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that answers."""
        connection = super().get_new_connection(conn_params)
        pool = self.pool
        if not pool:
            return connection
        try:
            ConnectionPool.check_connection(connection)
        except OperationalError:
            pool.putconn(connection)
            pool.drain()
            return super().get_new_connection(conn_params)
        return connection
