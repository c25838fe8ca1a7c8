"""The only way to fetch an assignment or a judgment on a user's behalf."""

from uuid import UUID

from labeling.assignments.models import Assignment, Judgment
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_assignment(user: User, assignment_id: UUID) -> Assignment:
    """Return an assignment of ``user``'s own, in a project they still work in (one query).

    Raises:
        NotFoundError: Unknown, somebody else's, or of a project they left.
    """
    assignment = (
        Assignment.objects.filter(
            public_id=assignment_id,
            user=user,
            project__memberships__user=user,
            project__memberships__is_active=True,
        )
        .select_related("project", "task", "rating_schema")
        .first()
    )
    if assignment is None or not user.is_active:
        raise NotFoundError("assignment")
    assignment.user = user
    return assignment


def access_judgment(user: User, judgment_id: UUID) -> Judgment:
    """Return a judgment of ``user``'s own, or any of a project they review.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    judgment = Judgment.objects.filter(public_id=judgment_id).select_related("project").first()
    if judgment is None:
        raise NotFoundError("judgment")
    role = Role.LABELER if judgment.user_id == user.pk else Role.REVIEWER
    access_project_pk(user, judgment.project_id, role, "judgment")
    return judgment
