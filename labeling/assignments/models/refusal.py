"""What somebody does not want to read. The claim honours it, and nothing else looks at it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from touchstone.projects.models import Project


class TopicRefusal(models.Model):
    """The topics that one person refuses in a project; overwritten as they change their mind.

    Deliberately without a history and without a reason: it is nobody's business, and no figure
    about a person may be made of it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    topics = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="topic_refusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.project}: {', '.join(self.topics)}"
