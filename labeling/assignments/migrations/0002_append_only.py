"""Evidence is append-only in the database."""

from django.db import migrations

from touchstone.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assignments", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        append_only("assignments_taskcompletion"),
        append_only("assignments_skip"),
        append_only("assignments_judgment"),
        append_only("assignments_rating"),
    ]
