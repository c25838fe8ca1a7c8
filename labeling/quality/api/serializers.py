"""What reviewers get, as the schema knows it."""

from rest_framework import serializers

from labeling.assignments.api.serializers import AnswerField, AssignmentPromptOutput
from labeling.assignments.api.serializers_lists import EditOutput
from labeling.assignments.models import SkipReason, TaskKind, TaskPurpose, Verdict, VoidCause
from touchstone.core.api.serializers import NamedOutput, Output
from touchstone.projects.api.projects import RatingSchemaOutput


class ReviewQueueItemOutput(Output):
    """A task, and why it needs a look."""

    task_id = serializers.UUIDField(source="task.public_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices, source="task.kind")
    prompt_excerpt = serializers.CharField()
    need = serializers.FloatField(help_text="The queue's order; see docs/metrics.md.")
    judgments = serializers.IntegerField(help_text="That count and stand.")
    overlap = serializers.IntegerField(source="task.overlap")
    places_open = serializers.IntegerField(help_text="Places without an answer.")
    disagreement = serializers.FloatField(
        allow_null=True, help_text="Share of the ordered pairs that are ordered differently."
    )
    spread = serializers.IntegerField(help_text="Largest distance of two ratings of one answer.")
    contested_flags = serializers.ListField(child=serializers.CharField())
    unclear_skips = serializers.IntegerField()
    settled = serializers.BooleanField()


class ReviewQueueOutput(Output):
    """A page of the reviewers' queue."""

    items = ReviewQueueItemOutput(many=True)
    next_cursor = serializers.CharField(allow_null=True)
    open = serializers.IntegerField(help_text="Tasks that need a look, all of them.")


class ReviewSlotOutput(Output):
    """A completion under the task's own letter; where it comes from is not told."""

    slot = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class JudgmentVoidOutput(Output):
    """Why a judgment no longer counts."""

    cause = serializers.ChoiceField(choices=VoidCause.choices)
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class DecisionOutput(Output):
    """A reviewer's decision on a demonstration, the one that stands."""

    id = serializers.UUIDField(help_text="To decide again, name it as `supersedes`.")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    by = NamedOutput()
    reason = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class ReviewJudgmentOutput(Output):
    """One person's answer, in the task's letters."""

    id = serializers.UUIDField()
    labeler = NamedOutput()
    submitted_at = serializers.DateTimeField()
    guideline_number = serializers.CharField(allow_null=True)
    active_seconds = serializers.IntegerField(
        help_text="Of the first answer; where a reviewer's edit stands, of that edit."
    )
    edit_seconds = serializers.IntegerField(help_text="Of its author's own edits.")
    wall_seconds = serializers.IntegerField(help_text="From opening to submit, edits included.")
    revision = serializers.IntegerField()
    counted = serializers.BooleanField()
    gold_check = serializers.BooleanField(help_text="A check against gold; it does not count.")
    void = JudgmentVoidOutput(allow_null=True)
    edit = EditOutput(allow_null=True, help_text="Null: the text is the labeler's own.")
    decision = DecisionOutput(allow_null=True, help_text="Of a demonstration; null: none yet.")
    answer = AnswerField()
    letters = serializers.DictField(
        child=serializers.CharField(),
        help_text="The task's letter for each of the labeler's own, which their remarks mean.",
    )


class ReviewSkipOutput(Output):
    """Somebody gave the task back."""

    labeler = NamedOutput()
    reason = serializers.ChoiceField(choices=SkipReason.choices)
    note = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class ReviewOutput(Output):
    """How a task was settled."""

    id = serializers.UUIDField()
    reviewer = NamedOutput()
    ranking = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    revision = serializers.IntegerField()


class ReviewFiguresOutput(Output):
    """How far the task's people are apart: what the queue's order is made of."""

    need = serializers.FloatField(help_text="The queue's order; see docs/metrics.md.")
    judgments = serializers.IntegerField(help_text="That count and stand.")
    disagreement = serializers.FloatField(allow_null=True, help_text="`discordant` of `pairs`.")
    pairs = serializers.IntegerField(
        help_text="Pairs of answers that two people both put in an order, over all pairs of people."
    )
    discordant = serializers.IntegerField(help_text="Of those, the ones ordered differently.")
    tied = serializers.IntegerField(help_text="Pairs that one or both of two people tied.")
    spread = serializers.IntegerField(help_text="Largest distance of two ratings of one answer.")
    contested_flags = serializers.ListField(child=serializers.CharField())
    unclear_skips = serializers.IntegerField()


class ReviewTaskOutput(Output):
    """A task with everything that was said about it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    purpose = serializers.ChoiceField(choices=TaskPurpose.choices)
    overlap = serializers.IntegerField()
    places_open = serializers.IntegerField()
    withdrawn = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    prompt = AssignmentPromptOutput()
    slots = ReviewSlotOutput(many=True)
    rating_schema = RatingSchemaOutput()
    figures = ReviewFiguresOutput(
        allow_null=True, help_text="Null while one person alone judged it and nobody skipped."
    )
    judgments = ReviewJudgmentOutput(many=True)
    skips = ReviewSkipOutput(many=True)
    review = ReviewOutput(allow_null=True)
    another_settles = serializers.BooleanField(
        help_text="The caller has a part in it: another reviewer settles it."
    )
    gold_id = serializers.UUIDField(allow_null=True, help_text="The gold item made of it.")


class TaskOverlapOutput(Output):
    """A task and how many people are wanted on it."""

    id = serializers.UUIDField()
    overlap = serializers.IntegerField()
