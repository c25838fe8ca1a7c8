"""Skips that were taken back."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from touchstone.core.append_only import append_only
from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0009_brief_topics"),
        ("projects", "0004_comparison_edits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="skip",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="skips",
                to="assignments.assignment",
            ),
        ),
        migrations.CreateModel(
            name="SkipTakenBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "skip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="assignments.skip",
                    ),
                ),
            ],
        ),
        append_only("assignments_skiptakenback"),
        same_project("assignments"),
    ]
