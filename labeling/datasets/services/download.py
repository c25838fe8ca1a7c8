"""``dataset_download``: a version leaves the house, and who took it is on record."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from labeling.datasets.exports.download import DownloadFormat, archive_stream
from labeling.datasets.models import DatasetState, DatasetVersion
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError


@dataclass(frozen=True)
class Download:
    """An archive under its name, produced while it is read."""

    filename: str
    chunks: Iterator[bytes]


def dataset_download(
    *, version: DatasetVersion, user: User, download_format: DownloadFormat
) -> Download:
    """Record that ``user`` takes a copy, and return it.

    The record is committed before the first byte: erasure must find everybody who may have one.

    Raises:
        ConflictError: The version is not ready.
    """
    if version.state != DatasetState.READY:
        raise ConflictError(
            f"This version is {version.state}; it can be downloaded when it is ready.",
            code="dataset_not_ready",
        )
    with transaction.atomic():
        audit_record(
            actor=user,
            action="dataset.download",
            target=f"dataset:{version.public_id}",
            project_id=version.project_id,
            detail={"format": download_format, "manifest_sha256": version.manifest_sha256},
        )
    name = f"{version.project.slug}-{version.kind}-v{version.number}-{download_format}.zip"
    return Download(name, archive_stream(version, download_format))
