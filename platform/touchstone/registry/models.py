"""Model versions: trained from what, weights where; and which of them serves, by whose decision."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class ModelRole(models.TextChoices):
    """What a model is for."""

    POLICY = "policy"
    """Writes completions."""
    REWARD = "reward"
    """Scores completions."""


class ModelKind(models.TextChoices):
    """Where a model comes from."""

    BASE = "base"
    """Brought from outside, or pretrained here; nothing was learned from labels yet."""
    TRAINED = "trained"
    """Made by a training run."""
    EXTERNAL = "external"
    """Somebody else's; we have its completions but no weights."""


class ModelVersion(models.Model):
    """One set of weights, or the name of an outside model. Immutable but for its metrics."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="model_versions")
    role = models.CharField(max_length=8, choices=ModelRole.choices)
    kind = models.CharField(max_length=8, choices=ModelKind.choices)
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    recipe = models.CharField(max_length=20, blank=True)
    location = models.CharField(
        max_length=500,
        blank=True,
        help_text="A tree's key in object storage, or a hub name; empty for external models.",
    )
    weights_sha256 = models.CharField(max_length=64, blank=True)
    tokenizer_digest = models.CharField(max_length=64, blank=True)
    template_digest = models.CharField(max_length=64, blank=True)
    parameters = models.BigIntegerField(null=True, blank=True)
    metrics = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "number"], name="model_version_number"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="external") | ~models.Q(location=""),
                name="model_version_has_weights_unless_external",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class PromotionKind(models.TextChoices):
    """Why another policy serves now."""

    PROMOTION = "promotion"
    ROLLBACK = "rollback"


class Promotion(models.Model):
    """From here on this policy serves the project. Append-only; the latest row holds."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="promotions")
    model = models.ForeignKey(ModelVersion, models.PROTECT, related_name="promotions")
    previous = models.ForeignKey(
        ModelVersion, models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    kind = models.CharField(max_length=10, choices=PromotionKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="promotions"
    )
    reason = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        # "Which policy serves?": the latest promotion of the project.
        indexes = [models.Index(fields=["project", "-id"], name="promotion_latest")]

    def __str__(self) -> str:
        return f"{self.model} serves {self.project}"
