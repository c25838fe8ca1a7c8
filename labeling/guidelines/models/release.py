"""Guideline releases and who has acknowledged them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class GuidelineVersion(models.Model):
    """A published release, numbered ``major.minor``. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="guidelines")
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    body_markdown = models.TextField()
    examples = models.JSONField(default=list, help_text="As `domain.content.Example`.")
    glossary = models.JSONField(default=list, help_text="As `domain.content.Term`.")
    quiz = models.JSONField(
        null=True, help_text="As `domain.content.Quiz`; knows the right answers: admins only."
    )
    note = models.TextField(blank=True, help_text="What changed, for those who knew the last.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="guidelines_published"
    )
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "major", "minor"], name="guideline_number")
        ]

    def __str__(self) -> str:
        return f"{self.project} guidelines {self.number}"

    @property
    def number(self) -> str:
        """``major.minor``, as people say it."""
        return f"{self.major}.{self.minor}"


class Acknowledgment(models.Model):
    """Somebody has read a release. Append-only by trigger."""

    guideline = models.ForeignKey(GuidelineVersion, models.PROTECT, related_name="acknowledgments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgments"
    )
    acknowledged_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "user"], name="acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} read {self.guideline}"
