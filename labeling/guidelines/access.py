"""The only way to fetch a guideline release on a user's behalf."""

from uuid import UUID

from labeling.guidelines.models import GuidelineVersion
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk


def access_guideline(user: User, guideline_id: UUID) -> GuidelineVersion:
    """Return a release of a project that ``user`` belongs to.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    release = (
        GuidelineVersion.objects.select_related("published_by")
        .filter(public_id=guideline_id)
        .first()
    )
    if release is None:
        raise NotFoundError("guideline release")
    release.project = access_project_pk(user, release.project_id, what="guideline release").project
    return release
