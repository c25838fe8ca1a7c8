"""Retrain policies, and the cycles they start.

A cycle is the chain freeze → sft → reward → ppo → gate → promote → sample; each step is a row.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.datasets.models import DatasetVersion
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion, Promotion
from training.runs.domain.states import CycleState, StepState
from training.runs.models.run import Run


class RetrainPolicy(models.Model):
    """When to retrain, and what. The beat's tick evaluates it under an advisory lock."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="retrain_policies")
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    every_judgments = models.PositiveIntegerField(null=True)
    every_days = models.PositiveIntegerField(null=True)
    config = models.JSONField(default=dict, help_text="Overrides per step; see docs/cycles.md.")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


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


class StepName(models.TextChoices):
    """The steps of a cycle, in order."""

    FREEZE = "freeze"
    SFT = "sft"
    REWARD = "reward"
    PPO = "ppo"
    GATE = "gate"
    PROMOTE = "promote"
    SAMPLE = "sample"


class CycleStep(models.Model):
    """One step of a cycle; resuming a cycle goes on at the one that failed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")
    name = models.CharField(max_length=8, choices=StepName.choices)
    index = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=17, choices=StepState.choices, default=StepState.PENDING)
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


class StepRunRole(models.TextChoices):
    """What a run does for its step."""

    TRAIN = "train"
    """Trains the step's model."""
    CANDIDATE = "candidate"
    """Samples from the policy this cycle made."""
    PREVIOUS = "previous"
    """Samples from what served before (at the first gate: from this cycle's SFT policy)."""
    SFT = "sft"
    """Samples from this cycle's SFT policy."""


class StepRun(models.Model):
    """A run that a step started, and what for."""

    step = models.ForeignKey(CycleStep, models.PROTECT, related_name="step_runs")
    run = models.OneToOneField(Run, models.PROTECT, related_name="step_run")
    role = models.CharField(max_length=9, choices=StepRunRole.choices)

    class Meta:
        # However often a cycle is advanced, a step starts each of its runs once.
        constraints = [models.UniqueConstraint(fields=["step", "role"], name="step_run_once")]

    def __str__(self) -> str:
        return f"{self.role} of {self.step}"
