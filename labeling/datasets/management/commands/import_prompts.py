"""``manage.py import_prompts PROJECT FILE``: prompts, completions and references from a file."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from labeling.assignments.models import DemonstrationMode, TaskKind
from labeling.datasets.imports.options import TASK_KINDS, ImportOptions
from labeling.datasets.imports.readers import FileFormat, rows_count
from labeling.datasets.imports.services import import_create, import_run
from labeling.prompts.domain.drawing import MAX_COMPLETIONS
from labeling.prompts.models import Import, ImportState
from labeling.prompts.services import ReferenceUse
from touchstone.core.storage import file_sha256
from touchstone.projects.models import Project

_SHOWN_REJECTIONS = 20


class Command(BaseCommand):
    """Imports a JSONL or CSV file; again adds nothing twice and finishes a killed run."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("project", help="slug of the project")
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=list(FileFormat), help="default: by the file name")
        parser.add_argument(
            "--draw", type=int, metavar="K", help="completions in a ranking; default: up to nine"
        )
        parser.add_argument("--seed", type=int, default=0, help="of the draw; stored")
        parser.add_argument(
            "--references-as", choices=list(ReferenceUse), default=ReferenceUse.REFERENCES
        )
        parser.add_argument(
            "--make-tasks",
            default="",
            metavar="KINDS",
            help=f"comma-separated: {', '.join(TASK_KINDS)}",
        )
        parser.add_argument(
            "--demonstration-mode",
            choices=DemonstrationMode.values,
            default=DemonstrationMode.ANSWER.value,
            help="what demonstration tasks ask for",
        )

    def handle(self, *_: Any, **given: Any) -> None:
        """Run the import to its end."""
        project = Project.objects.filter(slug=given["project"]).first()
        if project is None:
            known = ", ".join(Project.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no project {given['project']!r}. Known: {known}.")
        path: Path = given["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        options = _options(path, given)
        row = _interrupted(project, options) or _created(project, path, options)
        with _bar(row) as progress, path.open("rb") as file:
            row = import_run(row=row, file=file, progress=progress)
        self._report(row)

    def _report(self, row: Import) -> None:
        if row.state == ImportState.FAILED:
            raise CommandError(f"Nothing was imported. {row.error}")
        self.stdout.write(
            f"{row.rows_done} rows: {row.prompts_created} new prompts, {row.duplicates} known, "
            f"{row.rejected} rejected."
        )
        for fault in row.rejections.order_by("line")[:_SHOWN_REJECTIONS]:
            self.stderr.write(f"line {fault.line}: {fault.code}: {fault.message}")
        if row.rejected > _SHOWN_REJECTIONS:
            self.stderr.write(f"… and {row.rejected - _SHOWN_REJECTIONS} more; see the import page")


def _options(path: Path, given: dict[str, Any]) -> ImportOptions:
    kinds = [kind.strip() for kind in given["make_tasks"].split(",") if kind.strip()]
    unknown = [kind for kind in kinds if kind not in TASK_KINDS]
    if unknown:
        raise CommandError(f"No tasks of kind {unknown[0]!r}. Kinds: {', '.join(TASK_KINDS)}.")
    draw = given["draw"]
    if draw is not None and not 2 <= draw <= MAX_COMPLETIONS:
        raise CommandError(f"--draw is from 2 to {MAX_COMPLETIONS}, not {draw}.")
    return ImportOptions(
        file_format=FileFormat(given["format"] or FileFormat.of(path.name)),
        file_sha256=file_sha256(path),
        draw=draw,
        seed=given["seed"],
        references=ReferenceUse(given["references_as"]),
        make_tasks=tuple(TaskKind(kind) for kind in sorted(set(kinds))),
        mode=DemonstrationMode(given["demonstration_mode"]),
    )


def _interrupted(project: Project, options: ImportOptions) -> Import | None:
    """The run of this very file and these options that was killed, if there is one."""
    unfinished = Import.objects.filter(project=project, upload="", options=options.as_json())
    return unfinished.filter(state__in=[ImportState.QUEUED, ImportState.RUNNING]).first()


def _created(project: Project, path: Path, options: ImportOptions) -> Import:
    with path.open("rb") as file:
        total = rows_count(file, options.file_format)
    return import_create(
        project=project, name=path.name[:200], options=options, user=None, rows_total=total
    )


@contextmanager
def _bar(row: Import) -> Iterator[Callable[[Import], None]]:
    """A progress bar on the terminal; nothing but the report where there is none."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(row.name, total=row.rows_total, completed=row.rows_done)
        yield lambda now: progress.update(task, completed=now.rows_done)
