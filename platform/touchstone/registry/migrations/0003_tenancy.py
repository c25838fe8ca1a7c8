"""A row and what it refers to belong to one project."""

from django.db import migrations

from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_append_only")]

    operations = [
        same_project("registry"),
    ]
