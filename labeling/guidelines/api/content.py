"""What stands in a release beside its text, on its way in and out."""

from typing import Any

from rest_framework import serializers

from labeling.guidelines.domain.content import (
    MAX_OPTIONS,
    MAX_PART_CHARACTERS,
    MAX_QUESTIONS,
    VERDICTS,
)
from touchstone.core.api.serializers import Input, Output


class MarkdownField(serializers.CharField):
    """A part's text; white space is the writer's own."""

    def __init__(self, **options: Any) -> None:
        """Allow as much as anybody could be asked to read in one part."""
        options = {"max_length": MAX_PART_CHARACTERS, "trim_whitespace": False, **options}
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is nothing but white space, where there has to be something."""
        text: str = super().to_internal_value(data)
        if not self.allow_blank and not text.strip():
            self.fail("blank")
        return text


class GuidelineExampleInput(Input):
    """An example; ``flag`` shows it at that flag."""

    title = serializers.CharField(max_length=200)
    body_markdown = MarkdownField()
    flag = serializers.CharField(max_length=60, allow_null=True, default=None)
    verdict = serializers.ChoiceField(choices=VERDICTS, default="none")


class GuidelineTermInput(Input):
    """A term of the glossary."""

    term = serializers.CharField(max_length=100)
    definition_markdown = MarkdownField()


class QuizOptionInput(Input):
    """An option of a question."""

    text_markdown = MarkdownField()
    right = serializers.BooleanField()


class QuizQuestionInput(Input):
    """A question; right is who chooses all the right options and no other."""

    text_markdown = MarkdownField()
    options = serializers.ListField(child=QuizOptionInput(), min_length=2, max_length=MAX_OPTIONS)
    explanation_markdown = MarkdownField(allow_blank=True, default="")


class GuidelineQuizInput(Input):
    """A quiz; ``pass_mark`` is how many questions must be right."""

    pass_mark = serializers.IntegerField(min_value=1)
    questions = serializers.ListField(
        child=QuizQuestionInput(), min_length=1, max_length=MAX_QUESTIONS
    )


class GuidelineExampleOutput(Output):
    """An example."""

    title = serializers.CharField()
    body_markdown = serializers.CharField()
    flag = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField(choices=VERDICTS)


class GuidelineTermOutput(Output):
    """A term of the glossary."""

    term = serializers.CharField()
    definition_markdown = serializers.CharField()


class QuizOptionOutput(Output):
    """An option, with what only admins may know."""

    text_markdown = serializers.CharField()
    right = serializers.BooleanField()


class QuizQuestionOutput(Output):
    """A question, with what only admins may know."""

    text_markdown = serializers.CharField()
    options = QuizOptionOutput(many=True)
    explanation_markdown = serializers.CharField()


class GuidelineQuizOutput(Output):
    """A quiz, with what only admins may know."""

    pass_mark = serializers.IntegerField()
    questions = QuizQuestionOutput(many=True)


class QuizSummaryOutput(Output):
    """What everybody may know of a quiz before trying it."""

    questions = serializers.SerializerMethodField()
    pass_mark = serializers.IntegerField()

    def get_questions(self, quiz: dict[str, Any]) -> int:
        """Return how many there are."""
        return len(quiz["questions"])
