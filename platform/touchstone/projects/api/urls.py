"""Routes of projects and of who belongs to them."""

from django.urls import path

from touchstone.projects.api.audit import AuditEventsView
from touchstone.projects.api.keys import ApiKeyRevokeView, ApiKeysView
from touchstone.projects.api.me import MeView
from touchstone.projects.api.people import (
    InvitationAcceptView,
    InvitationView,
    MembersView,
    MemberUpdateView,
    ProjectInvitationRevokeView,
    ProjectInvitationsView,
)
from touchstone.projects.api.projects import ProjectsView, ProjectView

urlpatterns = [
    path("me", MeView.as_view()),
    path("invitations/<str:token>", InvitationView.as_view()),
    path("invitations/<str:token>/accept", InvitationAcceptView.as_view()),
    path("projects", ProjectsView.as_view()),
    path("projects/<uuid:project_id>", ProjectView.as_view()),
    path("projects/<uuid:project_id>/members", MembersView.as_view()),
    path("members/<uuid:member_id>", MemberUpdateView.as_view()),
    path("projects/<uuid:project_id>/invitations", ProjectInvitationsView.as_view()),
    path("project-invitations/<uuid:invitation_id>/revoke", ProjectInvitationRevokeView.as_view()),
    path("projects/<uuid:project_id>/api-keys", ApiKeysView.as_view()),
    path("api-keys/<uuid:api_key_id>/revoke", ApiKeyRevokeView.as_view()),
    path("projects/<uuid:project_id>/audit-events", AuditEventsView.as_view()),
]
