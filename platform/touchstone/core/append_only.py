"""Triggers that refuse UPDATE and DELETE on evidence, for use in migrations.

Erasure is the one named exception: inside ``erasing()`` the session sets ``touchstone.erasing``,
which the trigger function honours for the length of that transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations.operations import RunSQL

_FUNCTION = """
CREATE OR REPLACE FUNCTION touchstone_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('touchstone.erasing', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are evidence: add a later row that supersedes, never % one',
    TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only_function() -> RunSQL:
    """Return the migration operation that creates the trigger function."""
    return RunSQL(_FUNCTION, "DROP FUNCTION IF EXISTS touchstone_refuse_change() CASCADE")


def append_only(table: str) -> RunSQL:
    """Return the migration operation that makes ``table`` append-only."""
    return RunSQL(
        f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION touchstone_refuse_change()",
        f'DROP TRIGGER IF EXISTS {table}_append_only ON "{table}"',
    )


@contextmanager
def erasing() -> Iterator[None]:
    """Run a transaction in which evidence may be redacted: erasure, and nothing else."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL touchstone.erasing = 'on'")
        yield
