"""What intake notices in a prompt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prompts", "0003_tenancy"),
    ]

    operations = [
        migrations.AddField(
            model_name="prompt",
            name="findings",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                help_text="What intake noticed: places that look like personal data, near-duplicates.",
            ),
        ),
    ]
