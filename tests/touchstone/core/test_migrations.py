"""Migrations say what the models say, and what must not change is guarded by triggers."""

import pytest
from django.core.management import call_command
from django.db import connection

GUARDED = {
    "core_auditevent",
    "projects_ratingschema",
    "registry_promotion",
}


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_grounds_evidence_is_guarded_by_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_object_table FROM information_schema.triggers "
            "WHERE trigger_name LIKE '%_append_only'"
        )
        guarded = {table for (table,) in cursor.fetchall()}
    assert guarded >= GUARDED
