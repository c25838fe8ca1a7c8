import django.db.models.deletion
import django.db.models.functions.datetime
import touchstone.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("datasets", "0001_initial"),
        ("projects", "0001_initial"),
        ("prompts", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
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
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("failed", "Failed"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="running",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(help_text="What started it.", max_length=200)),
                ("config", models.JSONField(default=dict)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "base_model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="projects.project",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles_started",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CycleStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("freeze", "Freeze"),
                            ("sft", "Sft"),
                            ("reward", "Reward"),
                            ("ppo", "Ppo"),
                            ("gate", "Gate"),
                            ("promote", "Promote"),
                            ("sample", "Sample"),
                        ],
                        max_length=8,
                    ),
                ),
                ("index", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("running", "Running"),
                            ("awaiting_labels", "Awaiting Labels"),
                            ("awaiting_decision", "Awaiting Decision"),
                            ("done", "Done"),
                            ("skipped", "Skipped"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=17,
                    ),
                ),
                ("summary", models.JSONField(default=dict)),
                ("error", models.TextField(blank=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="runs.cycle",
                    ),
                ),
                (
                    "datasets",
                    models.ManyToManyField(related_name="+", to="datasets.datasetversion"),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.promotion",
                    ),
                ),
            ],
            options={
                "ordering": ["cycle_id", "index"],
            },
        ),
        migrations.CreateModel(
            name="Gate",
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
                    "n_declared",
                    models.PositiveIntegerField(
                        help_text="Comparisons, fixed before the first is labeled."
                    ),
                ),
                ("rules", models.JSONField(help_text="Thresholds, fixed with n.")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("promote", "Promote"), ("refuse", "Refuse"), ("ask", "Ask")],
                        max_length=8,
                    ),
                ),
                ("evidence", models.JSONField(default=dict)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gates",
                        to="projects.project",
                    ),
                ),
                (
                    "serving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gate",
                        to="runs.cyclestep",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RetrainPolicy",
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
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("every_judgments", models.PositiveIntegerField(null=True)),
                ("every_days", models.PositiveIntegerField(null=True)),
                (
                    "config",
                    models.JSONField(
                        default=dict, help_text="Overrides per step; see docs/cycles.md."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retrain_policies",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="cycle",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cycles",
                to="runs.retrainpolicy",
            ),
        ),
        migrations.CreateModel(
            name="Run",
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
                    "recipe",
                    models.CharField(
                        choices=[
                            ("pretrain", "Pretrain"),
                            ("sft", "Sft"),
                            ("reward", "Reward"),
                            ("ppo", "Ppo"),
                            ("sample", "Sample"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("claimed", "Claimed"),
                            ("running", "Running"),
                            ("succeeded", "Succeeded"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=9,
                    ),
                ),
                ("config", models.JSONField()),
                ("result", models.JSONField(null=True)),
                ("error", models.TextField(blank=True)),
                ("step", models.PositiveIntegerField(default=0)),
                ("total_steps", models.PositiveIntegerField(null=True)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                (
                    "failures",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Attempts that crashed or fell silent; a worker's own end is none.",
                    ),
                ),
                ("max_failures", models.PositiveSmallIntegerField(default=3)),
                ("fencing_token", models.PositiveBigIntegerField(default=0)),
                ("lease_owner", models.CharField(blank=True, max_length=200)),
                ("lease_until", models.DateTimeField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                (
                    "nudged_at",
                    models.DateTimeField(
                        help_text="When a worker was last asked to look; the sweeper asks again.",
                        null=True,
                    ),
                ),
                ("cancel_requested_at", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "datasets",
                    models.ManyToManyField(related_name="runs", to="datasets.datasetversion"),
                ),
                (
                    "inputs",
                    models.ManyToManyField(
                        help_text="Base, SFT policy, reward model.",
                        related_name="runs_from",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "produced",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="produced_by",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RunMetric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField()),
                (
                    "line",
                    models.PositiveIntegerField(
                        help_text="Line number in the attempt's metrics.jsonl."
                    ),
                ),
                ("step", models.PositiveIntegerField()),
                ("phase", models.CharField(max_length=40)),
                ("values", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="metrics",
                        to="runs.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RunSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "index",
                    models.PositiveSmallIntegerField(
                        help_text="Which of the prompt's completions."
                    ),
                ),
                (
                    "completion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled_by",
                        to="prompts.completion",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="runs.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StepRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("train", "Train"),
                            ("candidate", "Candidate"),
                            ("previous", "Previous"),
                            ("sft", "Sft"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="step_run",
                        to="runs.run",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="step_runs",
                        to="runs.cyclestep",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cyclestep",
            constraint=models.UniqueConstraint(fields=("cycle", "name"), name="cycle_step_once"),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="cycle_number"),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")),
                fields=("project",),
                name="cycle_one_running_per_project",
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "claimed", "running"])),
                fields=["state", "id"],
                name="run_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["project", "-id"], name="run_by_project"),
        ),
        migrations.AddConstraint(
            model_name="runmetric",
            constraint=models.UniqueConstraint(
                fields=("run", "attempt", "line"), name="run_metric_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="steprun",
            constraint=models.UniqueConstraint(fields=("step", "role"), name="step_run_once"),
        ),
    ]
