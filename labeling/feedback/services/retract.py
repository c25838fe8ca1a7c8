"""``feedback_retract``: the thumb no longer holds, and nothing takes its place."""

from uuid import UUID

from django.db import IntegrityError, transaction

from labeling.feedback.models import EventKind, FeedbackEvent
from labeling.feedback.services.submit import RELATED, Stored
from touchstone.core.errors import ConflictError, NotFoundError
from touchstone.projects.models import ApiKey


def feedback_retract(*, api_key: ApiKey, event_id: UUID) -> Stored:
    """Take a thumb back by a new event; again gives the same event.

    Raises:
        NotFoundError: The event is unknown in this project.
        ConflictError: It is a retraction itself, or another thumb took its place.
    """
    events = FeedbackEvent.objects.select_related("supersedes")
    thumb = events.filter(project=api_key.project, public_id=event_id).first()
    if thumb is None:
        raise NotFoundError("feedback event")
    if thumb.kind == EventKind.RETRACTION:
        raise ConflictError("A retraction cannot be retracted; send a new thumb.", code="no_thumb")
    try:
        with transaction.atomic():
            return Stored(_retraction(api_key, thumb), created=True)
    except IntegrityError:
        later = FeedbackEvent.objects.select_related(*RELATED).get(supersedes=thumb)
    if later.kind != EventKind.RETRACTION:
        raise ConflictError(
            f"Another thumb, {later.public_id}, took its place; retract that one.",
            code="already_superseded",
        )
    return Stored(later, created=False)


def _retraction(api_key: ApiKey, thumb: FeedbackEvent) -> FeedbackEvent:
    return FeedbackEvent.objects.create(
        project=api_key.project,
        api_key=api_key,
        kind=EventKind.RETRACTION,
        supersedes=thumb,
        rating=thumb.rating,
        consent_store=thumb.consent_store,
        consent_train=False,
        consent_publish=False,
        end_user_hash=thumb.end_user_hash,
        hash_key_id=thumb.hash_key_id,
        body_hash="",
    )
