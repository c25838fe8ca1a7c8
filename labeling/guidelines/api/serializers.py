"""What guideline releases look like from outside."""

from typing import Any

from rest_framework import serializers

from labeling.guidelines.api.content import (
    GuidelineExampleInput,
    GuidelineExampleOutput,
    GuidelineQuizInput,
    GuidelineQuizOutput,
    GuidelineTermInput,
    GuidelineTermOutput,
    QuizSummaryOutput,
)
from labeling.guidelines.domain.content import MAX_BODY_CHARACTERS, MAX_EXAMPLES, MAX_TERMS
from labeling.guidelines.models import GuidelineVersion
from touchstone.core.api.serializers import Input, NamedOutput, Output


class GuidelineRefOutput(Output):
    """A release by its number."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()


class GuidelineOutput(GuidelineRefOutput):
    """A release without what is in it."""

    major = serializers.IntegerField()
    minor = serializers.IntegerField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField()
    published_by = NamedOutput()


class GuidelineItemOutput(GuidelineOutput):
    """A release in the list."""

    has_quiz = serializers.BooleanField()
    judgments = serializers.SerializerMethodField(
        help_text="Judgments that stand under it (not revised, not voided); `null` for labelers."
    )
    unconfirmed = serializers.SerializerMethodField(
        help_text="Of the newest release: members who still have to confirm it, or to pass its "
        "quiz, before their next claim. `null` of others, and for labelers."
    )

    def get_judgments(self, release: GuidelineVersion) -> int | None:
        """Return the count of judgments, where the reader may know it."""
        counts: dict[int, int] | None = self.context.get("judgments")
        return None if counts is None else counts.get(release.pk, 0)

    def get_unconfirmed(self, release: GuidelineVersion) -> int | None:
        """Return how many members still have to confirm it, where the reader may know it."""
        latest, unconfirmed = self.context.get("unconfirmed", (None, None))
        return unconfirmed if release.pk == latest else None


class GuidelineDetailOutput(GuidelineOutput):
    """A release with what is in it; of the quiz only what everybody may know."""

    body_markdown = serializers.CharField()
    examples = GuidelineExampleOutput(many=True)
    glossary = GuidelineTermOutput(many=True)
    quiz = QuizSummaryOutput(allow_null=True)


class GuidelineReleaseOutput(GuidelineRefOutput):
    """The release in force."""

    body_markdown = serializers.CharField()
    examples = GuidelineExampleOutput(many=True)
    glossary = GuidelineTermOutput(many=True)
    quiz = QuizSummaryOutput(allow_null=True)
    note = serializers.CharField()
    published_at = serializers.DateTimeField()


class GuidelineCurrentOutput(Output):
    """The release in force, and what its reader has to do about it."""

    release = GuidelineReleaseOutput(allow_null=True)
    acknowledged = serializers.BooleanField()
    must_acknowledge = serializers.BooleanField()
    must_pass_quiz = serializers.BooleanField()
    quiz_passed = serializers.BooleanField(help_text="A quiz of this major release, if it has one.")
    last_acknowledged = GuidelineRefOutput(
        allow_null=True, help_text="The newest release that the reader has acknowledged."
    )


class GuidelineDraftInput(Input):
    """What a release says: the parts that are compared."""

    body_markdown = serializers.CharField(
        max_length=MAX_BODY_CHARACTERS, trim_whitespace=False, allow_blank=True
    )
    examples = serializers.ListField(
        child=GuidelineExampleInput(), max_length=MAX_EXAMPLES, default=list
    )
    glossary = serializers.ListField(child=GuidelineTermInput(), max_length=MAX_TERMS, default=list)


class GuidelinePublishInput(Input):
    """A new release."""

    body_markdown = serializers.CharField(max_length=MAX_BODY_CHARACTERS, trim_whitespace=False)
    examples = serializers.ListField(
        child=GuidelineExampleInput(), max_length=MAX_EXAMPLES, default=list
    )
    glossary = serializers.ListField(child=GuidelineTermInput(), max_length=MAX_TERMS, default=list)
    quiz = GuidelineQuizInput(allow_null=True, default=None)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    level = serializers.ChoiceField(choices=["major", "minor"])
    based_on = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="The release it was written from (`null`: there was none). Publishing is refused "
        "with `not_the_latest` if another came out since; left out, nothing is checked.",
    )


class GuidelineQuizOfOutput(Output):
    """A release's quiz with its right answers, for those who write it."""

    quiz = GuidelineQuizOutput(allow_null=True)


class GuidelineAcknowledgeOutput(Output):
    """When it was first acknowledged."""

    acknowledged_at = serializers.DateTimeField()


def plain(value: Any) -> Any:
    """Return validated data as plain JSON values, as it is stored."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value
