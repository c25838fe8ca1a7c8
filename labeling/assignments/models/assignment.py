"""One labeler's lease on a task, their draft, and their skip."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.domain.states import AssignmentState
from labeling.assignments.models.task import LabelingTask, TaskKind, TaskPlace
from labeling.guidelines.models import GuidelineVersion
from labeling.prompts.models import Content
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project, RatingSchema


class Assignment(models.Model):
    """A labeler's lease on a labeling task. At most one per labeler and task, ever."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="assignments")
    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    place = models.ForeignKey(TaskPlace, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=TaskKind.choices, help_text="The task's.")
    state = models.CharField(
        max_length=9, choices=AssignmentState.choices, default=AssignmentState.LEASED
    )
    guideline = models.ForeignKey(GuidelineVersion, models.PROTECT, null=True, related_name="+")
    rating_schema = models.ForeignKey(RatingSchema, models.PROTECT, related_name="+")
    display_order = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        help_text="Slot A shows the task's completion with this index, and so on.",
    )
    claimed_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    active_ms = models.BigIntegerField(default=0, help_text="As the page last reported.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "user"], name="assignment_once_per_person")
        ]
        indexes = [
            # What somebody holds now (the queue, the claim).
            models.Index(
                fields=["user", "project"],
                condition=models.Q(state="leased"),
                name="assignment_held",
            ),
            # Work of today; and how much of each kind was done.
            models.Index(fields=["user", "project", "-submitted_at"], name="assignment_history"),
            # The claim goes on where this person's last claim of a kind stood in the queue. By
            # time, not by id: for the latest id of a kind somebody never did, the planner may
            # walk the primary key over everybody's assignments.
            models.Index(
                fields=["user", "project", "kind", "-claimed_at"], name="assignment_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.task}"


class Draft(models.Model):
    """The latest unfinished answer. The one thing here that is overwritten, by revision."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="draft")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"draft {self.revision} of {self.assignment}"


class SkipReason(models.TextChoices):
    """Why somebody gave a task back. No reason costs standing.

    ``GIVEN_BACK`` is none: it was put back from the list of started tasks, where nobody is asked.
    """

    EXPERTISE = "expertise"
    UNCLEAR = "unclear"
    UNSAFE = "unsafe"
    WRONG_LANGUAGE = "wrong_language"
    DISTRESSING = "distressing"
    BROKEN = "broken"
    OTHER = "other"
    GIVEN_BACK = "given_back"


class Skip(models.Model):
    """A task given back. Append-only by trigger; it stands while nothing takes it back."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="skips")
    project = models.ForeignKey(Project, models.PROTECT, related_name="skips")
    reason = models.CharField(max_length=14, choices=SkipReason.choices)
    note = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    active_ms = models.BigIntegerField(
        default=0, db_default=0, help_text="As the page counted: skipped work is paid work."
    )
    wall_ms = models.BigIntegerField(default=0, db_default=0)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.assignment}: {self.reason}"


class SkipTakenBack(models.Model):
    """A skip that its labeler took back: they hold the task again. Append-only by trigger."""

    skip = models.OneToOneField(Skip, models.PROTECT, related_name="taken_back")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.skip} taken back"
