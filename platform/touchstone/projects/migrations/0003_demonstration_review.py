"""How many demonstrations are reviewed."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="demonstration_review_first",
            field=models.PositiveSmallIntegerField(
                default=20, help_text="How many of a labeler's first demonstrations are all read."
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="demonstration_review_share",
            field=models.FloatField(
                default=0.1,
                help_text="Share of the demonstrations, drawn at submit, that a reviewer reads.",
                validators=[
                    django.core.validators.MinValueValidator(0.0),
                    django.core.validators.MaxValueValidator(1.0),
                ],
            ),
        ),
    ]
