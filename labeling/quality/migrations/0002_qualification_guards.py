"""Evidence is append-only in the database, and stays within its project."""

from django.db import migrations

from touchstone.core.append_only import append_only
from touchstone.core.tenancy import same_project

EVIDENCE = (
    "qualification",
    "qualificationitem",
    "qualificationitemretirement",
    "practiceanswer",
    "attemptitem",
    "attemptanswer",
    "demonstrationscore",
    "attemptdecision",
)


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_qualification"), ("core", "0002_append_only")]

    operations = [
        *(append_only(f"quality_{table}") for table in EVIDENCE),
        same_project("quality"),
    ]
