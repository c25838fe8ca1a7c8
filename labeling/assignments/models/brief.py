"""What labelers are asked to write prompts about."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class PromptForm(models.TextChoices):
    """InstructGPT's three kinds of written prompts."""

    PLAIN = "plain"
    """Any task, as different from the others as can be."""
    FEW_SHOT = "few_shot"
    """An instruction with pairs of queries and responses."""
    USER_BASED = "user_based"
    """What a user of a given use case would ask."""


class PromptBrief(models.Model):
    """An order for prompts: form, use case, language, how many. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="prompt_briefs")
    form = models.CharField(max_length=10, choices=PromptForm.choices)
    use_case = models.CharField(
        max_length=40, blank=True, help_text="Empty: the writer says which it is."
    )
    language = models.CharField(max_length=35, default="en")
    instructions = models.TextField(
        blank=True, help_text="What the writer is told; for user-based the use case in words."
    )
    min_examples = models.PositiveSmallIntegerField(
        default=0, help_text="Pairs that a few-shot prompt needs at least."
    )
    count = models.PositiveIntegerField(help_text="Prompts wanted.")
    makes_demonstrations = models.BooleanField(
        default=False, help_text="Each accepted prompt becomes a demonstration task."
    )
    sensitive = models.BooleanField(
        default=False,
        db_default=False,
        help_text="What is to be written is: a topic that one may refuse, and the prompts' too.",
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=1), name="prompt_brief_wants_some")
        ]
        indexes = [models.Index(fields=["project", "-id"], name="prompt_brief_newest")]

    def __str__(self) -> str:
        return f"{self.count} {self.form} prompts"
