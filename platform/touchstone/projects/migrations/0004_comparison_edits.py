"""Whether the better of two is edited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0003_demonstration_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="comparison_edits",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="After a comparison the labeler may edit the better answer.",
            ),
        ),
    ]
