"""Reviewing over HTTP: the queue of tasks, one task with all its answers, settling it."""

import base64
import binascii
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.api.serializers import SubmittedOutput
from labeling.assignments.api.views import submitted_response
from labeling.assignments.domain.answers import RankingAnswer
from labeling.assignments.models import LabelingTask, TaskKind, TaskSignal
from labeling.assignments.services.judgments import Submission
from labeling.assignments.services.overlap import MAX_OVERLAP, task_overlap_raise
from labeling.quality.access import access_task
from labeling.quality.api.serializers import (
    ReviewQueueOutput,
    ReviewTaskOutput,
    TaskOverlapOutput,
)
from labeling.quality.selectors.reviews import (
    CAUSES,
    review_queue,
    review_queue_size,
    task_review,
)
from labeling.quality.services.settle import SETTLED_KINDS, task_settle
from labeling.quality.services.withdraw import task_withdraw
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page_limit
from touchstone.core.api.serializers import Input
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class TaskSettleInput(Input):
    """A reviewer's ranking, in the task's slots."""

    submission_id = serializers.UUIDField(help_text="The page's idempotency key.")
    ranking = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(max_length=3), max_length=26),
        max_length=26,
        help_text="Groups of slots, best first; slots of one group are tied.",
    )
    reason = serializers.CharField(
        max_length=10_000,
        help_text=(
            "The task's labelers read it, without the reviewer's name. `[A]` names an answer: each "
            "reads it under the letter that it has for them."
        ),
    )
    active_seconds = serializers.IntegerField(min_value=0, max_value=86_400, default=0)
    supersedes = serializers.UUIDField(
        allow_null=True,
        required=False,
        help_text="The review that you saw, null for none: 409 where another stands by now.",
    )


class TaskOverlapInput(Input):
    """How many people are wanted on a task altogether."""

    overlap = serializers.IntegerField(min_value=1, max_value=MAX_OVERLAP)


class ReviewQueueView(ApiView):
    """Tasks that need a reviewer."""

    @extend_schema(
        parameters=[
            *PAGE_PARAMETERS,
            OpenApiParameter("state", str, enum=["open", "settled"]),
            OpenApiParameter("kind", str, enum=[*SETTLED_KINDS, TaskKind.DEMONSTRATION]),
            OpenApiParameter("cause", str, enum=list(CAUSES)),
        ],
        responses=ReviewQueueOutput,
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List tasks by how much they need a look, or those that were settled (reviewers)."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        query = request.query_params
        found = review_queue(
            project=project,
            settled=_choice(query, "state", ("open", "settled")) == "settled",
            kind=_choice(query, "kind", tuple(TaskKind.values)),
            cause=_choice(query, "cause", tuple(CAUSES)),
        )
        items, cursor = _page(found, request)
        body = {"items": items, "next_cursor": cursor, "open": review_queue_size(project=project)}
        return Response(ReviewQueueOutput(body).data)


class ReviewTaskView(ApiView):
    """One task with everything that was said about it."""

    @extend_schema(responses=ReviewTaskOutput)
    def get(self, request: Request, task_id: UUID) -> Response:
        """Return a task's answers side by side, its skips and its review (reviewers)."""
        user = current_user(request)
        task = access_task(user, task_id)
        return Response(ReviewTaskOutput(task_review(task=task, reader=user)).data)


class TaskSettleView(ApiView):
    """A disagreement is settled."""

    @extend_schema(request=TaskSettleInput, responses={200: SubmittedOutput, 201: SubmittedOutput})
    def post(self, request: Request, task_id: UUID) -> Response:
        """Store a reviewer's ranking with its reason; again supersedes (reviewers)."""
        user = current_user(request)
        task = access_task(user, task_id)
        given = self.parse(request, TaskSettleInput)
        submission = _submission(given, request.data)
        seen = given.get("supersedes", "any")
        return submitted_response(
            task_settle(task=task, by=user, submission=submission, supersedes=seen)
        )


class TaskOverlapView(ApiView):
    """More people are wanted on a task."""

    @extend_schema(request=TaskOverlapInput, responses=TaskOverlapOutput)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Raise a task's overlap; the new places are open at once (reviewers)."""
        user = current_user(request)
        task = access_task(user, task_id)
        raised = task_overlap_raise(task=task, by=user, **self.parse(request, TaskOverlapInput))
        return Response({"id": raised.public_id, "overlap": raised.overlap})


class TaskWithdrawView(ApiView):
    """A task is broken."""

    @extend_schema(request=None, responses=TaskOverlapOutput)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Hand a task out no more; its judgments stay (reviewers)."""
        user = current_user(request)
        task: LabelingTask = access_task(user, task_id)
        task_withdraw(task=task, by=user)
        return Response({"id": task.public_id, "overlap": task.overlap})


def _submission(given: dict[str, Any], body: Any) -> Submission:
    ranking = tuple(tuple(group) for group in given["ranking"])
    return Submission(
        submission_id=given["submission_id"],
        answer=RankingAnswer(ranking=ranking, ratings={}, notes=given["reason"]),
        active_seconds=given["active_seconds"],
        wall_seconds=given["active_seconds"],
        occurred_at=timezone.now(),
        interface_version="",
        body=body,
    )


def _choice(query: Any, name: str, choices: tuple[str, ...]) -> str:
    given = str(query.get(name, ""))
    if given and given not in choices:
        raise InvalidError(f"`{name}` is one of {', '.join(choices)}, not {given!r}.")
    return given


def _page(found: QuerySet[TaskSignal], request: Request) -> tuple[list[TaskSignal], str | None]:
    """Return one page behind the cursor: the need and the task of the page before's last row."""
    limit, cursor = page_limit(request), request.query_params.get("cursor")
    if cursor:
        need, task_id = _decode(cursor)
        found = found.filter(Q(need__lt=need) | Q(need=need, task__lt=task_id))
    rows = list(found[: limit + 1])
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    token = orjson.dumps([last.need, last.task_id])
    return rows[:limit], base64.urlsafe_b64encode(token).decode().rstrip("=")


def _decode(cursor: str) -> tuple[float, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        need, task_id = orjson.loads(base64.urlsafe_b64decode(padded))
        return float(need), int(task_id)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidError(
            "The cursor is not one of ours: use `next_cursor` of the page before, unchanged."
        ) from error
