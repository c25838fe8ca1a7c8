"""Prompts to be written, demonstrations of several turns, and how a text came about."""

import django.db.models.deletion
import django.db.models.functions.datetime
import touchstone.core.ids
from django.conf import settings
from django.db import migrations, models

from touchstone.core.append_only import append_only
from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0006_explicit_answers"),
        ("projects", "0004_comparison_edits"),
        ("prompts", "0004_prompt_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="judgment",
            name="writing",
            field=models.JSONField(
                help_text="Of written answers: pastes, pasted and typed characters. Facts, no verdict.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="labelingtask",
            name="demonstration_mode",
            field=models.CharField(
                choices=[
                    ("answer", "Answer"),
                    ("assistant_turns", "Assistant Turns"),
                    ("both_sides", "Both Sides"),
                ],
                db_default="answer",
                default="answer",
                help_text="Of a demonstration: the next answer, or several turns.",
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="labelingtask",
            name="prompt",
            field=models.ForeignKey(
                help_text="Null where the task is to write one: its judgment then has it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labeling_tasks",
                to="prompts.prompt",
            ),
        ),
        migrations.CreateModel(
            name="PromptBrief",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("plain", "Plain"),
                            ("few_shot", "Few Shot"),
                            ("user_based", "User Based"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "use_case",
                    models.CharField(
                        blank=True, help_text="Empty: the writer says which it is.", max_length=40
                    ),
                ),
                ("language", models.CharField(default="en", max_length=35)),
                (
                    "instructions",
                    models.TextField(
                        blank=True,
                        help_text="What the writer is told; for user-based the use case in words.",
                    ),
                ),
                (
                    "min_examples",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Pairs that a few-shot prompt needs at least."
                    ),
                ),
                ("count", models.PositiveIntegerField(help_text="Prompts wanted.")),
                (
                    "makes_demonstrations",
                    models.BooleanField(
                        default=False,
                        help_text="Each accepted prompt becomes a demonstration task.",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompt_briefs",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="labelingtask",
            name="brief",
            field=models.ForeignKey(
                help_text="What is to be written, where the kind is prompt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labeling_tasks",
                to="assignments.promptbrief",
            ),
        ),
        migrations.AddConstraint(
            model_name="labelingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("brief__isnull", False), ("kind", "prompt"), ("prompt__isnull", True)
                    ),
                    models.Q(
                        models.Q(("kind", "prompt"), _negated=True),
                        ("brief__isnull", True),
                        ("prompt__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="labeling_task_has_prompt_or_brief",
            ),
        ),
        migrations.AddIndex(
            model_name="promptbrief",
            index=models.Index(fields=["project", "-id"], name="prompt_brief_newest"),
        ),
        migrations.AddConstraint(
            model_name="promptbrief",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gte", 1)), name="prompt_brief_wants_some"
            ),
        ),
        append_only("assignments_promptbrief"),
        same_project("assignments"),
    ]
