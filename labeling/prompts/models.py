"""Prompts, completions and where they came from.

What may have to be erased (conversations, answers) stands in ``Content`` rows that evidence
points to, so that a tombstone leaves the evidence whole.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion


class Content(models.Model):
    """A conversation or a text, typed JSON with a ``schema_version``. Append-only but for erasure.

    ``body`` is ``{"schema_version": 1, "messages": [{"role", "content"}, …]}``, with ``few_shot``
    where the prompt was written in parts, or ``{"schema_version": 1, "text": str}``. A completion
    of several written turns has both: ``text`` is the last one, ``messages`` all that precedes it
    (in place of the prompt's), and ``written`` counts the turns that are its author's.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    body = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="Of the canonical JSON of `body`.")
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.sha256[:12]


class Split(models.TextChoices):
    """Fixed at intake, by group, and binding for everything after."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class PromptSource(models.TextChoices):
    """Who wrote a prompt."""

    LABELER = "labeler"
    API = "api"
    IMPORT = "import"


class ImportState(models.TextChoices):
    """Where an import stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Import(models.Model):
    """One file brought in, by command or upload."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.QUEUED)
    upload = models.CharField(max_length=500, blank=True, help_text="Storage key of the file.")
    rows_total = models.PositiveIntegerField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    prompts_created = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="imports"
    )
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class ImportRejection(models.Model):
    """A row that was not taken, by line number, with the reason."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="rejections")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    message = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"line {self.line}: {self.code}"


class Prompt(models.Model):
    """A conversation that ends with the user's turn. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="prompts")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the normalised conversation.")
    prefix_sha256 = models.CharField(
        max_length=64, help_text="Of its long common prefix: near-duplicates share it."
    )
    external_id = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=8, choices=PromptSource.choices)
    source_import = models.ForeignKey(Import, models.PROTECT, null=True, related_name="prompts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="prompts_written"
    )
    group_key = models.CharField(
        max_length=200, help_text="Author or end user (hashed): never on both sides of a split."
    )
    split = models.CharField(max_length=10, choices=Split.choices)
    use_case = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=35, default="en")
    sensitive = models.BooleanField(default=False)
    expertise = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    reference_documents = models.JSONField(default=list, blank=True)
    findings = models.JSONField(
        default=list,
        blank=True,
        db_default=models.Value([], models.JSONField()),
        help_text="What intake noticed: places that look like personal data, near-duplicates.",
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256"], name="prompt_once"),
        ]
        indexes = [
            # Intake: near-duplicates of a new prompt; the cap per author.
            models.Index(fields=["project", "prefix_sha256"], name="prompt_by_prefix"),
            models.Index(fields=["project", "group_key"], name="prompt_by_group"),
            # Sampling and datasets: the prompts of a split.
            models.Index(fields=["project", "split", "id"], name="prompt_by_split"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CompletionSource(models.TextChoices):
    """Who wrote a completion. Never shown to labelers."""

    POLICY = "policy"
    """A model version of ours."""
    LABELER = "labeler"
    """A demonstration."""
    EXTERNAL = "external"
    """An outside model, by name only."""
    REFERENCE = "reference"
    """A reference answer that came with the prompt."""


class Completion(models.Model):
    """What may follow a prompt. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="completions")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="completions")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the text, whitespace stripped.")
    source = models.CharField(max_length=9, choices=CompletionSource.choices)
    model = models.ForeignKey(ModelVersion, models.PROTECT, null=True, related_name="completions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="completions_written"
    )
    source_import = models.ForeignKey(Import, models.PROTECT, null=True, related_name="completions")
    is_demonstration = models.BooleanField(
        default=False,
        help_text="A reference imported as an ideal answer to learn from. Labelers' own are known "
        "by their judgments instead.",
    )
    finish_reason = models.CharField(max_length=12, blank=True)
    seed = models.BigIntegerField(null=True)
    sampling = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source="policy") | models.Q(model__isnull=False),
                name="completion_of_a_policy_names_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(source="labeler") | models.Q(author__isnull=False),
                name="completion_of_a_labeler_names_them",
            ),
            models.CheckConstraint(
                condition=models.Q(is_demonstration=False) | models.Q(source="reference"),
                name="completion_imported_as_demonstration_is_a_reference",
            ),
        ]
        indexes = [
            # A worker that repeats its insert finds what is there.
            models.Index(fields=["prompt", "sha256"], name="completion_by_text"),
            # Datasets: the imported demonstrations of a project.
            models.Index(
                fields=["project", "id"],
                condition=models.Q(is_demonstration=True),
                name="completion_demonstrations",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
