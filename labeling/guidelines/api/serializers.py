"""What guideline releases look like from outside."""

from rest_framework import serializers

from labeling.guidelines.services import MAX_BODY_CHARACTERS
from touchstone.core.api.serializers import Input, NamedOutput, Output


class GuidelineOutput(Output):
    """A release without its text."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    major = serializers.IntegerField()
    minor = serializers.IntegerField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField()
    published_by = NamedOutput()


class GuidelineDetailOutput(GuidelineOutput):
    """A release with its text."""

    body_markdown = serializers.CharField()


class GuidelineReleaseOutput(Output):
    """The release in force."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    body_markdown = serializers.CharField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField()


class GuidelineCurrentOutput(Output):
    """The release in force, and what its reader has to do about it."""

    release = GuidelineReleaseOutput(allow_null=True)
    acknowledged = serializers.BooleanField()
    must_acknowledge = serializers.BooleanField()


class GuidelinePublishInput(Input):
    """A new release."""

    body_markdown = serializers.CharField(max_length=MAX_BODY_CHARACTERS, trim_whitespace=False)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    level = serializers.ChoiceField(choices=["major", "minor"])


class GuidelineAcknowledgeOutput(Output):
    """When it was first acknowledged."""

    acknowledged_at = serializers.DateTimeField()
