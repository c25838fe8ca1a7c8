"""A user in and out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from touchstone.accounts.domain import (
    COLOR_SCHEMES,
    MAX_LANGUAGES,
    is_language_tag,
    preferences_whole,
)
from touchstone.accounts.models import User
from touchstone.core.api.serializers import Input, Output


class PreferencesOutput(Output):
    """How the interface behaves for this person."""

    single_key_shortcuts = serializers.BooleanField()
    color_scheme = serializers.ChoiceField(choices=COLOR_SCHEMES)


class UserOutput(Output):
    """A person, as they see themselves."""

    id = serializers.UUIDField(source="public_id")
    email = serializers.EmailField()
    name = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    is_staff = serializers.BooleanField()
    preferences = serializers.SerializerMethodField()

    @extend_schema_field(PreferencesOutput)
    def get_preferences(self, user: User) -> dict[str, Any]:
        """Return every preference, stored or default."""
        return dict(PreferencesOutput(preferences_whole(user.preferences)).data)


class PreferencesInput(Input):
    """Preferences to change; the others stay."""

    single_key_shortcuts = serializers.BooleanField(required=False)
    color_scheme = serializers.ChoiceField(choices=COLOR_SCHEMES, required=False)


class LanguageTagField(serializers.CharField):
    """A BCP 47 tag."""

    default_error_messages = {"language_tag": "Not a BCP 47 language tag such as `en` or `pt-BR`."}

    def to_internal_value(self, data: Any) -> str:
        """Return the tag."""
        text: str = super().to_internal_value(data)
        if not is_language_tag(text):
            self.fail("language_tag")
        return text


class MeInput(Input):
    """What a person may change about themselves."""

    name = serializers.CharField(max_length=200, required=False)
    languages = serializers.ListField(
        child=LanguageTagField(), max_length=MAX_LANGUAGES, required=False
    )
    preferences = PreferencesInput(required=False)

    def validate_languages(self, languages: list[str]) -> list[str]:
        """Drop repetitions, in order."""
        return list(dict.fromkeys(languages))
