"""Voided judgments, pauses, reviews of tasks and of demonstrations, and what asks for them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import touchstone.core.ids
from django.conf import settings
from django.db import migrations, models

from touchstone.core.append_only import append_only
from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0004_agreement_sums"),
        ("projects", "0002_append_only"),
        ("prompts", "0003_tenancy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DemonstrationDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[("first", "First"), ("share", "Share"), ("again", "Again")],
                        max_length=5,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DemonstrationVerdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=touchstone.core.ids.uuid7, editable=False, unique=True
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("edited", "Edited"),
                            ("returned", "Returned"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="JudgmentVoid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[("void", "Void"), ("relabel", "Relabel")], max_length=7
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=touchstone.core.ids.uuid7, editable=False, unique=True
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TaskSignal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stale", models.BooleanField(default=True)),
                ("settled", models.BooleanField(default=False, help_text="A review of it stands.")),
                (
                    "need",
                    models.FloatField(
                        default=0.0, help_text="The queue's order: see docs/metrics.md."
                    ),
                ),
                ("judgments", models.PositiveIntegerField(default=0)),
                (
                    "disagreement",
                    models.FloatField(
                        help_text="Share of the pairs that two people ordered, and differently.",
                        null=True,
                    ),
                ),
                (
                    "spread",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Largest distance of two ratings of one completion."
                    ),
                ),
                (
                    "contested_flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        help_text="Set by some and not by others.",
                        size=None,
                    ),
                ),
                (
                    "unclear_skips",
                    models.PositiveIntegerField(default=0, help_text="As unclear or broken."),
                ),
            ],
        ),
        migrations.AddField(
            model_name="labelingtask",
            name="reviews",
            field=models.ForeignKey(
                help_text="The task that this one, of the kind review, settles.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_tasks",
                to="assignments.labelingtask",
            ),
        ),
        migrations.AddConstraint(
            model_name="labelingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "review"), ("reviews__isnull", False)),
                    models.Q(
                        models.Q(("kind", "review"), _negated=True), ("reviews__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="labeling_task_review_of_one",
            ),
        ),
        migrations.AddField(
            model_name="demonstrationdraw",
            name="judgment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="draw",
                to="assignments.judgment",
            ),
        ),
        migrations.AddField(
            model_name="demonstrationdraw",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="demonstrationverdict",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="demonstrationverdict",
            name="judgment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdict",
                to="assignments.judgment",
            ),
        ),
        migrations.AddField(
            model_name="demonstrationverdict",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="demonstrationverdict",
            name="reason",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prompts.content",
            ),
        ),
        migrations.AddField(
            model_name="demonstrationverdict",
            name="replaced_by",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="edit_verdict",
                to="assignments.judgment",
            ),
        ),
        migrations.AddField(
            model_name="judgmentvoid",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="judgmentvoid",
            name="judgment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="void",
                to="assignments.judgment",
            ),
        ),
        migrations.AddField(
            model_name="judgmentvoid",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tasksignal",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="tasksignal",
            name="task",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signal",
                to="assignments.labelingtask",
            ),
        ),
        migrations.AddIndex(
            model_name="demonstrationdraw",
            index=models.Index(fields=["project", "id"], name="demonstration_draw_queue"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("project", "user"),
                name="pause_one_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="tasksignal",
            index=models.Index(
                condition=models.Q(("need__gt", 0), ("settled", False)),
                fields=["project", "-need", "-task"],
                name="task_signal_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="tasksignal",
            index=models.Index(
                condition=models.Q(("stale", True)), fields=["id"], name="task_signal_stale"
            ),
        ),
        append_only("assignments_judgmentvoid"),
        append_only("assignments_demonstrationdraw"),
        append_only("assignments_demonstrationverdict"),
        same_project("assignments"),
    ]
