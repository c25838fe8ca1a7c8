"""Running an import: in batches, each one transaction with its progress, so that a kill loses
nothing and a second run doubles nothing.
"""

from collections.abc import Callable
from itertools import islice
from typing import IO

from django.db import OperationalError, transaction
from django.db.models.functions import Now

from labeling.assignments.models import TaskKind
from labeling.datasets.imports.making_tasks import import_tasks_make
from labeling.datasets.imports.options import ImportOptions
from labeling.datasets.imports.readers import FileRow, rows_read
from labeling.prompts.domain.drawing import distinct_count
from labeling.prompts.domain.rows import PromptRow, RowError
from labeling.prompts.models import Import, ImportRejection, ImportState, PromptSource
from labeling.prompts.services import Intake, prompt_intake
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError
from touchstone.projects.models import Project

BATCH = 200

Progress = Callable[[Import], None]


class ImportTakenOverError(ConflictError):
    """Another worker goes on with this import."""

    code = "import_taken_over"


@transaction.atomic
def import_create(
    *,
    project: Project,
    name: str,
    options: ImportOptions,
    user: User | None,
    upload: str = "",
    rows_total: int | None = None,
) -> Import:
    """Write down what is to be imported."""
    row = Import.objects.create(
        project=project,
        name=name,
        options=options.as_json(),
        upload=upload,
        rows_total=rows_total,
        created_by=user,
    )
    audit_record(
        actor=user,
        action="import.create",
        target=f"import:{row.public_id}",
        project_id=project.pk,
        detail={"name": name, **options.as_json()},
    )
    return row


def import_run(*, row: Import, file: IO[bytes], progress: Progress = lambda _row: None) -> Import:
    """Take every row of ``file`` that was not taken yet.

    Args:
        row: The import; one that was interrupted goes on behind its last batch.
        file: The whole file from its start, read once and never held in memory.
        progress: Called with the import after each batch.

    Returns:
        The finished import, in state ``done``, or ``failed`` if no row can be read at all.

    Raises:
        ImportTakenOverError: Another worker is at this import.
    """
    if row.state in (ImportState.DONE, ImportState.FAILED):
        return row
    options = ImportOptions.from_json(row.options)
    Import.objects.filter(pk=row.pk).update(state=ImportState.RUNNING)
    try:
        rows = islice(rows_read(file, options.file_format), row.rows_done, None)
        while batch := list(islice(rows, BATCH)):
            row = _batch_take(row, batch, options)
            progress(row)
    except RowError as error:
        return _finish(row, ImportState.FAILED, f"{error.code}: {error.message}")
    except (OperationalError, OSError, ImportTakenOverError):
        raise  # the database or the storage went away, or another worker goes on: try again
    except Exception as error:
        # Any other fault would come again at the same row; the import says so and stops.
        _finish(row, ImportState.FAILED, f"{type(error).__name__}: {error}"[:2000])
        raise
    return _finish(row, ImportState.DONE)


def _finish(row: Import, state: ImportState, error: str = "") -> Import:
    Import.objects.filter(pk=row.pk).update(state=state, error=error, finished_at=Now())
    row.refresh_from_db()
    return row


@transaction.atomic
def _batch_take(seen: Import, batch: list[FileRow], options: ImportOptions) -> Import:
    row = Import.objects.select_for_update().select_related("project").get(pk=seen.pk)
    if row.rows_done != seen.rows_done or row.state != ImportState.RUNNING:
        raise ImportTakenOverError(f"import {row.public_id} is being run by somebody else")
    good, bad = _sorted_out(batch, options)
    intake = prompt_intake(
        project=row.project,
        rows=[prompt for _, prompt in good],
        source=PromptSource.IMPORT,
        source_import=row,
        references=options.references,
    )
    import_tasks_make(project=row.project, intake=intake, options=options)
    bad += [
        (good[refusal.row][0], RowError(refusal.code, refusal.message))
        for refusal in intake.refusals
    ]
    _reject(row, bad)
    return _advance(row, len(batch), intake, len(bad))


def _advance(row: Import, rows: int, intake: Intake, rejected: int) -> Import:
    row.rows_done += rows
    row.prompts_created += intake.created
    row.duplicates += intake.duplicates
    row.rejected += rejected
    row.save(update_fields=["rows_done", "prompts_created", "duplicates", "rejected"])
    return row


def _sorted_out(
    batch: list[FileRow], options: ImportOptions
) -> tuple[list[tuple[int, PromptRow]], list[tuple[int, RowError]]]:
    good: list[tuple[int, PromptRow]] = []
    bad: list[tuple[int, RowError]] = []
    for read in batch:
        fault = read.row if isinstance(read.row, RowError) else _unfit(read.row, options)
        if fault is not None:
            bad.append((read.line, fault))
        elif isinstance(read.row, PromptRow):
            good.append((read.line, read.row))
    return good, bad


def _unfit(row: PromptRow, options: ImportOptions) -> RowError | None:
    """A row that cannot give the tasks that are asked for."""
    if not {TaskKind.RANKING, TaskKind.COMPARISON}.intersection(options.make_tasks):
        return None
    distinct = distinct_count([completion.text for completion in row.completions])
    if distinct >= 2:
        return None
    return RowError(
        "too_few_completions",
        f"a ranking or comparison needs 2 completions that differ; this row has {distinct}",
    )


def _reject(row: Import, bad: list[tuple[int, RowError]]) -> None:
    ImportRejection.objects.bulk_create(
        ImportRejection(source=row, line=line, code=error.code, message=error.message[:500])
        for line, error in sorted(bad, key=lambda fault: fault[0])
    )
