"""Places beside the overlap, and the judgments that fill them: people checked against gold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assignments", "0010_skip_taken_back")]

    operations = [
        migrations.AddField(
            model_name="judgment",
            name="gold_check",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It answers a task whose answer is known: scored, never learned from.",
            ),
        ),
        migrations.AddField(
            model_name="taskplace",
            name="gold_check",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="The answer is known: whoever fills it is checked and is not told.",
            ),
        ),
        migrations.AddIndex(
            model_name="judgment",
            index=models.Index(
                condition=models.Q(("gold_check", True)),
                fields=["project", "user"],
                name="judgment_gold_checks",
            ),
        ),
        migrations.AddIndex(
            model_name="taskplace",
            index=models.Index(
                condition=models.Q(("filled", False), ("gold_check", True), ("withdrawn", False)),
                fields=["project", "kind"],
                name="task_place_checks",
            ),
        ),
    ]
