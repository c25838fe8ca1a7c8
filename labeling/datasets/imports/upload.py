"""Imports that come by upload: the file into storage, a row, and a worker that runs it."""

import hashlib
from pathlib import PurePosixPath
from typing import IO

from django.core.files import File
from django.db import transaction

from labeling.datasets.imports.options import ImportOptions
from labeling.datasets.imports.readers import rows_count
from labeling.datasets.imports.services import import_create, import_run
from labeling.prompts.models import Import, ImportState
from touchstone.accounts.models import User
from touchstone.core.ids import uuid7
from touchstone.core.outbox import outbox_enqueue
from touchstone.core.storage import storage
from touchstone.projects.models import Project

RUN_TOPIC = "datasets.import"
UNFINISHED = (ImportState.QUEUED, ImportState.RUNNING)


def upload_sha256(file: IO[bytes]) -> str:
    """Return the digest of an uploaded file and put it back to its start."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest


def import_upload(
    *, project: Project, user: User, name: str, file: "File[bytes]", options: ImportOptions
) -> Import:
    """Store an uploaded file and queue its import."""
    key = storage().save(f"imports/{uuid7()}{PurePosixPath(name).suffix.lower()[:8]}", file)
    try:
        with transaction.atomic():
            row = import_create(
                project=project, name=name[:200], options=options, user=user, upload=key
            )
            outbox_enqueue(topic=RUN_TOPIC, payload={"row": row.pk})
    except BaseException:
        storage().delete(key)
        raise
    return row


def import_upload_run(row: Import) -> Import:
    """Run an uploaded import to its end and forget the file: its rows are in the database."""
    if row.state in UNFINISHED:
        file_format = ImportOptions.from_json(row.options).file_format
        if row.rows_total is None:
            with storage().open(row.upload) as file:
                total = rows_count(file, file_format)
            Import.objects.filter(pk=row.pk).update(rows_total=total)
        with storage().open(row.upload) as file:
            row = import_run(row=row, file=file)
    storage().delete(row.upload)
    return row
