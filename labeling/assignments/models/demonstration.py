"""Which demonstrations a reviewer is to read, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models.judgment import Judgment
from labeling.prompts.models import Content
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class DrawCause(models.TextChoices):
    """Why a demonstration is reviewed."""

    FIRST = "first"
    """One of its author's first."""
    SHARE = "share"
    """Drawn at random."""
    AGAIN = "again"
    """A revision of one that was drawn before, or one that a reviewer took up again."""


class DemonstrationDraw(models.Model):
    """A demonstration drawn for review, in the submit's transaction. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    judgment = models.OneToOneField(Judgment, models.PROTECT, related_name="draw")
    cause = models.CharField(max_length=5, choices=DrawCause.choices)

    class Meta:
        indexes = [
            # The reviewers' queue of demonstrations, oldest first.
            models.Index(fields=["project", "id"], name="demonstration_draw_queue")
        ]

    def __str__(self) -> str:
        return f"draw of {self.judgment_id}"


class Verdict(models.TextChoices):
    """What a reviewer decides about a demonstration."""

    APPROVED = "approved"
    """It stands as it is."""
    EDITED = "edited"
    """The reviewer's text stands in its place, as a revision; its author stays its author."""
    RETURNED = "returned"
    """Its author is told why and may revise it; until then it is not learned from."""
    REOPENED = "reopened"
    """An earlier decision was taken back: it waits for a reviewer again."""


class DemonstrationVerdict(models.Model):
    """A reviewer's word on one demonstration. Append-only by trigger.

    Deciding again is a row that supersedes, whoever does it: the one without a later one stands.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="verdicts")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField(
        Judgment, models.PROTECT, null=True, related_name="edit_verdict"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # Of two who decide at once, one is first; later ones name what they supersede.
            models.UniqueConstraint(
                fields=["judgment"],
                condition=models.Q(supersedes=None),
                name="demonstration_verdict_first_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.judgment_id}"
