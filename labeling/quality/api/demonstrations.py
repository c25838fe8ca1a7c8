"""Demonstrations under review, and one's own contested work, over HTTP."""

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.api.answers import submission_of
from labeling.assignments.api.serializers import AnswerField, AssignmentPromptOutput
from labeling.assignments.models import DrawCause, Judgment, TaskKind, Verdict
from labeling.assignments.selectors.history import answer_body
from labeling.assignments.services.judgments import Submission
from labeling.quality.access import access_demonstration
from labeling.quality.selectors.contested import Place, contested
from labeling.quality.selectors.demonstrations import (
    demonstrations_waiting,
    demonstrations_waiting_body,
)
from labeling.quality.services.demonstration import demonstration_decide
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page_limit, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import ErrorDetail, InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

_CONTESTED = ["settled", "returned", "edited"]


class DemonstrationReturnedOutput(Output):
    """What a revision answers to."""

    answer = AnswerField()
    reason = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class DemonstrationWaitingOutput(Output):
    """A demonstration that waits for a reviewer."""

    judgment_id = serializers.UUIDField()
    task_id = serializers.UUIDField()
    decision_id = serializers.UUIDField(
        allow_null=True, help_text="The decision that was taken back; a new one supersedes it."
    )
    cause = serializers.ChoiceField(choices=DrawCause.choices)
    labeler = NamedOutput()
    submitted_at = serializers.DateTimeField()
    active_seconds = serializers.IntegerField(help_text="Of the first answer.")
    edit_seconds = serializers.IntegerField(help_text="Of its author's own edits.")
    wall_seconds = serializers.IntegerField(help_text="From opening to submit, edits included.")
    guideline_number = serializers.CharField(allow_null=True)
    revision = serializers.IntegerField()
    prompt = AssignmentPromptOutput()
    answer = AnswerField()
    returned = DemonstrationReturnedOutput(allow_null=True)


class DemonstrationsWaitingOutput(Output):
    """The first of those that wait, the oldest first."""

    items = DemonstrationWaitingOutput(many=True)
    waiting = serializers.IntegerField(help_text="All that wait.")


class DemonstrationDecideInput(Input):
    """What a reviewer decides."""

    verdict = serializers.ChoiceField(
        choices=Verdict.choices, help_text="`reopened` takes a decision back: it waits again."
    )
    reason = serializers.CharField(
        max_length=10_000,
        allow_blank=True,
        default="",
        help_text="Its author reads it, without the reviewer's name; a return needs one.",
    )
    answer = AnswerField(required=False, help_text="The edited answer, of an edit.")
    submission_id = serializers.UUIDField(required=False, help_text="Of an edit.")
    active_seconds = serializers.IntegerField(
        min_value=0, max_value=86_400, default=0, help_text="The reviewer's own, on an edit."
    )
    supersedes = serializers.UUIDField(
        allow_null=True,
        default=None,
        help_text="The decision that you saw, null for none: 409 where another stands by now.",
    )


class DemonstrationDecidedOutput(Output):
    """What was decided."""

    id = serializers.UUIDField(help_text="To decide again, name it as `supersedes`.")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    judgment_id = serializers.UUIDField(help_text="What stands now: of an edit, the revision.")
    at = serializers.DateTimeField()


class ContestedOutput(Output):
    """Work of one's own that a reviewer saw otherwise."""

    id = serializers.UUIDField()
    what = serializers.ChoiceField(choices=_CONTESTED)
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    judgment_id = serializers.UUIDField(help_text="One's own.")
    assignment_id = serializers.UUIDField()
    prompt_excerpt = serializers.CharField()
    own = AnswerField(help_text="As it was handed in, in one's own slots.")
    other = serializers.JSONField(
        allow_null=True,
        help_text="Settled: {ranking} in one's own slots. Edited: the answer. Returned: nothing.",
    )
    reason = serializers.CharField(allow_blank=True)
    letters = serializers.DictField(
        child=serializers.CharField(),
        help_text="Settled: one's own letter for each of the reviewer's, which the reason means.",
    )
    at = serializers.DateTimeField()
    open = serializers.BooleanField(help_text="Returned, and not revised yet.")
    revision_waits = serializers.BooleanField(
        help_text="Returned, and revised since: the revision waits for a reviewer."
    )


class DemonstrationsWaitingView(ApiView):
    """Demonstrations that wait for a reviewer."""

    @extend_schema(parameters=PAGE_PARAMETERS[1:], responses=DemonstrationsWaitingOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the oldest that wait, but for one's own (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        waiting = demonstrations_waiting(project=access.project, reviewer=access.user)
        rows = list(waiting[: page_limit(request)])
        body = {
            "items": demonstrations_waiting_body(rows),
            "waiting": waiting.count(),
        }
        return Response(DemonstrationsWaitingOutput(body).data)


class DemonstrationDecideView(ApiView):
    """A demonstration is decided."""

    @extend_schema(request=DemonstrationDecideInput, responses=DemonstrationDecidedOutput)
    def post(self, request: Request, demonstration_id: UUID) -> Response:
        """Approve, edit, return or reopen a demonstration, by its judgment's id (reviewers)."""
        user = current_user(request)
        judgment = access_demonstration(user, demonstration_id)
        given = self.parse(request, DemonstrationDecideInput)
        made = demonstration_decide(
            judgment=judgment,
            by=user,
            verdict=Verdict(given["verdict"]),
            reason=given["reason"],
            edit=_edit(judgment, given, request.data) if "answer" in given else None,
            supersedes=given["supersedes"],
        )
        stands = made.replaced_by or judgment
        body = {
            "id": made.public_id,
            "verdict": made.verdict,
            "judgment_id": stands.public_id,
            "at": made.at,
        }
        return Response(DemonstrationDecidedOutput(body).data)


class ContestedView(ApiView):
    """One's own contested work."""

    @extend_schema(
        parameters=[
            *PAGE_PARAMETERS,
            OpenApiParameter("judgment_id", UUID, description="What concerns this answer alone."),
        ],
        responses=page_serializer(ContestedOutput),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the caller's work that was settled differently, returned or edited."""
        access = access_project(current_user(request), project_id)
        limit, cursor = page_limit(request), request.query_params.get("cursor")
        found = contested(
            project_id=access.project.pk,
            user_id=access.user.pk,
            limit=limit + 1,
            after=_decode(cursor) if cursor else None,
            judgment=_judgment(request.query_params.get("judgment_id")),
        )
        items = ContestedOutput([one.body for one in found[:limit]], many=True).data
        token = _encode(found[limit - 1].place) if len(found) > limit else None
        return Response({"items": items, "next_cursor": token})


def _judgment(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError as error:
        raise InvalidError(
            f"`judgment_id` is the id of an answer of one's own, not {text!r}."
        ) from error


def _edit(judgment: Judgment, given: dict[str, Any], body: Any) -> Submission:
    if "submission_id" not in given or not isinstance(given["answer"], dict):
        message = "An edit has an answer and a submission_id."
        raise InvalidError(message, details=[ErrorDetail("submission_id", "required", message)])
    before = answer_body(judgment)
    kept = {name: before[name] for name in ("prompt_fields", "notes")}
    handed_in = {
        "submission_id": given["submission_id"],
        "answer": {**kept, **given["answer"]},
        "active_seconds": given["active_seconds"],
        "wall_seconds": given["active_seconds"],
        "occurred_at": timezone.now(),
        "interface_version": "",
    }
    return submission_of(judgment.kind, handed_in, body)


def _encode(place: Place) -> str:
    token = orjson.dumps([place.at.isoformat(), place.what, place.ref])
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def _decode(cursor: str) -> Place:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, what, ref = orjson.loads(base64.urlsafe_b64decode(padded))
        place = Place(datetime.fromisoformat(at), str(what), int(ref))
        if place.at.tzinfo is None or what not in _CONTESTED or not 0 < place.ref < 2**63:
            raise ValueError(place)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidError(
            "The cursor is not one of ours: use `next_cursor` of the page before, unchanged."
        ) from error
    return place
