"""The gate: a promotion decided on people's blind comparisons."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion
from training.runs.models.cycle import CycleStep


class GateDecision(models.TextChoices):
    """What a gate came to."""

    PROMOTE = "promote"
    REFUSE = "refuse"
    ASK = "ask"
    """The evidence does not settle it: a person decides."""


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
    decision = models.CharField(max_length=8, choices=GateDecision.choices, blank=True)
    evidence = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"gate of {self.candidate}"
