"""Up to when somebody has looked at what others said of their work."""

from django.conf import settings
from django.db import models

from touchstone.projects.models import Project


class NewsPage(models.TextChoices):
    """Where something new is read."""

    QUESTIONS = "questions"
    """One's own questions, with the answers."""
    WORK = "work"
    """One's own page: what reviewers settled and decided."""


class LastLook(models.Model):
    """The newest thing that one person has seen on a page of a project; it only goes forward.

    Deliberately one moment and no list: what is new is read from where it is stored.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=9, choices=NewsPage.choices)
    until = models.DateTimeField(help_text="The moment of the newest thing seen, not of the look.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user", "page"], name="last_look_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.project}, {self.page}: {self.until}"
