"""What is to be judged, and the places it offers."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.models.brief import PromptBrief
from labeling.prompts.models import Completion, Prompt
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project


class TaskKind(models.TextChoices):
    """What a labeler is asked to do."""

    DEMONSTRATION = "demonstration"
    RANKING = "ranking"
    COMPARISON = "comparison"
    PROMPT = "prompt"
    REVIEW = "review"


KINDS_OFFERED = (
    TaskKind.DEMONSTRATION,
    TaskKind.RANKING,
    TaskKind.COMPARISON,
    TaskKind.PROMPT,
)
"""What the queue hands out today."""


class TaskPurpose(models.TextChoices):
    """What a task's judgments are for. Labelers are not told."""

    TRAINING = "training"
    """Into datasets; held-out prompts' judgments into their held-out splits."""
    GATE = "gate"
    """Evidence for a promotion, never for training."""


class LabelingTask(models.Model):
    """One thing to judge, wanted ``overlap`` times: it has that many places."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="labeling_tasks")
    prompt = models.ForeignKey(
        Prompt,
        models.PROTECT,
        null=True,
        related_name="labeling_tasks",
        help_text="Null where the task is to write one: its judgment then has it.",
    )
    brief = models.ForeignKey(
        PromptBrief,
        models.PROTECT,
        null=True,
        related_name="labeling_tasks",
        help_text="What is to be written, where the kind is prompt.",
    )
    kind = models.CharField(max_length=13, choices=TaskKind.choices)
    demonstration_mode = models.CharField(
        max_length=15,
        choices=DemonstrationMode.choices,
        default=DemonstrationMode.ANSWER,
        db_default=DemonstrationMode.ANSWER,
        help_text="Of a demonstration: the next answer, or several turns.",
    )
    purpose = models.CharField(
        max_length=8, choices=TaskPurpose.choices, default=TaskPurpose.TRAINING
    )
    purpose_key = models.CharField(
        max_length=80, blank=True, help_text="Which gate, which import: for idempotent creation."
    )
    reviews = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="review_tasks",
        help_text="The task that this one, of the kind review, settles.",
    )
    overlap = models.PositiveSmallIntegerField()
    in_shared_sample = models.BooleanField(
        default=False, help_text="Drawn, before anybody labeled, to measure agreement."
    )
    priority = models.SmallIntegerField(default=0, help_text="Higher comes first.")
    cancelled_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who withdrew it by hand: nothing offers it again.",
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "prompt", "kind", "purpose", "purpose_key"],
                name="labeling_task_once_per_purpose",
            ),
            models.CheckConstraint(
                condition=models.Q(overlap__gte=1), name="labeling_task_overlap_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=TaskKind.PROMPT, prompt__isnull=True, brief__isnull=False)
                | (
                    ~models.Q(kind=TaskKind.PROMPT)
                    & models.Q(prompt__isnull=False, brief__isnull=True)
                ),
                name="labeling_task_has_prompt_or_brief",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=TaskKind.REVIEW, reviews__isnull=False)
                | (~models.Q(kind=TaskKind.REVIEW) & models.Q(reviews__isnull=True)),
                name="labeling_task_review_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def given_prompt_id(self) -> int:
        """The prompt's bigint id, for kinds that are given one."""
        if self.prompt_id is None:
            raise ValueError(f"{self} is given no prompt: it asks for one")
        return self.prompt_id

    @property
    def given_brief_id(self) -> int:
        """The brief's bigint id, for the kind that writes prompts."""
        if self.brief_id is None:
            raise ValueError(f"{self} is given a prompt and no brief")
        return self.brief_id


class TaskCompletion(models.Model):
    """A completion that a task shows, with the probability it was chosen with. Append-only."""

    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="task_completions")
    completion = models.ForeignKey(Completion, models.PROTECT, related_name="+")
    index = models.PositiveSmallIntegerField()
    propensity = models.FloatField(default=1.0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "completion"], name="task_completion_once"),
            models.UniqueConstraint(fields=["task", "index"], name="task_completion_index"),
        ]

    def __str__(self) -> str:
        return f"{self.task} [{self.index}]"


class TaskPlace(models.Model):
    """One place for one judgment that counts. The claim locks a place, never a task.

    A task has exactly ``overlap`` places, and a place has at most one holder: so judgments that
    count plus live leases cannot exceed the overlap, by construction. ``holder_id`` and
    ``lease_until`` tell who has it now; ``filled`` that its judgment is in. Places with
    ``gold_check`` stand beside the overlap: what fills them does not count.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="places")
    index = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=TaskKind.choices)
    priority = models.SmallIntegerField(default=0)
    sort_key = models.IntegerField(
        help_text="Random, the same for all places of a task: the queue's order."
    )
    language = models.CharField(max_length=35, help_text="The prompt's, for the claim.")
    expertise = ArrayField(
        models.CharField(max_length=60), default=list, help_text="The prompt's, for the claim."
    )
    topics = ArrayField(
        models.CharField(max_length=80),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=80))),
        help_text="What a person may refuse of the prompt, or brief: see domain.topics.",
    )
    # Assignment stands on this table; a foreign key from here would close a circle.
    holder_id = models.BigIntegerField(null=True, help_text="Assignment that holds or filled it.")
    lease_until = models.DateTimeField(null=True)
    filled = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False, help_text="The task was cancelled.")
    gold_check = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The answer is known: whoever fills it is checked and is not told.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "index"], name="task_place_index"),
        ]
        indexes = [
            # The claim: open places of a project and kind, in the queue's order.
            models.Index(
                fields=["project", "kind", "-priority", "sort_key", "id"],
                condition=models.Q(filled=False, withdrawn=False),
                name="task_place_open",
            ),
            # Checks against gold that wait, for whoever opens and withdraws them.
            models.Index(
                fields=["project", "kind"],
                condition=models.Q(gold_check=True, filled=False, withdrawn=False),
                name="task_place_checks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} place {self.index}"
