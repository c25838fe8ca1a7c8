"""The public API: what chatbots call, with an API key."""

import base64
import binascii
import re
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import permissions
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.feedback.api.serializers import (
    FeedbackFeedOutput,
    FeedbackInput,
    FeedbackOutput,
    thumb_of,
)
from labeling.feedback.api.throttling import ApiKeyThrottle
from labeling.feedback.selectors import FeedPosition, feedback_event, feedback_feed
from labeling.feedback.services import Stored, feedback_retract, feedback_submit
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError, NotAuthenticatedError
from touchstone.projects.api.authentication import ApiKeyAuthentication, requires
from touchstone.projects.models import ApiKey, Scope

MAX_LIMIT = 1000
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Your name for this request; sent again, it answers 200 with the same event.",
)


class PublicView(ApiView):
    """A view that an API key opens: reading needs one scope, everything else the other."""

    authentication_classes = (ApiKeyAuthentication,)
    throttle_classes = (ApiKeyThrottle,)

    def get_permissions(self) -> list[permissions.BasePermission]:
        """Return the scope that the method needs."""
        reads = self.request is None or self.request.method in permissions.SAFE_METHODS
        return [requires(Scope.FEEDBACK_READ if reads else Scope.FEEDBACK_WRITE)()]

    def key(self, request: Request) -> ApiKey:
        """Return the caller's key."""
        if not isinstance(request.auth, ApiKey):
            raise NotAuthenticatedError("An API key is needed.")
        return request.auth


class FeedbackView(PublicView):
    """Thumbs of a project."""

    @extend_schema(
        parameters=[_IDEMPOTENCY],
        request=FeedbackInput,
        responses={200: FeedbackOutput, 201: FeedbackOutput},
    )
    def post(self, request: Request) -> Response:
        """Store a thumb. The answer is sent after it is on disk."""
        key = self.key(request)
        thumb = thumb_of(self.parse(request, FeedbackInput), key.project)
        stored = feedback_submit(
            api_key=key,
            thumb=thumb,
            body=request.data,
            idempotency_key=_idempotency_key(request),
        )
        return _answer(stored)

    @extend_schema(
        parameters=[
            OpenApiParameter("cursor", str, description="`next_cursor` of the read before."),
            OpenApiParameter("limit", int, description=f"At most {MAX_LIMIT}; 100 by default."),
        ],
        responses=FeedbackFeedOutput,
    )
    def get(self, request: Request) -> Response:
        """Read the feed, oldest first. Keep the cursor: going on from it misses nothing."""
        cursor = request.query_params.get("cursor") or None
        events, more = feedback_feed(
            self.key(request).project, after=_position(cursor), limit=_limit(request)
        )
        where = _cursor(events[-1].transaction_id, events[-1].pk) if events else cursor
        page = {"items": events, "next_cursor": where, "has_more": more}
        return Response(FeedbackFeedOutput(page).data)


class FeedbackEventView(PublicView):
    """One event."""

    @extend_schema(responses=FeedbackOutput)
    def get(self, request: Request, event_id: UUID) -> Response:
        """Read one event."""
        event = feedback_event(self.key(request).project, event_id)
        return Response(FeedbackOutput(event).data)


class FeedbackRetractView(PublicView):
    """Taking a thumb back."""

    @extend_schema(request=None, responses={200: FeedbackOutput, 201: FeedbackOutput})
    def post(self, request: Request, event_id: UUID) -> Response:
        """Take a thumb back, by a new event that supersedes it; again: 200 with the same."""
        stored = feedback_retract(api_key=self.key(request), event_id=event_id)
        return _answer(stored)


def _answer(stored: Stored) -> Response:
    output = FeedbackOutput(stored.event, context={"fresh": stored.created})
    return Response(output.data, status=201 if stored.created else 200)


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidError(
            "`Idempotency-Key` is 1 to 255 printable ASCII characters without spaces.",
            code="bad_idempotency_key",
        )
    return key


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", "100")
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MAX_LIMIT:
        raise InvalidError(f"`limit` is a whole number from 1 to {MAX_LIMIT}, not {text!r}.")
    return int(text)


def _cursor(transaction_id: int, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{transaction_id}:{pk}".encode()).decode().rstrip("=")


def _position(cursor: str | None) -> FeedPosition | None:
    if cursor is None:
        return None
    try:
        decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        found = re.fullmatch("([0-9]{1,18}):([0-9]{1,18})", decoded)
    except (ValueError, binascii.Error):
        found = None
    if found is None:
        raise InvalidError(
            "The cursor is not one of ours: use `next_cursor` of the read before, unchanged."
        )
    return FeedPosition(int(found[1]), int(found[2]))
