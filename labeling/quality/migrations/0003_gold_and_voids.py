"""Gold items, and orders to take judgments out."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import touchstone.core.ids
from django.conf import settings
from django.db import migrations, models

from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0005_review"),
        ("guidelines", "0001_initial"),
        ("projects", "0001_initial"),
        ("quality", "0002_qualification_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VoidOrder",
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
                    "cause",
                    models.CharField(
                        choices=[("void", "Void"), ("relabel", "Relabel")], max_length=7
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("demonstration", "Demonstration"),
                                ("ranking", "Ranking"),
                                ("comparison", "Comparison"),
                                ("prompt", "Prompt"),
                                ("review", "Review"),
                            ],
                            max_length=13,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "total",
                    models.PositiveIntegerField(
                        help_text="Judgments that matched when it was given."
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "before_guideline",
                    models.ForeignKey(
                        help_text="Made under an older release than this one, or under none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guidelines.guidelineversion",
                    ),
                ),
                (
                    "by",
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
                        related_name="void_orders",
                        to="projects.project",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GoldItem",
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
                    "note",
                    models.TextField(
                        blank=True, help_text="For reviewers; labelers never read it."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "judgment",
                    models.ForeignKey(
                        help_text="The review.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gold_items",
                        to="assignments.judgment",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gold_items",
                        to="projects.project",
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gold_items",
                        to="assignments.labelingtask",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("task",),
                        name="gold_item_once_per_task",
                    )
                ],
            },
        ),
        same_project("quality"),
    ]
