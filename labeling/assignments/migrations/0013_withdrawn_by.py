"""Who withdrew a task by hand, so that a prompt's writer who comes back to it does not undo it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# So far only the audit tells.
_FILL = """
UPDATE assignments_labelingtask task SET withdrawn_by_id = person.id
FROM core_auditevent event JOIN accounts_user person ON person.id = event.actor_id
WHERE event.action = 'task.withdrawn' AND event.target = 'task:' || task.public_id
  AND task.cancelled_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("core", "0001_initial"),
        ("assignments", "0012_verdicts_supersede"),
    ]

    operations = [
        migrations.AddField(
            model_name="labelingtask",
            name="withdrawn_by",
            field=models.ForeignKey(
                db_index=False,
                help_text="Who withdrew it by hand: nothing offers it again.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
