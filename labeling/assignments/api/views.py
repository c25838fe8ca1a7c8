"""A labeler's work over HTTP: next, open, heartbeat, draft, submit, skip, release."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.access import access_assignment
from labeling.assignments.api.answers import submission_of
from labeling.assignments.api.serializers import (
    AssignmentHeartbeatInput,
    AssignmentHeartbeatOutput,
    AssignmentNextInput,
    AssignmentNextOutput,
    AssignmentOutput,
    AssignmentSkipInput,
    AssignmentSubmitInput,
    DraftSavedOutput,
    DraftSaveInput,
    SubmittedOutput,
)
from labeling.assignments.selectors.assignment import assignment_payload
from labeling.assignments.services.claim import assignment_next
from labeling.assignments.services.draft import draft_save
from labeling.assignments.services.leases import (
    assignment_heartbeat,
    assignment_open,
    assignment_release,
)
from labeling.assignments.services.skip import assignment_skip, assignment_unskip
from labeling.assignments.services.submit import Submitted, judgment_submit
from touchstone.accounts.access import current_user
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project


class AssignmentNextView(ApiView):
    """The next task."""

    @extend_schema(request=AssignmentNextInput, responses=AssignmentNextOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Return what the caller holds already, else claim the next task."""
        access = access_project(current_user(request), project_id)
        claim = assignment_next(access=access, **self.parse(request, AssignmentNextInput))
        if claim.lease is None:
            return Response({"assignment": None, "reason": claim.reason})
        payload = assignment_payload(assignment_id=claim.lease.assignment_id, resumed=claim.resumed)
        return Response({"assignment": payload, "reason": None})


class AssignmentView(ApiView):
    """One assignment of the caller's."""

    @extend_schema(responses=AssignmentOutput)
    def get(self, request: Request, assignment_id: UUID) -> Response:
        """Return the assignment; this renews no lease."""
        assignment = access_assignment(current_user(request), assignment_id)
        return Response(assignment_payload(assignment_id=assignment.pk, resumed=True))


class AssignmentOpenView(ApiView):
    """A prefetched assignment is put on screen."""

    @extend_schema(request=None, responses=AssignmentOutput)
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Take the full lease, under the guidelines of now."""
        assignment = access_assignment(current_user(request), assignment_id)
        lease = assignment_open(assignment=assignment)
        return Response(
            assignment_payload(assignment_id=lease.assignment_id, resumed=lease.opened_before)
        )


class AssignmentHeartbeatView(ApiView):
    """The page is still open."""

    @extend_schema(request=AssignmentHeartbeatInput, responses=AssignmentHeartbeatOutput)
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Renew the lease and note the active time so far."""
        assignment = access_assignment(current_user(request), assignment_id)
        given = self.parse(request, AssignmentHeartbeatInput)
        return Response({"lease_until": assignment_heartbeat(assignment=assignment, **given)})


class AssignmentDraftView(ApiView):
    """The unfinished answer."""

    @extend_schema(
        request=DraftSaveInput,
        responses=DraftSavedOutput,
        parameters=[
            OpenApiParameter(
                "If-Match",
                str,
                OpenApiParameter.HEADER,
                required=True,
                description="The draft's revision that this one follows, quoted; 0 for none.",
            )
        ],
    )
    def put(self, request: Request, assignment_id: UUID) -> Response:
        """Save a draft over the revision it follows."""
        assignment = access_assignment(current_user(request), assignment_id)
        given = self.parse(request, DraftSaveInput)
        revision = _revision(request.headers.get("If-Match", ""))
        saved = draft_save(assignment=assignment, revision=revision, content=given["content"])
        body = {"revision": saved.revision, "saved_at": saved.saved_at}
        return Response(body, headers={"ETag": f'"{saved.revision}"'})


class AssignmentSubmitView(ApiView):
    """The answer is handed in."""

    @extend_schema(
        request=AssignmentSubmitInput, responses={200: SubmittedOutput, 201: SubmittedOutput}
    )
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Store the answer; the same submission again is answered alike, with 200."""
        assignment = access_assignment(current_user(request), assignment_id)
        given = self.parse(request, AssignmentSubmitInput)
        submission = submission_of(assignment.kind, given, request.data)
        return submitted_response(judgment_submit(assignment=assignment, submission=submission))


class AssignmentSkipView(ApiView):
    """The task is given back."""

    @extend_schema(request=AssignmentSkipInput, responses={200: None})
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Free the place for others; the caller gets the task again only by taking this back."""
        assignment = access_assignment(current_user(request), assignment_id)
        assignment_skip(assignment=assignment, **self.parse(request, AssignmentSkipInput))
        return Response({})


class AssignmentUnskipView(ApiView):
    """A skip is taken back."""

    @extend_schema(request=None, responses=AssignmentOutput)
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Put the task on screen again, with its draft, while it still has a place."""
        lease = assignment_unskip(
            assignment=access_assignment(current_user(request), assignment_id)
        )
        return Response(assignment_payload(assignment_id=lease.assignment_id, resumed=True))


class AssignmentReleaseView(ApiView):
    """The lease is given up without a word."""

    @extend_schema(request=None, responses={200: None})
    def post(self, request: Request, assignment_id: UUID) -> Response:
        """Free the place; draft and assignment stay, and the task may come back."""
        assignment_release(assignment=access_assignment(current_user(request), assignment_id))
        return Response({})


def submitted_response(submitted: Submitted) -> Response:
    """Return the answer to a submission: 201 for a new judgment, 200 for a repeated one."""
    body = {
        "judgment_id": submitted.judgment_id,
        "counted": submitted.counted,
        "surplus": not submitted.counted,
    }
    return Response(body, status=201 if submitted.created else 200)


def _revision(header: str) -> int:
    text = header.strip().removeprefix("W/").strip('"')
    # A digit such as "²" is no number.
    if not (text.isascii() and text.isdigit()):
        raise InvalidError(
            f"If-Match names the draft's revision, 0 for none; it is {header!r}.",
            code="if_match_missing",
        )
    return int(text)
