"""A qualification's versions, and the banks of items that its attempts draw from."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.quality.qualification.domain.parts import ItemUse, PartKind
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class Qualification(models.Model):
    """A published version: what is asked, what it takes, what it grants. Append-only by trigger.

    ``parts`` are as ``Part.stored``; ``grants`` a list of kind, language and expertise.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="qualifications")
    number = models.PositiveIntegerField()
    introduction_markdown = models.TextField(blank=True)
    parts = models.JSONField()
    grants = models.JSONField()
    gates = models.BooleanField(
        help_text="New labelers get the granted kinds of work only once they have passed."
    )
    max_attempts = models.PositiveSmallIntegerField(help_text="0: no limit.")
    wait_days = models.PositiveSmallIntegerField(help_text="Between two attempts.")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="qualification_number")
        ]

    def __str__(self) -> str:
        return f"{self.project} qualification {self.number}"


class QualificationItem(models.Model):
    """An item of a bank: what is shown, and what reviewers said. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="qualification_items")
    part = models.CharField(max_length=15, choices=PartKind.choices)
    use = models.CharField(max_length=9, choices=ItemUse.choices)
    language = models.CharField(max_length=35, default="en", help_text="BCP 47.")
    content = models.JSONField(help_text="What is shown.")
    expected = models.JSONField(help_text="What reviewers said. Never sent before an answer.")
    explanation_markdown = models.TextField(blank=True, help_text="Why; shown in practice.")
    sha256 = models.CharField(max_length=64, help_text="Of the content.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            # The bank of a part: drawn from, listed, and searched for the same content.
            models.Index(fields=["project", "use", "part", "id"], name="qualification_item_bank")
        ]

    def __str__(self) -> str:
        return f"{self.part} item {self.public_id}"


class QualificationItemRetirement(models.Model):
    """An item is asked no more. What was answered stands. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    item = models.OneToOneField(QualificationItem, models.PROTECT, related_name="retirement")
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.item} retired"


class PracticeAnswer(models.Model):
    """An answer to a practice item: no judgment, counts for nothing. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    item = models.ForeignKey(QualificationItem, models.PROTECT, related_name="practice_answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.JSONField()
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["user", "item"], name="practice_by_person")]

    def __str__(self) -> str:
        return f"{self.user} practised {self.item}"
