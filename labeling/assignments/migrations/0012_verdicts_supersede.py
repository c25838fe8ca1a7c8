"""Decisions on demonstrations that a later one supersedes."""

import django.db.models.deletion
from django.db import migrations, models

from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [("assignments", "0011_gold_checks")]

    operations = [
        migrations.AddField(
            model_name="demonstrationverdict",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="assignments.demonstrationverdict",
            ),
        ),
        migrations.AlterField(
            model_name="demonstrationverdict",
            name="judgment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="assignments.judgment",
            ),
        ),
        migrations.AlterField(
            model_name="demonstrationverdict",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("approved", "Approved"),
                    ("edited", "Edited"),
                    ("returned", "Returned"),
                    ("reopened", "Reopened"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="demonstrationverdict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes", None)),
                fields=("judgment",),
                name="demonstration_verdict_first_once",
            ),
        ),
        same_project("assignments"),
    ]
