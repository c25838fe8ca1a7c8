"""Training and sampling runs, their metrics and their samples.

A run is a row that a worker claims with a lease and a fencing token; the trainer is a subprocess.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.datasets.models import DatasetVersion
from labeling.prompts.models import Completion
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion
from training.runs.domain.engine_config import Recipe
from training.runs.domain.states import RunState


class Run(models.Model):
    """One training (or sampling) run: frozen config in, a model version (or samples) out."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="runs")
    recipe = models.CharField(max_length=8, choices=Recipe.choices)
    state = models.CharField(max_length=9, choices=RunState.choices, default=RunState.QUEUED)
    config = models.JSONField()
    datasets = models.ManyToManyField(DatasetVersion, related_name="runs")
    inputs = models.ManyToManyField(
        ModelVersion, related_name="runs_from", help_text="Base, SFT policy, reward model."
    )
    produced = models.OneToOneField(
        ModelVersion, models.PROTECT, null=True, related_name="produced_by"
    )
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    step = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(
        default=0, help_text="Attempts that crashed or fell silent; a worker's own end is none."
    )
    max_failures = models.PositiveSmallIntegerField(default=3)
    fencing_token = models.PositiveBigIntegerField(default=0)
    lease_owner = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(
        null=True, help_text="When a worker was last asked to look; the sweeper asks again."
    )
    cancel_requested_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="runs"
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The claim and the sweeper: what is not finished.
            models.Index(
                fields=["state", "id"],
                condition=models.Q(state__in=["queued", "claimed", "running"]),
                name="run_unfinished",
            ),
            models.Index(fields=["project", "-id"], name="run_by_project"),
        ]

    def __str__(self) -> str:
        return f"{self.recipe} run {self.pk}"


class RunMetric(models.Model):
    """One line of a run's metrics, as it came. Append-only by trigger."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="metrics")
    attempt = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField(help_text="Line number in the attempt's metrics.jsonl.")
    step = models.PositiveIntegerField()
    phase = models.CharField(max_length=40)
    values = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # A supervisor that starts reading again doubles nothing.
            models.UniqueConstraint(fields=["run", "attempt", "line"], name="run_metric_once")
        ]

    def __str__(self) -> str:
        return f"{self.run} step {self.step}"


class RunSample(models.Model):
    """One completion that a sampling run made. Append-only by trigger."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="samples")
    completion = models.OneToOneField(Completion, models.PROTECT, related_name="sampled_by")
    index = models.PositiveSmallIntegerField(help_text="Which of the prompt's completions.")

    def __str__(self) -> str:
        return f"sample {self.index} of {self.run}"
