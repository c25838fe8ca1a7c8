"""An order to take judgments out, and how far a worker is with it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models import TaskKind, VoidCause
from labeling.guidelines.models import GuidelineVersion
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class VoidOrder(models.Model):
    """Which judgments are taken out and why. Everything empty here means: any.

    The judgments are those that matched when it was given: work handed in later is untouched.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="void_orders")
    cause = models.CharField(max_length=7, choices=VoidCause.choices)
    reason = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kinds = ArrayField(models.CharField(max_length=13, choices=TaskKind.choices), default=list)
    before_guideline = models.ForeignKey(
        GuidelineVersion,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Made under an older release than this one, or under none.",
    )
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    total = models.PositiveIntegerField(help_text="Judgments that matched when it was given.")
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.cause} {self.public_id}"
