"""Training runs, the cycles that chain them, the policies that start cycles, and gates.

A run is a row that a worker claims with a lease and a fencing token; the trainer is a subprocess.
A cycle is the chain freeze → sft → reward → ppo → gate → promote → sample, each step a row.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.datasets.models import DatasetVersion
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion, Promotion


class Recipe(models.TextChoices):
    """What a run does in the engine."""

    PRETRAIN = "pretrain"
    SFT = "sft"
    REWARD = "reward"
    PPO = "ppo"
    SAMPLE = "sample"


class RunState(models.TextChoices):
    """Where a run stands; see ``domain.TRANSITIONS``."""

    QUEUED = "queued"
    """Waits for a worker."""
    CLAIMED = "claimed"
    """A worker holds the lease and prepares the folder."""
    RUNNING = "running"
    """The trainer runs; metrics and heartbeats come in."""
    SUCCEEDED = "succeeded"
    """Its result is registered, once."""
    FAILED = "failed"
    """Out of attempts, or a fault that a retry will not mend; ``error`` says which."""
    CANCELLED = "cancelled"
    """Somebody stopped it; its last checkpoint stays."""


class RetrainPolicy(models.Model):
    """When to retrain, and what. The beat's tick evaluates it under an advisory lock."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="retrain_policies")
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    every_judgments = models.PositiveIntegerField(null=True)
    every_days = models.PositiveIntegerField(null=True)
    config = models.JSONField(default=dict, help_text="Overrides per step; see docs/training.md.")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class CycleState(models.TextChoices):
    """Where a cycle stands."""

    RUNNING = "running"
    """A step is at work, or waits for labels."""
    FAILED = "failed"
    """A step failed; resuming goes on at that step."""
    DONE = "done"
    """All steps done, or the gate refused: nothing is left to do."""
    CANCELLED = "cancelled"
    """Somebody stopped it."""


class Cycle(models.Model):
    """One turn of the loop."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="cycles")
    policy = models.ForeignKey(RetrainPolicy, models.PROTECT, related_name="cycles")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=CycleState.choices, default=CycleState.RUNNING)
    reason = models.CharField(max_length=200, help_text="What started it.")
    config = models.JSONField(default=dict)
    base_model = models.ForeignKey(ModelVersion, models.PROTECT, related_name="+")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cycles_started"
    )
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="cycle_number"),
            # One turn at a time: the beat may tick twice, a person may press twice.
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state="running"),
                name="cycle_one_running_per_project",
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.number} of {self.project}"


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
    max_attempts = models.PositiveSmallIntegerField(default=3)
    fencing_token = models.PositiveBigIntegerField(default=0)
    lease_owner = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
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


class StepName(models.TextChoices):
    """The steps of a cycle, in order."""

    FREEZE = "freeze"
    SFT = "sft"
    REWARD = "reward"
    PPO = "ppo"
    GATE = "gate"
    PROMOTE = "promote"
    SAMPLE = "sample"


class StepState(models.TextChoices):
    """Where a step stands."""

    PENDING = "pending"
    RUNNING = "running"
    AWAITING_LABELS = "awaiting_labels"
    """The gate's comparisons are in the labelers' queue; no GPU is held."""
    AWAITING_DECISION = "awaiting_decision"
    """The gate asks a person."""
    DONE = "done"
    SKIPPED = "skipped"
    """Not needed: the gate refused, so nothing is promoted or sampled."""
    FAILED = "failed"


class CycleStep(models.Model):
    """One step of a cycle; resuming a cycle goes on at the one that failed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")
    name = models.CharField(max_length=8, choices=StepName.choices)
    index = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=17, choices=StepState.choices, default=StepState.PENDING)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="steps")
    datasets = models.ManyToManyField(DatasetVersion, related_name="+")
    promotion = models.ForeignKey(Promotion, models.PROTECT, null=True, related_name="+")
    summary = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "name"], name="cycle_step_once")]
        ordering = ["cycle_id", "index"]

    def __str__(self) -> str:
        return f"{self.name} of {self.cycle}"


class Gate(models.Model):
    """A promotion decided on blind comparisons of the candidate against what serves."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="gates")
    step = models.OneToOneField(CycleStep, models.PROTECT, related_name="gate")
    candidate = models.ForeignKey(ModelVersion, models.PROTECT, related_name="+")
    serving = models.ForeignKey(ModelVersion, models.PROTECT, related_name="+")
    n_declared = models.PositiveIntegerField(
        help_text="Comparisons, fixed before the first is labeled."
    )
    rules = models.JSONField(help_text="Thresholds, fixed with n.")
    decision = models.CharField(max_length=8, blank=True)
    evidence = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"gate of {self.candidate}"
