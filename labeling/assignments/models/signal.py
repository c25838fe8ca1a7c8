"""What tells a reviewer to look at a task: derived, refreshed after the fold, never evidence."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from labeling.assignments.models.task import LabelingTask
from touchstone.projects.models import Project


class TaskSignal(models.Model):
    """How far the judgments of a task that stand are apart, and how often it was given back.

    ``stale`` rows wait for ``task_signals_refresh``. A task that one person judged, and nobody
    skipped, has no row: a reviewers' queue of 100,000 tasks reads few.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    task = models.OneToOneField(LabelingTask, models.PROTECT, related_name="signal")
    stale = models.BooleanField(default=True)
    settled = models.BooleanField(default=False, help_text="A review of it stands.")
    need = models.FloatField(default=0.0, help_text="The queue's order: see docs/metrics.md.")
    judgments = models.PositiveIntegerField(default=0)
    disagreement = models.FloatField(
        null=True, help_text="Share of the pairs that two people ordered, and differently."
    )
    spread = models.PositiveSmallIntegerField(
        default=0, help_text="Largest distance of two ratings of one completion."
    )
    contested_flags = ArrayField(
        models.CharField(max_length=60), default=list, help_text="Set by some and not by others."
    )
    unclear_skips = models.PositiveIntegerField(default=0, help_text="As unclear or broken.")

    class Meta:
        indexes = [
            # The reviewers' queue, page by page.
            models.Index(
                fields=["project", "-need", "-task"],
                condition=models.Q(settled=False, need__gt=0),
                name="task_signal_queue",
            ),
            # The refresh.
            models.Index(fields=["id"], condition=models.Q(stale=True), name="task_signal_stale"),
        ]

    def __str__(self) -> str:
        return f"signal of {self.task_id}"
