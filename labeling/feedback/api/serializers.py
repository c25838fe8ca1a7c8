"""What chatbots send and get."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from labeling.feedback.domain import Answer, Consent, Thumb
from labeling.feedback.models import EventKind, FeedbackEvent, Rating
from labeling.prompts.domain.canonical import canonical_json
from labeling.prompts.domain.rows import MAX_TEXT, RowError, conversation_checked
from touchstone.core.api.serializers import Input, Output
from touchstone.projects.models import Project

MAX_METADATA_BYTES = 16 * 1024
_EXCERPT = 300


class MessageInput(Input):
    """One turn of a conversation."""

    role = serializers.ChoiceField(choices=["system", "user", "assistant"])
    content = serializers.CharField(trim_whitespace=False, max_length=MAX_TEXT)


class ConversationField(serializers.ListField):
    """Turns that end with the user's, checked by the rules of intake."""

    child = MessageInput()

    def to_internal_value(self, data: Any) -> Any:
        """Return the turns.

        Raises:
            serializers.ValidationError: With intake's code and reason.
        """
        try:
            return conversation_checked(data)
        except RowError as error:
            raise serializers.ValidationError(error.message, code=error.code) from error


class ConsentInput(Input):
    """What the end user agreed to."""

    store = serializers.BooleanField(required=False)
    train = serializers.BooleanField(default=False)
    publish = serializers.BooleanField(default=False)


class FeedbackInput(Input):
    """A thumb on one answer."""

    completion_id = serializers.UUIDField(
        required=False, help_text="Of a completion stored here; else `messages` and `completion`."
    )
    messages = ConversationField(required=False)
    completion = serializers.CharField(required=False, trim_whitespace=False, max_length=MAX_TEXT)
    rating = serializers.ChoiceField(choices=Rating.choices)
    reasons = serializers.ListField(
        child=serializers.RegexField(r"^[a-z0-9_]{1,60}$"), default=list, max_length=20
    )
    comment = serializers.CharField(default="", allow_blank=True, max_length=10_000)
    correction = serializers.CharField(
        default="", allow_blank=True, trim_whitespace=False, max_length=MAX_TEXT
    )
    user = serializers.CharField(
        default="", allow_blank=True, max_length=500, help_text="Stored only as a keyed hash."
    )
    consent = ConsentInput(required=False)
    model = serializers.CharField(default="", allow_blank=True, max_length=200)
    occurred_at = serializers.DateTimeField(default=None, allow_null=True)
    metadata = serializers.DictField(default=dict)
    supersedes = serializers.UUIDField(
        required=False, help_text="Event that this one replaces; the answer may then be left out."
    )

    def validate_metadata(self, value: dict[str, Any]) -> dict[str, Any]:
        """Refuse what is too large to be kept beside a thumb."""
        canonical = canonical_json(value)
        if len(canonical) > MAX_METADATA_BYTES:
            raise serializers.ValidationError(
                f"{len(canonical)} bytes; at most {MAX_METADATA_BYTES}.", code="too_large"
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse two answers, half an answer, or none."""
        has_id = "completion_id" in attrs
        parts = [name for name in ("messages", "completion") if name in attrs]
        if has_id and parts:
            _fault(parts[0], "two_answers", "Give `completion_id` or this, not both.")
        if len(parts) == 1:
            missing = "completion" if parts[0] == "messages" else "messages"
            _fault(missing, "required", f"`{parts[0]}` came without it; give both.")
        if not (has_id or parts or "supersedes" in attrs):
            message = "Say which answer: `completion_id`, or `messages` and `completion`."
            _fault("completion_id", "required", message)
        return attrs


def _fault(field: str, code: str, message: str) -> None:
    raise serializers.ValidationError({field: serializers.ErrorDetail(message, code=code)})


def thumb_of(data: Mapping[str, Any], project: Project) -> Thumb:
    """Return the thumb of a validated body.

    Raises:
        serializers.ValidationError: It consents to more than to storing, but not to that.
    """
    given = data.get("consent") or {"train": False, "publish": False}
    consent = Consent(**{"store": project.store_feedback_by_default, **given})
    if not consent.store and (consent.train or consent.publish):
        message = "What may not be stored can be neither trained on nor published."
        _fault("consent.store", "contradiction", message)
    answer = Answer(data["messages"], data["completion"]) if "messages" in data else None
    plain = ("rating", "reasons", "comment", "correction", "user", "model", "occurred_at")
    return Thumb(
        **{name: data[name] for name in (*plain, "metadata")},
        consent=consent,
        completion_id=data.get("completion_id"),
        supersedes=data.get("supersedes"),
        answer=answer,
    )


class ConsentOutput(Output):
    """What the end user agreed to."""

    store = serializers.BooleanField(source="consent_store")
    train = serializers.BooleanField(source="consent_train")
    publish = serializers.BooleanField(source="consent_publish")


class FeedbackOutput(Output):
    """An event as it is stored. The end user's id is never given back, not even hashed."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=EventKind.choices)
    rating = serializers.ChoiceField(choices=Rating.choices)
    completion_id = serializers.SerializerMethodField()
    model = serializers.CharField(allow_blank=True)
    reasons = serializers.ListField(child=serializers.CharField())
    comment = serializers.SerializerMethodField()
    correction = serializers.SerializerMethodField()
    consent = ConsentOutput(source="*")
    occurred_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField()
    metadata = serializers.DictField()
    supersedes = serializers.SerializerMethodField()
    superseded_by = serializers.SerializerMethodField()

    def get_completion_id(self, event: FeedbackEvent) -> str | None:
        """Return the completion's public id."""
        return str(event.completion.public_id) if event.completion else None

    def get_comment(self, event: FeedbackEvent) -> str:
        """Return the comment's text."""
        return text_of(event.comment)

    def get_correction(self, event: FeedbackEvent) -> str:
        """Return the correction's text."""
        return text_of(event.correction)

    def get_supersedes(self, event: FeedbackEvent) -> str | None:
        """Return the id of the event that this one replaces."""
        return str(event.supersedes.public_id) if event.supersedes else None

    def get_superseded_by(self, event: FeedbackEvent) -> str | None:
        """Return the id of the event that replaced this one; a fresh one has none."""
        later = None if self.context.get("fresh") else later_event(event)
        return str(later.public_id) if later else None


class FeedbackFeedOutput(Output):
    """Part of the feed, oldest first."""

    items = FeedbackOutput(many=True)
    next_cursor = serializers.CharField(
        allow_null=True, help_text="Where to go on, now or later; null before the first event."
    )
    has_more = serializers.BooleanField()


class FeedbackRowOutput(Output):
    """A thumb on the admin's screen."""

    id = serializers.UUIDField(source="public_id")
    rating = serializers.ChoiceField(choices=Rating.choices)
    reasons = serializers.ListField(child=serializers.CharField())
    comment = serializers.SerializerMethodField()
    model = serializers.SerializerMethodField()
    received_at = serializers.DateTimeField()
    retracted = serializers.SerializerMethodField()
    superseded = serializers.SerializerMethodField()
    completion_excerpt = serializers.SerializerMethodField()

    def get_comment(self, event: FeedbackEvent) -> str:
        """Return the comment's text."""
        return text_of(event.comment)

    def get_model(self, event: FeedbackEvent) -> str:
        """Return the model's name: ours, else as the caller named it."""
        completion = event.completion
        return str(completion.model) if completion and completion.model else event.model

    def get_retracted(self, event: FeedbackEvent) -> bool:
        """Return whether it was taken back."""
        later = later_event(event)
        return later is not None and later.kind == EventKind.RETRACTION

    def get_superseded(self, event: FeedbackEvent) -> bool:
        """Return whether another thumb took its place."""
        later = later_event(event)
        return later is not None and later.kind == EventKind.THUMB

    def get_completion_excerpt(self, event: FeedbackEvent) -> str:
        """Return the beginning of the answer; empty where it may not be stored."""
        if event.completion is not None:
            return text_of(event.completion.content)[:_EXCERPT]
        messages: Sequence[dict[str, str]] = (
            event.answer.body.get("messages", []) if event.answer else []
        )
        return messages[-1]["content"][:_EXCERPT] if messages else ""


def later_event(event: FeedbackEvent) -> FeedbackEvent | None:
    """Return the event that superseded this one, if it was loaded or can be."""
    return getattr(event, "superseded_by", None)


def text_of(content: Any) -> str:
    """Return a content row's text; empty for none and for what was erased."""
    return str(content.body.get("text", "")) if content is not None else ""
