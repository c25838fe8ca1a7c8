"""What is asked of one import; kept with it, so that a second worker goes on in the same way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from labeling.assignments.models import DemonstrationMode, TaskKind
from labeling.datasets.imports.readers import FileFormat
from labeling.prompts.services import ReferenceUse

TASK_KINDS = (TaskKind.COMPARISON, TaskKind.DEMONSTRATION, TaskKind.RANKING)


@dataclass(frozen=True)
class ImportOptions:
    """The choices of an import.

    Attributes:
        file_format: The file's dialect.
        file_sha256: Digest of the file; with the rest of the options, what an interrupted import
            is recognised by.
        draw: How many completions a ranking shows; ``None``: as many as there are, up to nine.
            A comparison shows two.
        seed: Of the draw. Another seed draws others, and makes other tasks.
        references: What reference answers are taken as.
        make_tasks: Kinds of labeling tasks made of each row.
        mode: What the demonstration tasks among them ask for.
    """

    file_format: FileFormat
    file_sha256: str
    draw: int | None = None
    seed: int = 0
    references: ReferenceUse = ReferenceUse.REFERENCES
    make_tasks: tuple[TaskKind, ...] = ()
    mode: DemonstrationMode = DemonstrationMode.ANSWER

    def as_json(self) -> dict[str, Any]:
        """Return what is stored in the import's row."""
        stored = {**asdict(self), "make_tasks": list(self.make_tasks)}
        # Left out where it is what it always was: so an import of before is recognised again.
        if self.mode == DemonstrationMode.ANSWER:
            del stored["mode"]
        return stored

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "ImportOptions":
        """Return what ``as_json`` stored."""
        return cls(
            file_format=FileFormat(value["file_format"]),
            file_sha256=value["file_sha256"],
            draw=value["draw"],
            seed=value["seed"],
            references=ReferenceUse(value["references"]),
            make_tasks=tuple(TaskKind(kind) for kind in value["make_tasks"]),
            mode=DemonstrationMode(value.get("mode", DemonstrationMode.ANSWER)),
        )
