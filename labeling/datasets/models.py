"""Dataset versions and their lineage."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models import Judgment
from labeling.feedback.models import FeedbackEvent
from labeling.prompts.models import Completion, Prompt, Split
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class DatasetKind(models.TextChoices):
    """What one row of a dataset is."""

    DEMONSTRATIONS = "demonstrations"
    """A prompt and its ideal answer."""
    RANKINGS = "rankings"
    """A prompt, its completions and everybody's rankings of them: one element per prompt."""
    PREFERENCE_PAIRS = "preference_pairs"
    """A prompt, a chosen and a rejected completion; pairs of one prompt share ``group_id``."""
    UNPAIRED = "unpaired"
    """A prompt, a completion and a thumb."""
    PROMPTS = "prompts"
    """A prompt alone."""


class DatasetState(models.TextChoices):
    """Where a version stands."""

    BUILDING = "building"
    """Its items are being frozen and written."""
    READY = "ready"
    """Whole, hashed and immutable."""
    FAILED = "failed"
    """Could not be built; ``error`` says why. Building again is safe."""


class DatasetVersion(models.Model):
    """A frozen query: content-addressed Parquet shards, a manifest, and lineage."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="dataset_versions")
    kind = models.CharField(max_length=16, choices=DatasetKind.choices)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    filters = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=DatasetState.choices, default=DatasetState.BUILDING
    )
    error = models.TextField(blank=True)
    rows = models.JSONField(default=dict, help_text="Rows per split.")
    rows_done = models.PositiveIntegerField(default=0)
    location = models.CharField(max_length=500, blank=True, help_text="The tree's storage key.")
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="dataset_versions"
    )
    created_at = models.DateTimeField(db_default=Now())
    frozen_at = models.DateTimeField(null=True, help_text="When its items were fixed.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "number"], name="dataset_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.number}"


class DatasetItem(models.Model):
    """Lineage: one judgment, completion, thumb or prompt that a version contains. Append-only."""

    version = models.ForeignKey(DatasetVersion, models.PROTECT, related_name="items")
    split = models.CharField(max_length=10, choices=Split.choices)
    prompt = models.ForeignKey(Prompt, models.PROTECT, null=True, related_name="+")
    judgment = models.ForeignKey(Judgment, models.PROTECT, null=True, related_name="dataset_items")
    completion = models.ForeignKey(Completion, models.PROTECT, null=True, related_name="+")
    feedback = models.ForeignKey(
        FeedbackEvent, models.PROTECT, null=True, related_name="dataset_items"
    )

    class Meta:
        indexes = [models.Index(fields=["version", "id"], name="dataset_item_by_version")]

    def __str__(self) -> str:
        return f"item of {self.version}"
