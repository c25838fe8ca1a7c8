"""What labelers do (read, practise, attempt), and what reviewers do (score)."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.quality.qualification.access import (
    access_attempt,
    access_demonstration,
    access_practice_item,
)
from labeling.quality.qualification.api.payloads import (
    attempt_payload,
    practice_payload,
    standing_payload,
)
from labeling.quality.qualification.api.serializers_attempt import (
    AttemptAnswerInput,
    AttemptAnswerOutput,
    DemonstrationScoreInput,
    DemonstrationScoreOutput,
    DemonstrationToScoreOutput,
    PracticeAnswerInput,
    PracticeFeedbackOutput,
    PracticeItemOutput,
    QualificationAttemptOutput,
    QualificationStandingOutput,
)
from labeling.quality.qualification.selectors.attempt import demonstrations_to_score
from labeling.quality.qualification.selectors.bank import practice_items
from labeling.quality.qualification.services.attempt import (
    attempt_answer_save,
    attempt_start,
    attempt_submit,
)
from labeling.quality.qualification.services.decide import demonstration_score
from labeling.quality.qualification.services.practice import practice_answer
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_of, page_serializer
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class QualificationView(ApiView):
    """The version in force."""

    @extend_schema(responses=QualificationStandingOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return the version in force, the caller's attempts, and what they may do next."""
        access = access_project(current_user(request), project_id)
        body = standing_payload(access.project, access.user)
        return Response(QualificationStandingOutput(body).data)


class QualificationAttemptStartView(ApiView):
    """An attempt begins."""

    @extend_schema(
        request=None,
        responses={200: QualificationAttemptOutput, 201: QualificationAttemptOutput},
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Start an attempt (201), or go on with the open one (200)."""
        access = access_project(current_user(request), project_id)
        attempt, created = attempt_start(access=access)
        body = QualificationAttemptOutput(attempt_payload(attempt)).data
        return Response(body, status=201 if created else 200)


class QualificationAttemptView(ApiView):
    """One attempt of the caller's."""

    @extend_schema(responses=QualificationAttemptOutput)
    def get(self, request: Request, attempt_id: UUID) -> Response:
        """Return the attempt with the answers so far, or with its result."""
        attempt = access_attempt(current_user(request), attempt_id)
        return Response(QualificationAttemptOutput(attempt_payload(attempt)).data)


class QualificationAttemptAnswerView(ApiView):
    """An answer to one item."""

    @extend_schema(request=AttemptAnswerInput, responses=AttemptAnswerOutput)
    def put(self, request: Request, attempt_id: UUID, index: int) -> Response:
        """Keep an answer, finished or not, until the attempt is handed in."""
        attempt = access_attempt(current_user(request), attempt_id)
        given = self.parse(request, AttemptAnswerInput)
        draft = attempt_answer_save(attempt=attempt, index=index, **given)
        return Response(AttemptAnswerOutput(draft).data)


class QualificationAttemptSubmitView(ApiView):
    """The attempt is handed in."""

    @extend_schema(request=None, responses=QualificationAttemptOutput)
    def post(self, request: Request, attempt_id: UUID) -> Response:
        """Hand the attempt in and return its result; again changes nothing."""
        attempt = access_attempt(current_user(request), attempt_id)
        attempt_submit(attempt=attempt)
        return Response(QualificationAttemptOutput(attempt_payload(attempt)).data)


class PracticeView(ApiView):
    """What one may practise on."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(PracticeItemOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the practice items, without what reviewers said."""
        access = access_project(current_user(request), project_id)
        rows, cursor = page_of(practice_items(project=access.project, user=access.user), request)
        items = [PracticeItemOutput(practice_payload(item)).data for item in rows]
        return Response({"items": items, "next_cursor": cursor})


class PracticeAnswerView(ApiView):
    """An answer to a practice item."""

    @extend_schema(request=PracticeAnswerInput, responses=PracticeFeedbackOutput)
    def post(self, request: Request, item_id: UUID) -> Response:
        """Answer a practice item; the reply tells what reviewers said, and why."""
        user = current_user(request)
        item = access_practice_item(user, item_id)
        given = self.parse(request, PracticeAnswerInput)
        feedback = practice_answer(item=item, user=user, answer=given["answer"])
        return Response(PracticeFeedbackOutput(feedback).data)


class DemonstrationsToScoreView(ApiView):
    """What waits for a reviewer's score."""

    @extend_schema(
        parameters=PAGE_PARAMETERS, responses=page_serializer(DemonstrationToScoreOutput)
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List demonstrations to score, without their authors (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        waiting = demonstrations_to_score(project=access.project, reviewer=access.user)
        return Response(page(waiting, request, DemonstrationToScoreOutput))


class DemonstrationScoreView(ApiView):
    """A reviewer's score."""

    @extend_schema(request=DemonstrationScoreInput, responses=DemonstrationScoreOutput)
    def post(self, request: Request, answer_id: UUID) -> Response:
        """Score a demonstration from 1 to 7 (reviewers, never their own)."""
        user = current_user(request)
        answer = access_demonstration(user, answer_id)
        given = self.parse(request, DemonstrationScoreInput)
        score = demonstration_score(answer=answer, reviewer=user, **given)
        return Response(DemonstrationScoreOutput(score).data)
