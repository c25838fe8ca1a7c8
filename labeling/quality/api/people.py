"""People over HTTP, for reviewers: quality over time, pause and resume."""

from typing import Any, get_args
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.api.figures import AgreementFigureOutput
from labeling.assignments.models import TaskKind
from labeling.guidelines.domain.numbers import StopReason
from labeling.quality.access import access_person, outranks
from labeling.quality.qualification.domain.parts import Outcome
from labeling.quality.qualification.selectors.standing import attempts_of
from labeling.quality.selectors.people import pauses_of, people_bodies, person_weeks
from labeling.quality.services.pauses import member_pause, member_resume
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page_of, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import Access, access_project
from touchstone.projects.models import Membership, Role


class PersonPausedOutput(Output):
    """Why somebody gets no work, since when."""

    reason = serializers.CharField()
    at = serializers.DateTimeField()


class PersonReviewedOutput(Output):
    """What reviewers said of somebody's demonstrations, each text that was read counted once."""

    approved = serializers.IntegerField()
    edited = serializers.IntegerField()
    returned = serializers.IntegerField()


class PersonOutput(Output):
    """Somebody's work and quality in a project."""

    user = NamedOutput()
    role = serializers.ChoiceField(choices=Role.choices)
    is_active = serializers.BooleanField()
    joined_at = serializers.DateTimeField()
    paused = PersonPausedOutput(allow_null=True)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=TaskKind.choices))
    judgments = serializers.IntegerField(help_text="Answers handed in.")
    skips = serializers.IntegerField()
    voided = serializers.IntegerField()
    active_seconds = serializers.IntegerField()
    last_submitted_at = serializers.DateTimeField(allow_null=True)
    agreement = AgreementFigureOutput(help_text="With the others, on the shared sample.")
    gold = AgreementFigureOutput(help_text="With gold, on checks they were not told of.")
    reviewers = AgreementFigureOutput(
        help_text="Of their first answers, on settled tasks: contested ones."
    )
    reviewed = PersonReviewedOutput()
    stopped_by = serializers.ChoiceField(
        choices=get_args(StopReason),
        allow_null=True,
        help_text="What of the newest guidelines their next claim waits for.",
    )


class PersonWeekOutput(Output):
    """One week's work, from Monday, UTC."""

    week = serializers.DateField()
    judgments = serializers.IntegerField()
    skips = serializers.IntegerField()
    active_seconds = serializers.IntegerField()
    agreement = AgreementFigureOutput(help_text="With the others, on the shared sample.")
    gold = AgreementFigureOutput(help_text="With gold, on checks they were not told of.")
    reviewed = PersonReviewedOutput(help_text="Of what was written that week.")


class PersonAttemptOutput(Output):
    """One attempt at the qualification."""

    number = serializers.IntegerField(source="qualification.number", help_text="Of the version.")
    started_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(
        choices=[outcome.value for outcome in Outcome], allow_null=True, help_text="null: open."
    )


class PersonPauseOutput(Output):
    """One pause."""

    reason = serializers.CharField()
    at = serializers.DateTimeField()
    by = NamedOutput(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = NamedOutput(allow_null=True)


class PersonDetailOutput(PersonOutput):
    """Somebody in full."""

    may_decide = serializers.BooleanField(help_text="Whether the caller may pause or resume them.")
    weeks = PersonWeekOutput(many=True)
    pauses = PersonPauseOutput(many=True)
    attempts = PersonAttemptOutput(many=True)


class PersonPauseInput(Input):
    """Why somebody is paused; they read it."""

    reason = serializers.CharField(max_length=2000)


class PeopleView(ApiView):
    """Who works here, and how."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(PersonOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List members with their work and quality, those who joined last first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        members = Membership.objects.filter(project=project).select_related("user")
        rows, cursor = page_of(members, request)
        bodies = people_bodies(project=project, memberships=rows)
        return Response({"items": PersonOutput(bodies, many=True).data, "next_cursor": cursor})


class PersonView(ApiView):
    """One person."""

    @extend_schema(responses=PersonDetailOutput)
    def get(self, request: Request, project_id: UUID, person_id: UUID) -> Response:
        """Return somebody's work and quality, week by week."""
        access, membership = access_person(current_user(request), project_id, person_id)
        return Response(_detail(access, membership))


class PersonPauseView(ApiView):
    """Somebody gets no work for now."""

    @extend_schema(request=PersonPauseInput, responses=PersonDetailOutput)
    def post(self, request: Request, project_id: UUID, person_id: UUID) -> Response:
        """Pause a member, who still logs in and reads why."""
        access, membership = access_person(current_user(request), project_id, person_id)
        given = self.parse(request, PersonPauseInput)
        member_pause(access=access, membership=membership, **given)
        return Response(_detail(access, membership))


class PersonResumeView(ApiView):
    """Somebody gets work again."""

    @extend_schema(request=None, responses=PersonDetailOutput)
    def post(self, request: Request, project_id: UUID, person_id: UUID) -> Response:
        """Resume a member."""
        access, membership = access_person(current_user(request), project_id, person_id)
        member_resume(access=access, membership=membership)
        return Response(_detail(access, membership))


def _detail(access: Access, membership: Membership) -> Any:
    [body] = people_bodies(project=access.project, memberships=[membership])
    details = {
        "may_decide": outranks(access, membership),
        "weeks": person_weeks(project=access.project, user_id=membership.user_id),
        "pauses": pauses_of(project=access.project, user_id=membership.user_id),
        "attempts": attempts_of(project=access.project, user_id=membership.user_id),
    }
    return PersonDetailOutput(body | details).data
