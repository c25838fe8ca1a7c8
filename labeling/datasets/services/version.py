"""``dataset_version_create``: number, freeze and queue a version, in one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.db.models.functions import Now

from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetKind, DatasetVersion
from labeling.datasets.services.freeze import dataset_items_freeze
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.outbox import outbox_enqueue
from touchstone.projects.models import Project

BUILD_TOPIC = "datasets.build"
_ATTEMPTS = 5


def dataset_version_create(
    *,
    project: Project,
    kind: DatasetKind,
    user: User | None = None,
    name: str = "",
    filters: DatasetFilters | None = None,
) -> DatasetVersion:
    """Freeze what a kind of dataset holds at this moment, and have a worker write its files.

    The number, the lineage rows and the message to the worker are one REPEATABLE READ transaction:
    the version holds exactly what was committed at one point. Inside a caller's transaction it
    takes part in that one, whatever its isolation is.

    Returns:
        The version, in state ``building``; its items never change from here on.
    """
    filters = filters or DatasetFilters()
    if connection.in_atomic_block:
        return _create(project, kind, user, name, filters)
    for _ in range(_ATTEMPTS - 1):
        try:
            return _create_in_snapshot(project, kind, user, name, filters)
        except (IntegrityError, OperationalError) as error:
            # Somebody froze a version beside us: our snapshot is too old to know its number.
            if not _is_race(error):
                raise
    return _create_in_snapshot(project, kind, user, name, filters)


def _create_in_snapshot(
    project: Project, kind: DatasetKind, user: User | None, name: str, filters: DatasetFilters
) -> DatasetVersion:
    with _snapshot():
        return _create(project, kind, user, name, filters)


def _create(
    project: Project, kind: DatasetKind, user: User | None, name: str, filters: DatasetFilters
) -> DatasetVersion:
    with transaction.atomic():
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        siblings = DatasetVersion.objects.filter(project=project, kind=kind)
        version = DatasetVersion.objects.create(
            project=project,
            kind=kind,
            number=(siblings.aggregate(last=Max("number"))["last"] or 0) + 1,
            name=name,
            filters=filters.as_json(),
            created_by=user,
            frozen_at=Now(),
        )
        items = dataset_items_freeze(version)
        outbox_enqueue(topic=BUILD_TOPIC, payload={"version": version.pk})
        audit_record(
            actor=user,
            action="dataset.create",
            target=f"dataset:{version.public_id}",
            project_id=project.pk,
            detail={"kind": kind, "number": version.number, "items": items, **version.filters},
        )
    version.refresh_from_db()
    return version


@contextmanager
def _snapshot() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _is_race(error: Exception) -> bool:
    state = getattr(error.__cause__, "sqlstate", "")
    return state in {"40001", "23505"}
