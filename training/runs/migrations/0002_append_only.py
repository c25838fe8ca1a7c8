"""Evidence is append-only in the database."""

from django.db import migrations

from touchstone.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("runs", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        append_only("runs_runmetric"),
        append_only("runs_runsample"),
    ]
