"""Attempts at a qualification: what was asked, answered, scored and decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.quality.models.qualification import Qualification, QualificationItem
from labeling.quality.qualification.domain.parts import (
    SCORE_MAX,
    SCORE_MIN,
    Outcome,
    PartKind,
)
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class QualificationAttempt(models.Model):
    """Somebody's try at a version. Open until it is submitted; one open at a time."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    qualification = models.ForeignKey(Qualification, models.PROTECT, related_name="attempts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seed = models.BigIntegerField(help_text="Of what was drawn.")
    started_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=models.Q(submitted_at=None),
                name="qualification_attempt_one_open",
            )
        ]
        indexes = [
            # A person's attempts: the repeat rules and their own page.
            models.Index(fields=["user", "project", "id"], name="qualification_attempt_own")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.qualification}"


class AttemptItem(models.Model):
    """What an attempt asks, in this order. Append-only by trigger.

    The self-assessment has no ``item``: it asks about the version's groups.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    attempt = models.ForeignKey(QualificationAttempt, models.PROTECT, related_name="items")
    index = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=15, choices=PartKind.choices)
    item = models.ForeignKey(
        QualificationItem, models.PROTECT, null=True, related_name="attempt_items"
    )
    order = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        help_text="Slot A shows the completion with this index, and so on.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "index"], name="attempt_item_index")
        ]

    def __str__(self) -> str:
        return f"{self.attempt} [{self.index}]"


class AttemptDraft(models.Model):
    """The latest answer to an item of an open attempt; overwritten, by revision."""

    attempt_item = models.OneToOneField(AttemptItem, models.PROTECT, related_name="draft")
    revision = models.PositiveIntegerField(default=1)
    answer = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"draft {self.revision} of {self.attempt_item}"


class AttemptAnswer(models.Model):
    """An answer as it was handed in. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    attempt_item = models.OneToOneField(AttemptItem, models.PROTECT, related_name="answer")
    answer = models.JSONField()
    submitted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"answer to {self.attempt_item}"


class DemonstrationScore(models.Model):
    """A reviewer's score of a demonstration, given without its author. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    answer = models.ForeignKey(AttemptAnswer, models.PROTECT, related_name="scores")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    scored_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "reviewer"], name="demonstration_scored_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=SCORE_MIN, score__lte=SCORE_MAX),
                name="demonstration_score_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} for {self.answer}"


class AttemptDecision(models.Model):
    """Where an attempt stands from here on, and by what; the latest holds. Append-only by trigger.

    ``figures`` are as ``PartFigure.as_dict``: each part's value, n, cut-off and whether it was met.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    attempt = models.ForeignKey(QualificationAttempt, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    figures = models.JSONField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who overruled; nobody where the rule decided.",
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["attempt", "-id"], name="attempt_decision_latest")]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.outcome}"
