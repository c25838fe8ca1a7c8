"""Questions about the guidelines, and the answers that everybody may read."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from labeling.guidelines.models.release import GuidelineVersion
from labeling.prompts.models import Content
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class Question(models.Model):
    """Somebody asks; who it was is for reviewers only. Append-only by trigger."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="guideline_questions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="guideline_questions"
    )
    guideline = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="questions"
    )
    anchor = models.CharField(
        max_length=80, blank=True, help_text="The paragraph of the release it is about, if any."
    )
    item = models.UUIDField(
        null=True,
        help_text="The asker's assignment it came up at, by public id: assignments stand above.",
    )
    text = models.ForeignKey(Content, models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True, help_text="The client's idempotency key.")
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            # One's own questions; and a project's, newest first.
            models.Index(fields=["project", "asked_by", "-id"], name="question_own"),
            models.Index(fields=["project", "-id"], name="question_newest"),
        ]

    def __str__(self) -> str:
        return f"question {self.public_id}"


class QuestionAnswer(models.Model):
    """A reviewer's word, published to everybody in the project. Append-only by trigger.

    A better answer is a row that supersedes. ``question_text`` is how the question reads for
    everybody, where the asker's own words say too much about an item or about themselves.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    question_text = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    text = models.ForeignKey(Content, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # Of two reviewers who answer at once, the second is told.
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(supersedes__isnull=True),
                name="question_answered_first_once",
            )
        ]

    def __str__(self) -> str:
        return f"answer to {self.question}"
