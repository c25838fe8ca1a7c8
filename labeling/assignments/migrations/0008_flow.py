"""Topics that a person refuses, and the time that a skipped task took."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from labeling.assignments.domain.topics import PROMPT_TOPICS

# Places that are done need none: nobody claims them again.
_FILL = f"""
UPDATE assignments_taskplace place SET topics = {PROMPT_TOPICS}
FROM assignments_labelingtask task
JOIN prompts_prompt prompt ON prompt.id = task.prompt_id
WHERE task.id = place.task_id AND NOT place.filled AND NOT place.withdrawn
"""  # noqa: S608 - parts of our own


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0007_writing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="skip",
            name="active_ms",
            field=models.BigIntegerField(
                db_default=0,
                default=0,
                help_text="As the page counted: skipped work is paid work.",
            ),
        ),
        migrations.AddField(
            model_name="skip",
            name="wall_ms",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="taskplace",
            name="topics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                db_default=models.Value(
                    [],
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80)
                    ),
                ),
                default=list,
                help_text="What a person may refuse of the prompt: see domain.topics.",
            ),
        ),
        migrations.CreateModel(
            name="TopicRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list
                    ),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "user"), name="topic_refusal_once")
                ],
            },
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
