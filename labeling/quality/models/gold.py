"""Tasks whose answer is known: an item bank made of what reviewers settled."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models import Judgment, LabelingTask
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class GoldItem(models.Model):
    """A settled task whose review is the expected answer, until it is retired."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="gold_items")
    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="gold_items")
    judgment = models.ForeignKey(
        Judgment, models.PROTECT, related_name="gold_items", help_text="The review."
    )
    note = models.TextField(blank=True, help_text="For reviewers; labelers never read it.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(retired_at__isnull=True),
                name="gold_item_once_per_task",
            )
        ]

    def __str__(self) -> str:
        return f"gold of {self.task_id}"
