"""The only way to fetch a run, a cycle or a retrain policy on a user's behalf.

Reviewers read, admins write; labelers and outsiders are told that there is no such thing.
"""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from labeling.datasets.models import DatasetVersion
from touchstone.accounts.models import User
from touchstone.core.errors import InvalidError, NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Project, Role
from touchstone.registry.models import ModelVersion
from training.runs.models import Cycle, RetrainPolicy, Run
from training.runs.selectors.cycles import cycles_shown
from training.runs.selectors.runs import runs_shown

Row = TypeVar("Row", Run, Cycle, RetrainPolicy)


def access_run(user: User, run_id: UUID, role: Role = Role.REVIEWER) -> Run:
    """Return a run of a project that ``user`` may enter as ``role``.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    return _access(runs_shown(), user, run_id, role, "run")


def access_cycle(user: User, cycle_id: UUID, role: Role = Role.REVIEWER) -> Cycle:
    """Return a cycle of a project that ``user`` may enter as ``role``.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    return _access(cycles_shown(), user, cycle_id, role, "cycle")


def access_retrain_policy(user: User, policy_id: UUID) -> RetrainPolicy:
    """Return a retrain policy of a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    return _access(RetrainPolicy.objects.all(), user, policy_id, Role.ADMIN, "retrain policy")


def project_datasets(project: Project, ids: Sequence[UUID]) -> list[DatasetVersion]:
    """Return the project's dataset versions of these ids, named by an admin in a body.

    Raises:
        InvalidError: One is not the project's.
    """
    found = list(DatasetVersion.objects.filter(project=project, public_id__in=ids))
    if len(found) != len(set(ids)):
        raise InvalidError("One of the datasets is not of this project.", code="unknown_dataset")
    return found


def project_models(project: Project, ids: Sequence[UUID]) -> list[ModelVersion]:
    """Return the project's model versions of these ids, named by an admin in a body.

    Raises:
        InvalidError: One is not the project's.
    """
    found = list(ModelVersion.objects.filter(project=project, public_id__in=ids))
    if len(found) != len(set(ids)):
        raise InvalidError("One of the models is not of this project.", code="unknown_model")
    return found


def _access(rows: "QuerySet[Row]", user: User, public_id: UUID, role: Role, what: str) -> Row:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(what)
    found.project = access_project_pk(user, found.project_id, role, what).project
    return found
