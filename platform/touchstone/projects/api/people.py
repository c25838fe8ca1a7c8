"""Who belongs to a project: members and invitations (admins), and following an invitation."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.authentication import SessionAuthentication
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_invitation, access_membership, access_project
from touchstone.projects.api.me import MeOutput
from touchstone.projects.models import Role
from touchstone.projects.selectors import account_exists, invitations, members
from touchstone.projects.services import (
    invitation_accept,
    invitation_by_token,
    invitation_create,
    invitation_revoke,
    membership_update,
)


class MemberUserOutput(Output):
    """A member as a person."""

    id = serializers.UUIDField(source="public_id")
    email = serializers.EmailField()
    name = serializers.CharField()
    is_simulated = serializers.BooleanField()


class MemberOutput(Output):
    """Somebody's place in a project."""

    id = serializers.UUIDField(source="public_id")
    user = MemberUserOutput()
    role = serializers.ChoiceField(choices=Role.choices)
    is_active = serializers.BooleanField()
    joined_at = serializers.DateTimeField()


class MemberPatchInput(Input):
    """What to change about a member."""

    role = serializers.ChoiceField(choices=Role.choices, required=False)
    is_active = serializers.BooleanField(required=False)


class MembersView(ApiView):
    """A project's people."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(MemberOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List everybody who is or was a member."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(members(access.project), request, MemberOutput))


class MemberUpdateView(ApiView):
    """One member."""

    @extend_schema(request=MemberPatchInput, responses=MemberOutput)
    def patch(self, request: Request, member_id: UUID) -> Response:
        """Give a member another role, end the membership, or bring it back."""
        user = current_user(request)
        membership = access_membership(user, member_id)
        changes = self.parse(request, MemberPatchInput)
        return Response(
            MemberOutput(membership_update(membership=membership, by=user, **changes)).data
        )


class ProjectInvitationInput(Input):
    """Whom to invite."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Role.choices)


class ProjectInvitationOutput(Output):
    """An invitation, without its link."""

    id = serializers.UUIDField(source="public_id")
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    expires_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class ProjectInvitationCreatedOutput(ProjectInvitationOutput):
    """A new invitation with its link, which is never shown again."""

    link = serializers.URLField()


class ProjectInvitationsView(ApiView):
    """A project's invitations."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(ProjectInvitationOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the invitations, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        return Response(page(invitations(access.project), request, ProjectInvitationOutput))

    @extend_schema(request=ProjectInvitationInput, responses={201: ProjectInvitationCreatedOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Invite an address; the answer alone carries the link."""
        user = current_user(request)
        access = access_project(user, project_id, Role.ADMIN)
        invitation, token = invitation_create(
            project=access.project, by=user, **self.parse(request, ProjectInvitationInput)
        )
        link = f"{settings.PUBLIC_URL}/invitations/{token}"
        body = {**ProjectInvitationOutput(invitation).data, "link": link}
        return Response(body, status=201)


class ProjectInvitationRevokeView(ApiView):
    """One invitation."""

    @extend_schema(request=None, responses=ProjectInvitationOutput)
    def post(self, request: Request, invitation_id: UUID) -> Response:
        """Make an invitation's link useless."""
        user = current_user(request)
        invitation = access_invitation(user, invitation_id)
        return Response(
            ProjectInvitationOutput(invitation_revoke(invitation=invitation, by=user)).data
        )


class InvitationOutput(Output):
    """What the holder of a link may know before following it."""

    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    project_name = serializers.CharField(source="project.name")
    about_pay = serializers.CharField(source="project.about_pay", allow_blank=True)
    expires_at = serializers.DateTimeField()
    account_exists = serializers.SerializerMethodField()

    def get_account_exists(self, invitation: object) -> bool:
        """Return whether to ask for a login instead of a new password."""
        return account_exists(invitation.email)  # type: ignore[attr-defined]


class InvitationAcceptInput(Input):
    """A new account's name and password; empty for somebody who is logged in."""

    name = serializers.CharField(max_length=200, required=False)
    password = serializers.CharField(max_length=1000, required=False, trim_whitespace=False)


class InvitationView(ApiView):
    """A link, before it is followed."""

    permission_classes = (AllowAny,)

    @extend_schema(responses=InvitationOutput)
    def get(self, request: Request, token: str) -> Response:
        """Tell what a link is for."""
        reader = request.user if isinstance(request.user, User) else None
        return Response(InvitationOutput(invitation_by_token(token=token, reader=reader)).data)


class InvitationAcceptView(ApiView):
    """A link, followed."""

    permission_classes = (AllowAny,)

    @extend_schema(request=InvitationAcceptInput, responses=MeOutput)
    def post(self, request: Request, token: str) -> Response:
        """Join the project, as the logged-in user or with a new account, which is logged in."""
        SessionAuthentication().enforce_csrf(request)
        body = self.parse(request, InvitationAcceptInput)
        user = request.user if isinstance(request.user, User) else None
        joined = invitation_accept(token=token, user=user, **body)
        if user is None:
            login(request._request, joined)
        return Response(MeOutput(joined).data)
