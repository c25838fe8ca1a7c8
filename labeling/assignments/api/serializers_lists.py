"""Queue, history and judgments, as the schema knows them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from labeling.assignments.api.serializers import AnswerField, AssignmentOutput
from labeling.assignments.models import Judgment, SkipReason, TaskKind
from labeling.assignments.selectors.history import answer_body
from labeling.assignments.selectors.ledger import Spent, spent_on
from touchstone.core.api.serializers import NamedOutput, Output


class QueueKindOutput(Output):
    """Work of one kind."""

    kind = serializers.ChoiceField(choices=TaskKind.choices)
    available = serializers.IntegerField(
        help_text="Counted up to 1,000, with what the page fetched ahead."
    )
    done_by_me = serializers.IntegerField()


class HeldOutput(Output):
    """An assignment under a live lease."""

    assignment_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    opened = serializers.BooleanField()
    lease_until = serializers.DateTimeField()
    sensitive = serializers.BooleanField()
    prompt_excerpt = serializers.CharField(
        allow_blank=True,
        help_text="What the user said last, or what is ordered; empty where it is sensitive.",
    )


class TodayOutput(Output):
    """One's own work since midnight in the zone asked for, as the ledger counts it."""

    submitted = serializers.IntegerField(help_text="First answers; one that was voided too.")
    revised = serializers.IntegerField()
    active_seconds = serializers.IntegerField(help_text="Of answers, edits and skips.")


class QueueOutput(Output):
    """A labeler's queue."""

    kinds = QueueKindOutput(many=True)
    must_acknowledge = serializers.BooleanField()
    must_pass_quiz = serializers.BooleanField()
    quiz_follows = serializers.BooleanField(
        help_text="After the acknowledgment that is owed comes a quiz."
    )
    paused = serializers.CharField(
        allow_null=True, help_text="Why one gets no work for now, in a reviewer's words."
    )
    about_pay = serializers.CharField(
        allow_blank=True, help_text="What the project says about pay; empty: nothing."
    )
    held = HeldOutput(many=True)
    today = TodayOutput()


class HistoryOutput(Output):
    """One of one's own judgments."""

    judgment_id = serializers.UUIDField(source="public_id")
    assignment_id = serializers.UUIDField(source="assignment.public_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    submitted_at = serializers.DateTimeField(
        source="first_at", help_text="When the first answer was handed in."
    )
    edited_at = serializers.SerializerMethodField(help_text="Null: it was not edited.")
    active_seconds = serializers.SerializerMethodField(
        help_text="Of the first answer, as the ledger counts it."
    )
    edit_seconds = serializers.SerializerMethodField(help_text="Of all edits, likewise.")
    guideline_number = serializers.CharField(source="guideline.number", default=None)
    prompt_excerpt = serializers.CharField()
    revision = serializers.IntegerField()
    frozen_in = serializers.SerializerMethodField(
        help_text="How many dataset versions contain it; a revision then counts for the next."
    )

    voided = serializers.SerializerMethodField(
        help_text="A reviewer took it out: others judge the task, and it cannot be revised."
    )

    def get_edited_at(self, judgment: Judgment) -> datetime | None:
        """Return when the revision that stands came in."""
        return judgment.received_at if judgment.revision > 1 else None

    def get_active_seconds(self, judgment: Judgment) -> int:
        """Return what the view found for the whole page."""
        return self._spent(judgment).first

    def get_edit_seconds(self, judgment: Judgment) -> int:
        """Return what the view found for the whole page."""
        return self._spent(judgment).edits

    def _spent(self, judgment: Judgment) -> Spent:
        found: Spent = self.context["spent"].get(judgment.assignment_id, Spent())
        return found

    def get_voided(self, judgment: Judgment) -> bool:
        """Tell whether it was voided or sent for relabeling."""
        return hasattr(judgment, "void")

    def get_frozen_in(self, judgment: Judgment) -> int:
        """Return what the view found for the whole page."""
        return int(self.context["frozen"].get(judgment.assignment_id, 0))


class SkipOutput(Output):
    """One of one's own skips."""

    assignment_id = serializers.UUIDField(source="assignment.public_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices, source="assignment.kind")
    reason = serializers.ChoiceField(choices=SkipReason.choices)
    at = serializers.DateTimeField()
    prompt_excerpt = serializers.CharField(
        allow_blank=True, help_text="Empty where the prompt is sensitive."
    )
    is_open = serializers.BooleanField(help_text="It has a place: the skip may be taken back.")


class JudgmentOutput(Output):
    """A stored answer with the assignment as its labeler saw it."""

    id = serializers.UUIDField()
    assignment = AssignmentOutput()
    answer = AnswerField()
    revision = serializers.IntegerField()
    counted = serializers.BooleanField()
    submitted_at = serializers.DateTimeField()
    active_seconds = serializers.IntegerField()
    labeler = NamedOutput()


class EditOutput(Output):
    """A reviewer's edit: the text is theirs, under its author's name; and so is the time."""

    by = NamedOutput()
    at = serializers.DateTimeField()


class JudgmentReviewOutput(Output):
    """A judgment in the reviewers' list."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    labeler = NamedOutput(source="user")
    submitted_at = serializers.DateTimeField(source="received_at")
    active_seconds = serializers.SerializerMethodField(
        help_text="Of the first answer; where a reviewer's edit stands, of that edit."
    )
    edit_seconds = serializers.SerializerMethodField(help_text="Of its author's own edits.")
    revision = serializers.IntegerField()
    guideline_number = serializers.CharField(source="guideline.number", default=None)
    task_id = serializers.UUIDField(source="task.public_id")
    page_task_id = serializers.SerializerMethodField(
        help_text="The task on whose page it stands: of a review, the one it settles; of a "
        "prompt, none."
    )
    prompt_excerpt = serializers.CharField()
    counted = serializers.BooleanField()
    gold_check = serializers.BooleanField(help_text="A check against gold; it does not count.")
    voided = serializers.SerializerMethodField(help_text="A reviewer took it out.")
    edit = EditOutput(
        source="edit_verdict",
        default=None,
        allow_null=True,
        help_text="Null: the answer is the labeler's own.",
    )
    answer = serializers.SerializerMethodField()

    def get_page_task_id(self, judgment: Judgment) -> UUID | None:
        """Return the task that reviewers open."""
        if judgment.kind == TaskKind.PROMPT:
            return None
        return (judgment.task.reviews or judgment.task).public_id

    def get_active_seconds(self, judgment: Judgment) -> int:
        """Return what the view found for the whole page."""
        return spent_on(judgment, self.context["spent"]).first

    def get_edit_seconds(self, judgment: Judgment) -> int:
        """Return what the view found for the whole page."""
        return spent_on(judgment, self.context["spent"]).edits

    def get_voided(self, judgment: Judgment) -> bool:
        """Tell whether it was voided or sent for relabeling."""
        return hasattr(judgment, "void")

    @extend_schema_field(AnswerField())
    def get_answer(self, judgment: Judgment) -> dict[str, Any]:
        """Return the answer as it was handed in."""
        return answer_body(judgment)
