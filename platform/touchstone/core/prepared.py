"""Hand-written statements of hot paths, planned once per connection instead of at every call.

Django binds parameters on the client, so that every call is a new text to plan; planning a claim
takes PostgreSQL several times as long as running it. Statements run through this cursor are bound
on the server and prepared; with a connection pool that is once per connection and process.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, JSONField, Model


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


@dataclass(frozen=True)
class Columns:
    """Those columns of a model that a statement reads; what is left out loads when asked for.

    Attributes:
        model: Whose.
        names: As the instance has them (``project_id``); empty: all.
    """

    model: type[Model]
    names: tuple[str, ...] = ()

    def sql(self, alias: str) -> str:
        """Return them for a SELECT from ``alias``."""
        return ", ".join(f'{alias}."{field.column}"' for field in self._fields())

    def _fields(self) -> list["Field[Any, Any]"]:
        fields = {field.attname: field for field in self.model._meta.concrete_fields}
        return [fields[name] for name in self.names or fields]


def prepared_first(
    statement: str, parameters: Mapping[str, Any], *parts: Columns
) -> list[Any] | None:
    """Run a statement that selects the columns of the parts, in their order.

    Returns:
        An instance of each part's model, from the first row; ``None`` where there is no row.
    """
    with prepared_cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    return [_instance(part, values) for part in parts]


def _instance(part: Columns, values: Iterator[Any]) -> Model:
    names, readers = _plan(part)
    read = [
        value if reader is None or value is None else reader(value)
        for reader, value in zip(readers, values, strict=False)
    ]
    return part.model.from_db("default", names, read)


@cache
def _plan(part: Columns) -> tuple[list[str], list[Callable[[Any], Any] | None]]:
    fields = part._fields()
    return [field.attname for field in fields], [_reader(field) for field in fields]


def _reader(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, JSONField):
        return orjson.loads
    convert = getattr(field, "from_db_value", None)
    # The fields of ours that have one look at the value alone.
    return None if convert is None else lambda value: convert(value, None, connection)
