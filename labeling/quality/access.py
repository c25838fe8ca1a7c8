"""The only way to fetch an eligibility on a user's behalf."""

from uuid import UUID

from labeling.assignments.models import Eligibility
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_eligibility(user: User, eligibility_id: UUID) -> Eligibility:
    """Return a grant of a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    grant = Eligibility.objects.select_related("user").filter(public_id=eligibility_id).first()
    if grant is None:
        raise NotFoundError("eligibility")
    access_project_pk(user, grant.project_id, Role.ADMIN, "eligibility")
    return grant
