import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_comparison_edits")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="gold_check_share",
            field=models.FloatField(
                db_default=0.0,
                default=0.0,
                help_text="Share of ranking and comparison work that repeats a task whose answer "
                "is known.",
                validators=[
                    django.core.validators.MinValueValidator(0.0),
                    django.core.validators.MaxValueValidator(0.5),
                ],
            ),
        )
    ]
