"""Tries of a release's quiz. Unlimited, and each is kept."""

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.guidelines.domain.content import Quiz
from labeling.guidelines.models.release import GuidelineVersion
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class QuizTry(models.Model):
    """Somebody was shown the quiz, in an order that the seed gives. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    guideline = models.ForeignKey(GuidelineVersion, models.PROTECT, related_name="quiz_tries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="quiz_tries")
    number = models.PositiveIntegerField(help_text="Counts one person's tries at this release.")
    seed = models.BigIntegerField()
    started_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # Two tabs that begin at once get the same try.
            models.UniqueConstraint(fields=["guideline", "user", "number"], name="quiz_try_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} tries {self.guideline}"

    @property
    def quiz(self) -> Quiz:
        """The release's quiz; a try is begun only where there is one."""
        return cast(Quiz, self.guideline.quiz)


class QuizResult(models.Model):
    """What a try came to; a try has at most one. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    quiz_try = models.OneToOneField(QuizTry, models.PROTECT, related_name="result")
    answers = models.JSONField(help_text="Options chosen by question, in the release's order.")
    right = models.PositiveIntegerField(help_text="Questions answered right.")
    passed = models.BooleanField()
    submitted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.quiz_try}: {self.right} right"
