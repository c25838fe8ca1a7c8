"""The only way to obtain a model version on a user's behalf."""

from uuid import UUID

from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role
from touchstone.registry.models import ModelVersion


def access_model_version(user: User, model_id: UUID, role: Role = Role.REVIEWER) -> ModelVersion:
    """Return a model version of a project that ``user`` may enter as ``role``.

    Raises:
        NotFoundError: Unknown, or of a project that is not theirs to see into.
    """
    model = ModelVersion.objects.filter(public_id=model_id).first()
    if model is None:
        raise NotFoundError("model version")
    model.project = access_project_pk(user, model.project_id, role, "model version").project
    return model
