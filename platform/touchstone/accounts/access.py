"""Who is asking: the logged-in user of a request, typed."""

from rest_framework.request import Request

from touchstone.accounts.models import User
from touchstone.core.errors import NotAuthenticatedError


def current_user(request: Request) -> User:
    """Return the user that the request's session belongs to.

    Raises:
        NotAuthenticatedError: Nobody is logged in.
    """
    if not isinstance(request.user, User):
        raise NotAuthenticatedError("You are not logged in. Log in and try again.")
    return request.user
