"""Triggers that keep a row and what it refers to within one project, for use in migrations.

Access is checked at the row's own project, so a reference into another project would be a hole in
every list that follows it. The check is a lookup by primary key per reference and insert, made when
the statement is through: one statement may store a row and what it refers to, and COPY stays fast.
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations.operations import RunPython
from django.db.models import Field

# What a row refers to: (its column, the other's table).
References = list[tuple[str, str]]

# A scalar subquery is looked up by primary key, row by row, whatever the planner thinks.
_WRONG = """(a."{column}" IS NOT NULL AND
    (SELECT o.project_id FROM "{table}" o WHERE o.id = a."{column}")
    IS DISTINCT FROM a.project_id)"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION "{own}_same_project{suffix}"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
  SELECT CASE {cases} END INTO wrong FROM {rows} a WHERE {any} LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE foreign_key_violation
      USING MESSAGE = wrong || ' of {own} refers to a row of another project, or to none';
  END IF;
  RETURN NULL;
END $$;
"""
# Per statement, since it costs a tenth of a check per row where thousands of rows come at once; an
# update of certain columns can only be watched row by row.
_TRIGGERS = """
CREATE OR REPLACE TRIGGER "{own}_same_project" AFTER INSERT ON "{own}"
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "{own}_same_project"();
CREATE OR REPLACE TRIGGER "{own}_same_project_moved" AFTER UPDATE OF {columns} ON "{own}"
  FOR EACH ROW EXECUTE FUNCTION "{own}_same_project_moved"();
"""


def same_project(app_label: str) -> RunPython:
    """Return the migration operation that guards every table of an app, as its models stand."""

    def install(apps: Any, schema_editor: Any) -> None:
        for model in apps.get_app_config(app_label).get_models():
            if found := references(model):
                schema_editor.execute(_sql(model._meta.db_table, found))

    def remove(apps: Any, schema_editor: Any) -> None:
        for model in apps.get_app_config(app_label).get_models():
            for suffix in ("", "_moved"):
                name = f'"{model._meta.db_table}_same_project{suffix}"'
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")

    reverse: Callable[[Any, Any], None] = remove
    return RunPython(install, reverse)


def references(model: Any) -> References:
    """Return the model's foreign keys to rows of a project, if it is itself one; else nothing."""
    if not _has_project(model):
        return []
    return [
        (field.column, field.related_model._meta.db_table)
        for field in model._meta.concrete_fields
        if _refers_to_a_project_row(field)
    ]


def _refers_to_a_project_row(field: "Field[Any, Any]") -> bool:
    return bool(field.is_relation and field.name != "project" and _has_project(field.related_model))


def _has_project(model: Any) -> bool:
    return "project" in {field.name for field in model._meta.concrete_fields}


def _sql(own: str, found: References) -> str:
    wrong = {column: _WRONG.format(column=column, table=table) for column, table in found}
    cases = " ".join(f"WHEN {test} THEN '{column}'" for column, test in wrong.items())
    columns = ", ".join(f'"{column}"' for column in ["project_id", *wrong])
    functions = [
        _FUNCTION.format(
            own=own, suffix=suffix, rows=rows, cases=cases, any=" OR ".join(wrong.values())
        )
        for suffix, rows in (("", "added"), ("_moved", "(SELECT NEW.*)"))
    ]
    return "".join(functions) + _TRIGGERS.format(own=own, columns=columns)
