"""Feedback events of deployed chatbots."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.prompts.models import Completion, Content
from touchstone.core.ids import uuid7
from touchstone.projects.models import ApiKey, Project


class Rating(models.TextChoices):
    """A thumb."""

    UP = "up"
    DOWN = "down"


class EventKind(models.TextChoices):
    """What an event says."""

    THUMB = "thumb"
    """A thumb on an answer; with ``supersedes``, in place of an earlier one."""
    RETRACTION = "retraction"
    """The superseded thumb no longer holds, and nothing takes its place."""


class FeedbackEvent(models.Model):
    """A thumb, a change of it, or its retraction. Append-only by trigger.

    An answer is either a completion stored here or ``answer`` (the messages as the caller sent
    them, the completion as their last turn). Where the end user did not consent to storing, the
    thumb is counted and nothing more: answer, model, user, reasons, comment, correction, metadata
    and the time of occurrence are empty; what stays are the rating, whose project and key, when it
    was received, what it supersedes, the consent itself, and the key and fingerprint that make a
    retry safe.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="feedback_events")
    api_key = models.ForeignKey(ApiKey, models.PROTECT, related_name="feedback_events")
    kind = models.CharField(max_length=10, choices=EventKind.choices, default=EventKind.THUMB)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    completion = models.ForeignKey(
        Completion, models.PROTECT, null=True, related_name="feedback_events"
    )
    answer = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    model = models.CharField(max_length=200, blank=True, help_text="As the caller names it.")
    rating = models.CharField(max_length=4, choices=Rating.choices)
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    comment = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    correction = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    end_user_hash = models.CharField(max_length=64, blank=True)
    hash_key_id = models.CharField(
        max_length=20, help_text="Key of both hashes: of the end user and of the body."
    )
    consent_store = models.BooleanField()
    consent_train = models.BooleanField()
    consent_publish = models.BooleanField()
    occurred_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    metadata = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=255, null=True)  # noqa: DJ001 - NULLs differ
    body_hash = models.CharField(
        max_length=64, help_text="Keyed hash of the request's canonical body: tells a retry."
    )
    transaction_id = models.BigIntegerField(
        db_default=models.Func(function="txid_current"),
        editable=False,
        help_text="Of the inserting transaction: a reader's cursor stays below unfinished ones.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "idempotency_key"], name="feedback_idempotent"
            ),
        ]
        indexes = [
            # The admin's list, newest first; the public list, in the order of transactions.
            models.Index(fields=["project", "id"], name="feedback_by_project"),
            models.Index(
                fields=["project", "transaction_id", "id"], name="feedback_by_transaction"
            ),
            # Erasure: everything of one end user.
            models.Index(fields=["project", "end_user_hash"], name="feedback_by_end_user"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} {self.public_id}"
