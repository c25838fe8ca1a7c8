"""Sign-up is closed: accounts come from invitations alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account hooks for an installation that nobody can join uninvited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an invitation is accepted through our own endpoint."""
        return False

    def get_user_display(self, user: Any) -> str:
        """Return the person's name."""
        return str(user.name)
