"""The only way to fetch a dataset version on a user's behalf."""

from uuid import UUID

from labeling.datasets.models import DatasetVersion
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_dataset(user: User, dataset_id: UUID) -> DatasetVersion:
    """Return a dataset version of a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    found = DatasetVersion.objects.select_related("created_by").filter(public_id=dataset_id).first()
    if found is None:
        raise NotFoundError("dataset version")
    access = access_project_pk(user, found.project_id, Role.ADMIN, "dataset version")
    found.project = access.project
    return found
