"""Who may do what kind of work. The claim reads this table; ``quality`` fills it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models.task import TaskKind
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project

DEFAULT_KINDS = (TaskKind.DEMONSTRATION, TaskKind.RANKING, TaskKind.COMPARISON)
"""What a new member may do, until somebody says otherwise."""


class Eligibility(models.Model):
    """Somebody may do work of one kind, in one language (or any), until a moment (or on)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="eligibilities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="eligibilities")
    kind = models.CharField(max_length=13, choices=TaskKind.choices)
    language = models.CharField(max_length=35, default="*", help_text="BCP 47, or * for any.")
    expertise = models.CharField(max_length=60, default="*", help_text="A tag, or * for any.")
    valid_until = models.DateTimeField(null=True)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "kind", "language", "expertise"],
                name="eligibility_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} may do {self.kind} ({self.language})"
