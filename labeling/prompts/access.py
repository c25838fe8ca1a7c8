"""The only way to fetch an import on a user's behalf."""

from uuid import UUID

from labeling.prompts.models import Import
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_import(user: User, import_id: UUID) -> Import:
    """Return an import of a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    found = Import.objects.filter(public_id=import_id).first()
    if found is None:
        raise NotFoundError("import")
    found.project = access_project_pk(user, found.project_id, Role.ADMIN, "import").project
    return found
