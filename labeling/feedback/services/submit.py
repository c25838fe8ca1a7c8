"""``feedback_submit``: one statement, on disk before anybody is told that it is stored."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from labeling.feedback.domain import Hasher, Thumb
from labeling.feedback.models import EventKind, FeedbackEvent
from labeling.feedback.services.hashing import hasher_new, hasher_of
from labeling.feedback.services.insert import event_insert
from labeling.prompts.domain.canonical import SCHEMA_VERSION, text_body
from labeling.prompts.models import Completion
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError, NotFoundError
from touchstone.projects.models import ApiKey, Project

RELATED = ("completion", "answer", "comment", "correction", "supersedes", "superseded_by")


@dataclass(frozen=True)
class Stored:
    """An event, and whether this call stored it or an earlier one with the same key did."""

    event: FeedbackEvent
    created: bool


def feedback_submit(
    *, api_key: ApiKey, thumb: Thumb, body: Any, idempotency_key: str | None = None
) -> Stored:
    """Store a thumb; the same key and body again give the same event.

    Args:
        api_key: Who calls, with its project loaded.
        thumb: What is said.
        body: The request as it came, for the fingerprint.
        idempotency_key: The caller's name for this request, unique within the project.

    Raises:
        NotFoundError: The completion or the superseded event is unknown in this project.
        ConflictError: The key came before with another body (``idempotency_conflict``), or the
            event was superseded already (``already_superseded``).
        InvalidError: The answer is not the one that the superseded thumb is on.
    """
    hasher = hasher_new(api_key.project.public_id)
    event = _event(api_key, thumb, hasher)
    contents = _keep(event, thumb, hasher) if thumb.consent.store else {}
    # A change inherits its user's hash, and with it the key that made it.
    event.body_hash = hasher_of(event.hash_key_id, hasher.project).body(body)
    event.idempotency_key = idempotency_key
    try:
        event_insert(event, contents)
    except IntegrityError as error:
        return _conflict(error, api_key.project, idempotency_key, body)
    return Stored(event, created=True)


def _conflict(
    error: IntegrityError, project: Project, idempotency_key: str | None, body: Any
) -> Stored:
    """Return the event that an earlier request with this key stored, or say what is in the way."""
    # The key first: a retry of a change meets its own first try as "superseded" too.
    known = _known(project, idempotency_key)
    if known is not None:
        return Stored(_repeated(known, body), created=False)
    if _constraint(error) != "feedback_feedbackevent_supersedes_id_key":
        raise error
    raise ConflictError(
        "That event was superseded already; supersede the latest one instead.",
        code="already_superseded",
    ) from error


def _event(api_key: ApiKey, thumb: Thumb, hasher: Hasher) -> FeedbackEvent:
    """Return the unsaved event, without what needs consent; what it names is looked up."""
    before = _superseded(api_key.project, thumb.supersedes)
    completion = _completion(api_key.project, thumb.completion_id)
    if before is not None:
        _require_same_answer(before, completion, thumb)
    return FeedbackEvent(
        project=api_key.project,
        api_key=api_key,
        kind=EventKind.THUMB,
        supersedes=before,
        completion=completion if thumb.consent.store else None,
        rating=thumb.rating,
        consent_store=thumb.consent.store,
        consent_train=thumb.consent.train,
        consent_publish=thumb.consent.publish,
        hash_key_id=hasher.key_id,
    )


def _keep(event: FeedbackEvent, thumb: Thumb, hasher: Hasher) -> dict[str, dict[str, Any]]:
    """Enter what consent lets us keep; return the contents to be stored with the event."""
    before = event.supersedes
    contents = {
        slot: text_body(text)
        for slot, text in (("comment", thumb.comment), ("correction", thumb.correction))
        if text
    }
    if thumb.answer is not None:
        contents["answer"] = {"schema_version": SCHEMA_VERSION, "messages": thumb.answer.turns()}
    elif event.completion is None and before is not None:
        event.completion, event.answer = before.completion, before.answer
    event.end_user_hash = hasher.end_user(thumb.user)
    if before is not None and not thumb.user:
        event.end_user_hash, event.hash_key_id = before.end_user_hash, before.hash_key_id
    event.model = thumb.model or (before.model if before else "")
    event.reasons = list(thumb.reasons)
    event.occurred_at = thumb.occurred_at
    event.metadata = dict(thumb.metadata)
    return contents


def _superseded(project: Project, public_id: UUID | None) -> FeedbackEvent | None:
    if public_id is None:
        return None
    events = FeedbackEvent.objects.select_related("completion", "answer")
    before = events.filter(project=project, public_id=public_id).first()
    if before is None:
        raise NotFoundError("feedback event to supersede")
    return before


def _completion(project: Project, public_id: UUID | None) -> Completion | None:
    if public_id is None:
        return None
    found = Completion.objects.filter(project=project, public_id=public_id).first()
    if found is None:
        raise NotFoundError("completion")
    return found


def _require_same_answer(
    before: FeedbackEvent, completion: Completion | None, thumb: Thumb
) -> None:
    """A change of mind is about one answer; nothing tells where the earlier was not stored."""
    field = None
    if completion is not None and (before.completion or before.answer):
        field = None if before.completion == completion else "completion_id"
    elif thumb.answer is not None and (before.completion or before.answer):
        said = before.answer.body["messages"] if before.answer else None
        field = None if said == thumb.answer.turns() else "completion"
    if field:
        message = "The superseded thumb is on another answer; leave the answer out or repeat it."
        detail = ErrorDetail(field=field, code="another_answer", message=message)
        raise InvalidError(message, code="another_answer", details=[detail])


def _known(project: Project, idempotency_key: str | None) -> FeedbackEvent | None:
    if idempotency_key is None:
        return None
    events = FeedbackEvent.objects.select_related(*RELATED)
    return events.filter(project=project, idempotency_key=idempotency_key).first()


def _repeated(known: FeedbackEvent, body: Any) -> FeedbackEvent:
    hasher = hasher_of(known.hash_key_id, known.project.public_id)
    if hasher.body(body) != known.body_hash:
        raise ConflictError(
            "This Idempotency-Key came before with another body. Use a new key for a new thumb.",
            code="idempotency_conflict",
        )
    return known


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
