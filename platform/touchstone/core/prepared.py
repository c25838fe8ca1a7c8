"""Hand-written statements of hot paths, planned once per connection instead of at every call.

Django binds parameters on the client, so that every call is a new text to plan; planning a claim
takes PostgreSQL several times as long as running it. Statements run through this cursor are bound
on the server and prepared; with a connection pool that is once per connection and process.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Model


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


@cache
def prepared_columns(model: type[Model], alias: str) -> str:
    """Return all of a model's columns, for the SELECT of ``prepared_first``."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def prepared_first(
    statement: str, parameters: Mapping[str, Any], *models: type[Model]
) -> list[Any] | None:
    """Run a statement that selects ``prepared_columns`` of the models, in their order.

    Returns:
        An instance of each model, from the first row; ``None`` where there is no row.
    """
    with prepared_cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    return [_instance(model, values) for model in models]


def _instance(model: type[Model], values: Iterator[Any]) -> Model:
    fields = model._meta.concrete_fields
    read = [_read(field, value) for field, value in zip(fields, values, strict=False)]
    return model.from_db("default", [field.attname for field in fields], read)


def _read(field: Any, value: Any) -> Any:
    # The fields of ours that need it (JSON) look at the value alone.
    convert = getattr(field, "from_db_value", None)
    return value if convert is None or value is None else convert(value, None, connection)
