"""Topics of prompts that are still to be written."""

import django.contrib.postgres.fields
from django.db import migrations, models

from labeling.assignments.domain.topics import BRIEF_TOPICS

# Places that are done need none: nobody claims them again.
_FILL = f"""
UPDATE assignments_taskplace place SET topics = {BRIEF_TOPICS}
FROM assignments_labelingtask task
JOIN assignments_promptbrief brief ON brief.id = task.brief_id
WHERE task.id = place.task_id AND NOT place.filled AND NOT place.withdrawn
"""  # noqa: S608 - parts of our own


class Migration(migrations.Migration):
    dependencies = [("assignments", "0008_flow")]

    operations = [
        migrations.AddField(
            model_name="promptbrief",
            name="sensitive",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="What is to be written is: a topic that one may refuse, and the prompts' too.",
            ),
        ),
        migrations.AlterField(
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
                help_text="What a person may refuse of the prompt, or brief: see domain.topics.",
                size=None,
            ),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
