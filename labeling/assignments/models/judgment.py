"""Submitted answers, their ratings, and what pairs of judgments say about agreement."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from labeling.assignments.models.assignment import Assignment
from labeling.assignments.models.task import LabelingTask, TaskKind
from labeling.guidelines.models import GuidelineVersion
from labeling.prompts.models import Completion, Content, Prompt
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project, RatingSchema


class Judgment(models.Model):
    """A submitted answer. Append-only by trigger; a later edit is a row that supersedes.

    ``ranking`` holds ordered groups of completion ids (bigint), best first, ties together; null
    where there is no order (``cannot_rank``) and for a demonstration. A demonstration's text, and
    the better of two as its labeler edited it, is a ``Completion`` of theirs; notes and the reason
    of a comparison are ``Content``.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="judgments")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="judgments")
    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="judgments")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="judgments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="judgments")
    kind = models.CharField(max_length=13, choices=TaskKind.choices)
    revision = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    counted = models.BooleanField(
        help_text="It filled a place of its task; otherwise it is surplus, kept but left out."
    )
    gold_check = models.BooleanField(
        default=False,
        db_default=False,
        help_text="It answers a task whose answer is known: scored, never learned from.",
    )
    ranking = models.JSONField(null=True)
    demonstration = models.ForeignKey(
        Completion, models.PROTECT, null=True, related_name="demonstrated_by"
    )
    strength = models.CharField(max_length=14, blank=True)
    both_bad = models.BooleanField(default=False)
    none_acceptable = models.BooleanField(default=False, db_default=False)
    cannot_rank = models.CharField(max_length=14, blank=True, default="", db_default="")
    # Nobody looks a judgment up by these two: no index to keep on the way of each submit.
    reason = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+", db_index=False)
    edited = models.ForeignKey(
        Completion,
        models.PROTECT,
        null=True,
        related_name="edited_by",
        db_index=False,
        help_text="Edited > chosen > rejected.",
    )
    warnings = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Codes of what was shown before the submit and confirmed.",
    )
    prompt_fields = models.JSONField(default=dict)
    notes = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    guideline = models.ForeignKey(GuidelineVersion, models.PROTECT, null=True, related_name="+")
    rating_schema = models.ForeignKey(RatingSchema, models.PROTECT, related_name="+")
    interface_version = models.CharField(max_length=40, blank=True)
    writing = models.JSONField(
        null=True,
        help_text="Of written answers: pastes, pasted and typed characters. Facts, no verdict.",
    )
    submission_id = models.UUIDField(unique=True, help_text="The client's idempotency key.")
    submission_sha256 = models.CharField(max_length=64)
    active_ms = models.BigIntegerField()
    wall_ms = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    is_simulated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "revision"], name="judgment_revision_once"
            )
        ]
        indexes = [
            # Agreement at submit: the task's other judgments. Datasets: by project and kind.
            models.Index(fields=["task"], name="judgment_by_task"),
            models.Index(fields=["project", "kind", "id"], name="judgment_by_kind"),
            # The overview: judgments of the last days.
            models.Index(fields=["project", "received_at"], name="judgment_by_day"),
            # People's scores on gold.
            models.Index(
                fields=["project", "user"],
                condition=models.Q(gold_check=True),
                name="judgment_gold_checks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Rating(models.Model):
    """Likert 1–7 and flags for one completion, as part of a judgment. Append-only by trigger."""

    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="ratings")
    completion = models.ForeignKey(Completion, models.PROTECT, related_name="ratings")
    overall = models.PositiveSmallIntegerField()
    flags = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgment", "completion"], name="rating_once"),
        ]

    def __str__(self) -> str:
        return f"{self.overall} of 7"


class PairOutcome(models.Model):
    """How two judgments of one task compare, pair of completions by pair. Inserted at submit.

    ``weight`` is +1, or −1 for the reversal that a superseding revision adds; sums over rows equal
    a recount of the judgments that stand. Rows may be folded into totals later, never lost.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    task = models.ForeignKey(LabelingTask, models.PROTECT, related_name="pair_outcomes")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="+")
    in_shared_sample = models.BooleanField()
    first = models.ForeignKey(Judgment, models.PROTECT, related_name="+")
    second = models.ForeignKey(Judgment, models.PROTECT, related_name="+")
    first_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    weight = models.SmallIntegerField()
    concordant = models.PositiveSmallIntegerField()
    discordant = models.PositiveSmallIntegerField()
    tied_one = models.PositiveSmallIntegerField()
    tied_both = models.PositiveSmallIntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "weight"], name="pair_outcome_once")
        ]
        indexes = [
            # The folding sweeper, and the live figure's unfolded rest.
            models.Index(
                fields=["project", "id"],
                condition=models.Q(folded=False),
                name="pair_outcome_unfolded",
            ),
            models.Index(fields=["project", "first_user"], name="pair_outcome_first_user"),
            models.Index(fields=["project", "second_user"], name="pair_outcome_second_user"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} with {self.second_id}"
