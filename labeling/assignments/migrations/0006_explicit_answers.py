"""Explicit answers: nothing acceptable, no order; a comparison's reason and its edit; warnings."""

import django.db.models.deletion
from django.db import migrations, models

from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0005_review"),
        ("prompts", "0003_tenancy"),
    ]

    operations = [
        migrations.AddField(
            model_name="judgment",
            name="cannot_rank",
            field=models.CharField(blank=True, db_default="", default="", max_length=14),
        ),
        migrations.AddField(
            model_name="judgment",
            name="edited",
            field=models.ForeignKey(
                db_index=False,
                help_text="Edited > chosen > rejected.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="edited_by",
                to="prompts.completion",
            ),
        ),
        migrations.AddField(
            model_name="judgment",
            name="none_acceptable",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="judgment",
            name="reason",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prompts.content",
            ),
        ),
        migrations.AddField(
            model_name="judgment",
            name="warnings",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                help_text="Codes of what was shown before the submit and confirmed.",
            ),
        ),
        # Two more references to watch.
        same_project("assignments"),
    ]
