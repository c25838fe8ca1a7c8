"""``dataset_version_build``: from frozen items to stored, hashed files."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from labeling.datasets.domain.schemas import SCHEMAS
from labeling.datasets.exports.parquet import parquet_write
from labeling.datasets.exports.rows import dataset_rows
from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from touchstone.core.errors import ConflictError
from touchstone.core.storage import file_sha256, put_tree

_BUILD_LOCK = 0x64617461  # "data": first key of the advisory locks of builds


class DatasetBusyError(ConflictError):
    """Another worker builds this version at this moment."""

    code = "dataset_busy"


def dataset_version_build(version: DatasetVersion) -> DatasetVersion:
    """Write a frozen version's shards, store them, and mark it ready.

    Building again gives the same bytes, so a worker that died half-way costs nothing but time. The
    tree's key names its content: equal data of one project is stored once.

    Returns:
        The version, ``ready``; as it is where it was ready before.

    Raises:
        DatasetBusyError: Another worker is at it; try again later.
    """
    version.refresh_from_db()
    if version.state == DatasetState.READY:
        return version
    try:
        with _alone(version), tempfile.TemporaryDirectory(prefix="dataset-") as folder:
            _build(version, Path(folder))
    except DatasetBusyError:
        raise
    except Exception as error:
        # The row says what went wrong whoever looks; the caller decides whether to try again.
        _update(version, state=DatasetState.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
        raise
    version.refresh_from_db()
    return version


def _build(version: DatasetVersion, folder: Path) -> None:
    _update(version, state=DatasetState.BUILDING, error="", rows_done=0)
    data = folder / "data"
    data.mkdir()
    rows = parquet_write(
        dataset_rows(version),
        schema=SCHEMAS[DatasetKind(version.kind)],
        folder=data,
        progress=lambda done: _update(version, rows_done=done),
    )
    tree = put_tree(key=_key(version, data), folder=folder)
    _update(
        version,
        state=DatasetState.READY,
        rows=rows,
        rows_done=sum(rows.values()),
        location=tree.key,
        manifest_sha256=tree.sha256,
    )


def _key(version: DatasetVersion, data: Path) -> str:
    digest = hashlib.sha256(version.kind.encode())
    for path in sorted(data.iterdir()):
        digest.update(f"{path.name}:{file_sha256(path)}\n".encode())
    return f"datasets/{version.project.public_id}/{digest.hexdigest()}"


def _update(version: DatasetVersion, **fields: object) -> None:
    DatasetVersion.objects.filter(pk=version.pk).update(**fields)


@contextmanager
def _alone(version: DatasetVersion) -> Iterator[None]:
    """Hold the version's build lock for as long as the connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_BUILD_LOCK, version.pk])
        if cursor.fetchone() != (True,):
            raise DatasetBusyError(f"{version} is being built by another worker; wait for it.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_BUILD_LOCK, version.pk])
