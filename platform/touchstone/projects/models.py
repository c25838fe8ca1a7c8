"""Projects and who belongs to them: membership and roles, invitations, API keys, schemas."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower, Now

from touchstone.core.ids import uuid7


class Role(models.TextChoices):
    """What somebody may do in a project; each role may do what the one before may."""

    LABELER = "labeler"
    """Works on assignments and sees only their own work."""
    REVIEWER = "reviewer"
    """Sees everybody's judgments and agreement."""
    ADMIN = "admin"
    """Runs the project: people, guidelines, imports, datasets, training, promotion."""


class Project(models.Model):
    """One labeling campaign and the models that learn from it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.TextField(blank=True)
    is_simulated = models.BooleanField(
        default=False, help_text="Worked on by simulated labelers; shown as such everywhere."
    )
    created_at = models.DateTimeField(db_default=Now())

    default_overlap = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    shared_sample_share = models.FloatField(
        default=0.15,
        help_text="Share of tasks, drawn before anybody labels, from which agreement is measured.",
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    shared_sample_overlap = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(2), MaxValueValidator(15)]
    )
    lease_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="How long an opened task is held without a sign of life."
    )
    prefetch_minutes = models.PositiveSmallIntegerField(
        default=10, help_text="How long a task fetched ahead, but not opened, is held."
    )
    completions_per_task = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(2), MaxValueValidator(9)]
    )
    prompt_cap_per_author = models.PositiveIntegerField(
        default=200, help_text="InstructGPT's cap; 0: none."
    )
    store_feedback_by_default = models.BooleanField(default=True)
    comparison_edits = models.BooleanField(
        default=False,
        db_default=False,
        help_text="After a comparison the labeler may edit the better answer.",
    )
    demonstration_review_share = models.FloatField(
        default=0.1,
        help_text="Share of the demonstrations, drawn at submit, that a reviewer reads.",
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    demonstration_review_first = models.PositiveSmallIntegerField(
        default=20, help_text="How many of a labeler's first demonstrations are all read."
    )
    gold_check_share = models.FloatField(
        default=0.0,
        db_default=0.0,
        help_text="Share of ranking and comparison work that repeats a task whose answer is known.",
        validators=[MinValueValidator(0.0), MaxValueValidator(0.5)],
    )
    about_pay = models.TextField(
        default="",
        db_default="",
        blank=True,
        help_text="What the project tells its labelers about pay; empty: nothing.",
    )

    def __str__(self) -> str:
        return self.slug


class RatingSchema(models.Model):
    """A version of what is asked about each completion and each prompt. Append-only."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="rating_schemas")
    version = models.PositiveIntegerField()
    scale = models.JSONField()
    flags = models.JSONField()
    prompt_fields = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="rating_schema_version")
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.version}"


class Membership(models.Model):
    """Somebody's role in a project. Leaving sets ``is_active`` to false; rows stay."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.role} of {self.project}"


class Invitation(models.Model):
    """A link that lets one address into one project. The token is stored hashed."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=8, choices=Role.choices)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="invitations_accepted"
    )
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The member screen's list, and the check for an open invitation to an address.
            models.Index("project", Lower("email"), name="invitation_by_email")
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.project}"


class Scope(models.TextChoices):
    """What an API key may do."""

    FEEDBACK_WRITE = "feedback:write"
    FEEDBACK_READ = "feedback:read"


class ApiKey(models.Model):
    """A chatbot's key to one project; the secret is stored hashed and shown once."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=32, choices=Scope.choices))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="api_keys_created"
    )
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix}… of {self.project}"
