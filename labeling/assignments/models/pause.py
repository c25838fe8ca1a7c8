"""Who gets no work for now. The claim reads this table; ``quality`` fills it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class Pause(models.Model):
    """Somebody is handed no work from ``at`` until ``ended_at``; they see the reason."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="pauses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pauses")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            # Also how the claim finds it.
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="pause_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"pause of {self.user}"
