"""What labelers hand in and get, as the schema knows it.

Outputs of the hot path are made as plain JSON by selectors; the classes here describe them, and a
test holds the two together.
"""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from labeling.assignments.domain.answers import CANNOT_RANK, STRENGTHS, WARNINGS
from labeling.assignments.models import (
    AssignmentState,
    DemonstrationMode,
    PromptForm,
    SkipReason,
    TaskKind,
)
from labeling.prompts.api.writing import WrittenPromptInput
from touchstone.core.api.serializers import Input, Output
from touchstone.projects.api.projects import ScaleOutput, SchemaEntryOutput

MAX_SECONDS = 30 * 24 * 3600


class AssignmentRatingSchemaOutput(Output):
    """What is asked about each completion and each prompt."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    scale = ScaleOutput()
    flags = SchemaEntryOutput(many=True)
    prompt_fields = SchemaEntryOutput(many=True)


class MessageOutput(Output):
    """A turn of the conversation."""

    role = serializers.ChoiceField(choices=["system", "user", "assistant"])
    content = serializers.CharField()


class ReferenceDocumentOutput(Output):
    """A text that comes with the prompt."""

    title = serializers.CharField()
    text = serializers.CharField()


class AssignmentPromptOutput(Output):
    """What is to be answered, or was."""

    messages = MessageOutput(many=True)
    language = serializers.CharField()
    use_case = serializers.CharField(allow_null=True)
    sensitive = serializers.BooleanField()
    reference_documents = ReferenceDocumentOutput(many=True)


class AssignmentBriefOutput(Output):
    """What prompt is to be written."""

    form = serializers.ChoiceField(choices=PromptForm.choices)
    use_case = serializers.CharField(allow_blank=True, help_text="Empty: the writer's choice.")
    instructions = serializers.CharField(allow_blank=True)
    min_examples = serializers.IntegerField(help_text="Pairs that few-shot needs at least.")


class SlotOutput(Output):
    """A completion, by the letter under which this labeler sees it."""

    slot = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField(allow_null=True)


class GuidelineReferenceOutput(Output):
    """A guideline release by number."""

    id = serializers.UUIDField()
    number = serializers.CharField()


class DraftOutput(Output):
    """The stored draft; revision 0 where there is none."""

    revision = serializers.IntegerField()
    content = serializers.JSONField(allow_null=True)
    saved_at = serializers.DateTimeField(allow_null=True)


class ProjectReferenceOutput(Output):
    """A project by id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class AssignmentOutput(Output):
    """One labeling task as one labeler sees it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    state = serializers.ChoiceField(choices=AssignmentState.choices)
    project = ProjectReferenceOutput()
    task_number_hint = serializers.IntegerField(allow_null=True)
    lease_until = serializers.DateTimeField()
    opened = serializers.BooleanField()
    prompt = AssignmentPromptOutput(
        help_text="Of a prompt that is still to be written: no messages, the brief's language."
    )
    demonstration_mode = serializers.ChoiceField(choices=DemonstrationMode.choices)
    brief = AssignmentBriefOutput(allow_null=True)
    slots = SlotOutput(many=True)
    rating_schema = AssignmentRatingSchemaOutput()
    asks_edit = serializers.BooleanField(help_text="The better of two may be edited.")
    guideline = GuidelineReferenceOutput(allow_null=True)
    draft = DraftOutput()
    active_seconds = serializers.IntegerField()
    resumed = serializers.BooleanField()


class AssignmentNextInput(Input):
    """Which kinds of work, and whether it is only fetched ahead."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=TaskKind.choices), required=False, default=list
    )
    prefetch = serializers.BooleanField(default=False)
    exclude = serializers.ListField(
        child=serializers.UUIDField(), max_length=50, required=False, default=list
    )


class AssignmentNextOutput(Output):
    """The next assignment, or why there is none."""

    assignment = AssignmentOutput(allow_null=True)
    reason = serializers.ChoiceField(
        choices=["no_more_tasks", "must_acknowledge", "must_pass_quiz", "not_eligible", "paused"],
        allow_null=True,
    )


class AssignmentHeartbeatInput(Input):
    """How long the page was worked on so far."""

    active_seconds = serializers.IntegerField(min_value=0, max_value=MAX_SECONDS)


class AssignmentHeartbeatOutput(Output):
    """When the lease ends."""

    lease_until = serializers.DateTimeField()


class DraftSaveInput(Input):
    """An unfinished answer, in the shape of the answer; anything may be missing."""

    content = serializers.DictField()


class DraftSavedOutput(Output):
    """The stored draft's revision."""

    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()


class AssignmentSkipInput(Input):
    """Why a task is given back."""

    reason = serializers.ChoiceField(choices=SkipReason.choices)
    note = serializers.CharField(max_length=10_000, allow_blank=True, default="")
    active_seconds = serializers.IntegerField(min_value=0, max_value=MAX_SECONDS, default=0)
    wall_seconds = serializers.IntegerField(min_value=0, max_value=10 * MAX_SECONDS, default=0)


class SlotRatingInput(Input):
    """What is said of one completion."""

    overall = serializers.IntegerField()
    flags = serializers.ListField(child=serializers.CharField(), max_length=60, default=list)


class RankingAnswerInput(Input):
    """A ranking or a comparison, in slots."""

    ranking = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(max_length=3), max_length=26),
        max_length=26,
        help_text="Groups of slots, best first; slots of one group are tied.",
    )
    ratings = serializers.DictField(child=SlotRatingInput(), help_text="By slot, every one.")
    prompt_fields = serializers.DictField(child=serializers.BooleanField(), default=dict)
    notes = serializers.CharField(
        allow_blank=True, default="", max_length=20_000, trim_whitespace=False
    )
    strength = serializers.ChoiceField(
        choices=STRENGTHS,
        required=False,
        allow_blank=True,
        help_text="Of two: how much better; `negligibly` is negligibly better or unsure.",
    )
    both_bad = serializers.BooleanField(default=False)
    none_acceptable = serializers.BooleanField(
        default=False, help_text="The order holds, but none of the answers is good enough."
    )
    cannot_rank = serializers.ChoiceField(
        choices=CANNOT_RANK,
        required=False,
        allow_blank=True,
        help_text="There is no order, for this reason: `ranking` is empty, ratings are optional.",
    )
    reason = serializers.CharField(
        allow_blank=True,
        default="",
        max_length=2000,
        help_text="Of two: why the better one is better, in a line.",
    )
    edited = serializers.CharField(
        allow_blank=True,
        default="",
        max_length=200_000,
        trim_whitespace=False,
        help_text="Of two: the better one as it should have been, where the project asks for it.",
    )
    warnings = serializers.ListField(
        child=serializers.ChoiceField(choices=WARNINGS),
        default=list,
        max_length=len(WARNINGS),
        help_text="What the page warned of, and the labeler confirmed.",
    )


class WritingFactsInput(Input):
    """How a text came about, as the page counted it: facts, and no verdict."""

    pastes = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    pasted_characters = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    typed_characters = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class WrittenAnswerInput(Input):
    """What every written answer has."""

    prompt_fields = serializers.DictField(child=serializers.BooleanField(), default=dict)
    notes = serializers.CharField(
        allow_blank=True, default="", max_length=20_000, trim_whitespace=False
    )
    writing = WritingFactsInput(required=False, allow_null=True)


class DemonstrationAnswerInput(WrittenAnswerInput):
    """A written ideal answer, in Markdown."""

    text = serializers.CharField(allow_blank=True, max_length=200_000, trim_whitespace=False)


class WrittenTurnInput(Input):
    """One turn that the labeler wrote."""

    role = serializers.ChoiceField(choices=["user", "assistant"])
    content = serializers.CharField(allow_blank=True, max_length=200_000, trim_whitespace=False)


class ConversationAnswerInput(WrittenAnswerInput):
    """The turns that a demonstration of several asks for, in their order."""

    turns = serializers.ListField(child=WrittenTurnInput(), max_length=1000)


class PromptAnswerInput(WrittenPromptInput, WrittenAnswerInput):
    """A written prompt: a text, or the parts of a few-shot prompt."""

    use_case = serializers.CharField(allow_blank=True, default="", max_length=200)
    sensitive = serializers.BooleanField(default=False)
    invented = serializers.BooleanField(
        default=False, help_text="What looks personal in it is made up, its writer says."
    )


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="AnswerInput",
        serializers=[
            RankingAnswerInput,
            DemonstrationAnswerInput,
            ConversationAnswerInput,
            PromptAnswerInput,
        ],
        resource_type_field_name=None,
    )
)
class AnswerField(serializers.JSONField):
    """An answer; which shape it must have depends on the kind of the task."""


class AssignmentSubmitInput(Input):
    """What a page hands in."""

    submission_id = serializers.UUIDField(help_text="The page's idempotency key.")
    answer = AnswerField()
    active_seconds = serializers.IntegerField(min_value=0, max_value=MAX_SECONDS)
    wall_seconds = serializers.IntegerField(min_value=0, max_value=10 * MAX_SECONDS)
    occurred_at = serializers.DateTimeField()
    interface_version = serializers.CharField(max_length=40, allow_blank=True, default="")


class SubmittedOutput(Output):
    """What became of it."""

    judgment_id = serializers.UUIDField()
    counted = serializers.BooleanField()
    surplus = serializers.BooleanField(help_text="Kept, but left out of datasets.")
