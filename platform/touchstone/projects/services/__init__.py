"""Writes on projects and the people in them; each with its audit row, in one transaction."""

from touchstone.projects.services.api_key import (
    api_key_authenticate,
    api_key_create,
    api_key_revoke,
)
from touchstone.projects.services.invitation import (
    invitation_accept,
    invitation_by_token,
    invitation_create,
    invitation_revoke,
)
from touchstone.projects.services.membership import membership_activate, membership_update
from touchstone.projects.services.project import project_create, project_update

__all__ = [
    "api_key_authenticate",
    "api_key_create",
    "api_key_revoke",
    "invitation_accept",
    "invitation_by_token",
    "invitation_create",
    "invitation_revoke",
    "membership_activate",
    "membership_update",
    "project_create",
    "project_update",
]
