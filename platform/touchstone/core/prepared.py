"""Hand-written statements of hot paths, planned once per connection instead of at every call.

Django binds parameters on the client, so that every call is a new text to plan; planning a claim
takes PostgreSQL several times as long as running it. Statements run through this cursor are bound
on the server and prepared; with a connection pool that is once per connection and process.
"""

from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


def prepared_cursor() -> CursorWrapper:
    """Return a cursor of the default connection; use it in a ``with``.

    Parameters are typed by their Python types, so that ``NULL``, lists and intervals may need a
    cast in the statement.
    """
    connection.ensure_connection()
    raw: Any = connection.connection
    raw.prepare_threshold = 0
    server_binding: Any = ServerBindingCursor
    cursor = server_binding(raw)
    if connection.queries_logged:
        return connection.make_debug_cursor(cursor)
    return connection.make_cursor(cursor)
