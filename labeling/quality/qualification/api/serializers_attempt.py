"""What attempts, practice and scoring look like from outside.

No class here has a field for what reviewers said of a screening item; the one for practice items
(``PracticeFeedbackOutput``) is answered after the answer.
"""

from rest_framework import serializers

from labeling.assignments.models import TaskKind
from labeling.quality.qualification.api.serializers import QualificationOutput
from labeling.quality.qualification.domain.parts import SCORE_MAX, SCORE_MIN, Outcome, PartKind
from labeling.quality.qualification.domain.standing import Blocked
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.projects.api.projects import SchemaEntryOutput


class QualificationSlotOutput(Output):
    """A completion by its letter."""

    slot = serializers.CharField()
    text = serializers.CharField()


class QualificationShownOutput(Output):
    """What is to be answered; which fields are there, the part tells."""

    text = serializers.CharField(default="")
    flags = SchemaEntryOutput(many=True, default=list)
    prompt = serializers.CharField(default="")
    slots = QualificationSlotOutput(many=True, default=list)
    groups = serializers.ListField(child=serializers.CharField(), default=list)


class AttemptItemOutput(Output):
    """One thing to answer, with the answer so far."""

    index = serializers.IntegerField()
    part = serializers.ChoiceField(choices=PartKind.choices)
    language = serializers.CharField()
    shown = QualificationShownOutput()
    revision = serializers.IntegerField(help_text="Of the stored answer; 0: none.")
    answer = serializers.JSONField(allow_null=True)


class PartFigureOutput(Output):
    """What a part came to."""

    kind = serializers.ChoiceField(choices=PartKind.choices)
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    cutoff = serializers.FloatField(allow_null=True)
    met = serializers.BooleanField(allow_null=True, help_text="null: it waits for scores.")
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)


class AttemptSummaryOutput(Output):
    """An attempt of one's own, without its items."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.IntegerField(source="qualification.number")
    started_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_null=True)
    figures = PartFigureOutput(many=True)


class QualificationAttemptOutput(AttemptSummaryOutput):
    """An attempt on screen: to be answered, or handed in."""

    project = NamedOutput()
    qualification = QualificationOutput()
    items = AttemptItemOutput(many=True)


class PracticeCountOutput(Output):
    """How many practice items a part has."""

    kind = serializers.ChoiceField(choices=PartKind.choices)
    items = serializers.IntegerField()


class QualificationStandingOutput(Output):
    """The version in force and where the caller stands with it."""

    qualification = QualificationOutput(allow_null=True)
    qualified = serializers.BooleanField()
    blocked = serializers.ChoiceField(choices=[why.value for why in Blocked], allow_null=True)
    available_at = serializers.DateTimeField(allow_null=True)
    must_acknowledge = serializers.BooleanField(help_text="The guidelines, or their quiz, wait.")
    opens = serializers.ListField(
        child=serializers.ChoiceField(choices=TaskKind.choices),
        help_text="Kinds that passing would open and that are not open to the caller yet.",
    )
    attempts = AttemptSummaryOutput(many=True)
    practice = PracticeCountOutput(many=True)


class AttemptAnswerInput(Input):
    """An answer, finished or not; ``revision`` is the stored one that it follows, 0 for none."""

    revision = serializers.IntegerField(min_value=0)
    answer = serializers.DictField()


class AttemptAnswerOutput(Output):
    """The answer is stored."""

    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()


class PracticeItemOutput(Output):
    """A practice item, without what reviewers said."""

    id = serializers.UUIDField()
    part = serializers.ChoiceField(choices=PartKind.choices)
    language = serializers.CharField()
    shown = QualificationShownOutput()
    answered = serializers.IntegerField(help_text="How often the caller answered it.")


class PracticeAnswerInput(Input):
    """A finished answer to a practice item."""

    answer = serializers.DictField()


class PracticeFeedbackOutput(Output):
    """What reviewers said, and why."""

    agreement = serializers.FloatField(allow_null=True)
    pairs = serializers.IntegerField()
    flags = serializers.ListField(child=serializers.CharField())
    ranking = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    example = serializers.CharField()
    explanation_markdown = serializers.CharField()
    letters = serializers.DictField(
        child=serializers.CharField(),
        help_text="The caller's letter for each of the item's own, which the explanation means.",
    )


class DemonstrationToScoreOutput(Output):
    """A demonstration; nothing tells who wrote it."""

    id = serializers.UUIDField(source="public_id")
    prompt = serializers.CharField(source="attempt_item.item.content.prompt")
    text = serializers.CharField(source="answer.text")
    language = serializers.CharField(source="attempt_item.item.language")


class DemonstrationScoreInput(Input):
    """A score."""

    score = serializers.IntegerField(min_value=SCORE_MIN, max_value=SCORE_MAX)


class DemonstrationScoreOutput(Output):
    """The score is stored."""

    score = serializers.IntegerField()
    scored_at = serializers.DateTimeField()


class AttemptDecisionOutput(Output):
    """A decision, by rule (nobody decided) or by an admin, who says why."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    figures = PartFigureOutput(many=True)
    decided_by = NamedOutput(allow_null=True)
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField()


class AttemptRecordOutput(Output):
    """Somebody's attempt and every decision on it: for admins."""

    id = serializers.UUIDField(source="public_id")
    user = NamedOutput()
    number = serializers.IntegerField(source="qualification.number")
    started_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_null=True)
    decisions = AttemptDecisionOutput(many=True, source="decisions.all")


class AttemptOverruleInput(Input):
    """A decision against, or instead of, the rule."""

    outcome = serializers.ChoiceField(choices=[Outcome.PASSED.value, Outcome.FAILED.value])
    reason = serializers.CharField(max_length=2000)
