"""Work that must happen after a commit: a row is the work, a Celery message only a nudge."""

from django.db import models
from django.db.models.functions import Now


class OutboxState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting"
    """Not done yet; runs from ``available_at`` on, again after ``lease_until``."""
    DONE = "done"
    """Handled; kept for a while for whoever asks what happened."""
    DEAD = "dead"
    """Gave up after too many attempts; ``last_error`` says why. Shown on ``/readyz``."""


class OutboxMessage(models.Model):
    """One piece of work for the handler named ``topic``."""

    topic = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - NULLs differ
    state = models.CharField(max_length=8, choices=OutboxState.choices, default=OutboxState.WAITING)
    created_at = models.DateTimeField(db_default=Now())
    available_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # The same work is not queued twice while it waits.
            models.UniqueConstraint(
                fields=["topic", "dedupe_key"],
                condition=models.Q(state="waiting"),
                name="outbox_once_while_waiting",
            )
        ]
        indexes = [
            # The sweeper: what waits and is due, oldest first.
            models.Index(
                fields=["available_at"],
                condition=models.Q(state="waiting"),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"
