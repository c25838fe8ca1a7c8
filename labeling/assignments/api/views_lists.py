"""Queue, history and judgments over HTTP."""

from uuid import UUID
from zoneinfo import available_timezones

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.access import access_assignment, access_judgment
from labeling.assignments.api.answers import submission_of
from labeling.assignments.api.serializers import AssignmentSubmitInput, SubmittedOutput
from labeling.assignments.api.serializers_lists import (
    HistoryOutput,
    JudgmentOutput,
    JudgmentReviewOutput,
    QueueOutput,
    SkipOutput,
)
from labeling.assignments.api.views import submitted_response
from labeling.assignments.models import TaskKind
from labeling.assignments.selectors.assignment import assignment_payload
from labeling.assignments.selectors.frozen import frozen_counts
from labeling.assignments.selectors.history import (
    answer_body,
    judgments_for_review,
    judgments_of,
)
from labeling.assignments.selectors.ledger import answers_spent, own_answers_spent
from labeling.assignments.selectors.queue import queue
from labeling.assignments.selectors.skips import skips_of
from labeling.assignments.services.revise import judgment_revise
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_of, page_serializer
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class QueueView(ApiView):
    """A labeler's queue."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "zone", str, description="IANA time zone in which today began; UTC if absent."
            )
        ],
        responses=QueueOutput,
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return what the caller could get, what they hold, and what they did today."""
        access = access_project(current_user(request), project_id)
        zone = request.query_params.get("zone") or "UTC"
        if zone not in available_timezones():
            raise InvalidError(f"`zone` is an IANA time zone like Europe/Berlin, not {zone!r}.")
        return Response(queue(project_id=access.project.pk, user_id=access.user.pk, zone=zone))


class HistoryView(ApiView):
    """One's own judgments."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(HistoryOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the caller's judgments that stand, newest first."""
        access = access_project(current_user(request), project_id)
        mine = judgments_of(project_id=access.project.pk, user_id=access.user.pk)
        rows, next_cursor = page_of(mine, request)
        assignments = [row.assignment_id for row in rows]
        spent = own_answers_spent(
            project_id=access.project.pk, user_id=access.user.pk, assignments=assignments
        )
        context = {"frozen": frozen_counts(assignments), "spent": spent}
        items = HistoryOutput(rows, many=True, context=context).data
        return Response({"items": items, "next_cursor": next_cursor})


class SkipsView(ApiView):
    """One's own skips."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(SkipOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List what the caller gave back, newest first; what was taken back is left out."""
        access = access_project(current_user(request), project_id)
        mine = skips_of(project_id=access.project.pk, user_id=access.user.pk)
        return Response(page(mine, request, SkipOutput))


class JudgmentsView(ApiView):
    """Everybody's judgments."""

    @extend_schema(
        parameters=[
            *PAGE_PARAMETERS,
            OpenApiParameter("kind", str, enum=TaskKind.values),
            OpenApiParameter("task", UUID),
            OpenApiParameter("labeler", UUID),
        ],
        responses=page_serializer(JudgmentReviewOutput),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List judgments that stand, newest first (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        found = judgments_for_review(
            project_id=access.project.pk,
            kind=request.query_params.get("kind"),
            task_id=_uuid(request, "task", "a labeling task"),
            labeler_id=_uuid(request, "labeler", "a person"),
        )
        rows, next_cursor = page_of(found, request)
        context = {"spent": answers_spent([row.assignment_id for row in rows])}
        items = JudgmentReviewOutput(rows, many=True, context=context).data
        return Response({"items": items, "next_cursor": next_cursor})


class JudgmentView(ApiView):
    """One judgment."""

    @extend_schema(responses=JudgmentOutput)
    def get(self, request: Request, judgment_id: UUID) -> Response:
        """Return a judgment of the caller's own, or any of a project they review."""
        judgment = access_judgment(current_user(request), judgment_id)
        body = {
            "id": judgment.public_id,
            "assignment": assignment_payload(assignment_id=judgment.assignment_id, resumed=True),
            "answer": answer_body(judgment),
            "revision": judgment.revision,
            # A check is told as one that counts: its labeler is not to know.
            "counted": judgment.counted or judgment.gold_check,
            "submitted_at": judgment.received_at,
            "active_seconds": judgment.active_ms // 1000,
            "labeler": {"id": judgment.user.public_id, "name": judgment.user.name},
        }
        return Response(body)


class JudgmentReviseView(ApiView):
    """A later answer in the place of one's own earlier one."""

    @extend_schema(
        request=AssignmentSubmitInput, responses={200: SubmittedOutput, 201: SubmittedOutput}
    )
    def post(self, request: Request, judgment_id: UUID) -> Response:
        """Store a new revision; the one before stays as it was."""
        judgment = access_judgment(current_user(request), judgment_id)
        assignment = access_assignment(current_user(request), judgment.assignment.public_id)
        given = self.parse(request, AssignmentSubmitInput)
        submission = submission_of(assignment.kind, given, request.data)
        return submitted_response(judgment_revise(assignment=assignment, submission=submission))


def _uuid(request: Request, name: str, of: str) -> UUID | None:
    text = request.query_params.get(name)
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidError(f"`{name}` is the id of {of}, not {text!r}.") from error
