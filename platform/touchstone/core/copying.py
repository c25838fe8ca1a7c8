"""Many new rows at once, by PostgreSQL's COPY: several times as fast as INSERT."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault


def rows_copy(rows: Sequence[Model]) -> None:
    """Store new rows of one model and give each its primary key.

    Foreign keys must be set by id or with saved objects. Columns with a database default are left
    to it and not read back; constraints and triggers hold as with INSERT, but a conflict ends the
    whole.
    """
    if not rows:
        return
    meta, first = type(rows[0])._meta, rows[0]
    fields = [
        field
        for field in meta.local_concrete_fields
        if field.primary_key or not isinstance(getattr(first, field.attname), DatabaseDefault)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        with (
            connection.wrap_database_errors,
            cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row([_adapted(row, field) for field in fields])
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _adapted(row: Model, field: "Field[Any, Any]") -> Any:
    """The driver adapts every value by itself, but for JSON, which it would take for an array."""
    value = getattr(row, field.attname)
    return field.get_db_prep_save(value, connection) if isinstance(field, JSONField) else value
