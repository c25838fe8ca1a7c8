"""Judgments that were taken out of what is learned from. The judgment itself stays as it was."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models.judgment import Judgment
from touchstone.projects.models import Project


class VoidCause(models.TextChoices):
    """Why judgments are taken out."""

    VOID = "void"
    """The work is not to be relied on."""
    RELABEL = "relabel"
    """It was made under guidelines that no longer hold: the task is to be judged again."""


class JudgmentVoid(models.Model):
    """A judgment that no longer counts; its place went back to the queue. Append-only by trigger.

    A judgment stands while no later revision supersedes it and no row here names it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    judgment = models.OneToOneField(Judgment, models.PROTECT, related_name="void")
    cause = models.CharField(max_length=7, choices=VoidCause.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.cause} of {self.judgment_id}"
