"""Rows of a JSONL or CSV file one at a time, with their line numbers; bad ones are told, not fatal.

Only the current row is in memory, whatever the file's size.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

import orjson

from labeling.prompts.domain.rows import PromptRow, RowError, prompt_row

MAX_LINE_BYTES = 8 * 1024 * 1024
_COMPLETION = "completion_"
_MODEL = "model_"
_PLAIN = ("id", "prompt", "reference", "use_case", "language", "author")
_JSON = ("messages", "completions", "expertise", "reference_documents", "sensitive")


class FileFormat(StrEnum):
    """The dialects that an import reads."""

    JSONL = "jsonl"
    CSV = "csv"

    @classmethod
    def of(cls, name: str) -> "FileFormat":
        """Return the format that a file's name tells; JSONL where it tells none."""
        return cls.CSV if name.lower().endswith(".csv") else cls.JSONL


@dataclass(frozen=True)
class FileRow:
    """A row that was read.

    Attributes:
        line: The line it starts on, counted from 1.
        row: The checked row, or why it is refused.
    """

    line: int
    row: PromptRow | RowError


def rows_read(file: IO[bytes], file_format: FileFormat) -> Iterator[FileRow]:
    """Yield every row of a file, in order; blank lines are none.

    Raises:
        RowError: The header of a CSV file is not usable, so that no row is.
    """
    for line, value in _raw(file, file_format):
        try:
            yield FileRow(line, prompt_row(_raised(value)))
        except RowError as error:
            yield FileRow(line, error)


def rows_count(file: IO[bytes], file_format: FileFormat) -> int:
    """Count the rows, good and bad, by reading the file once; 0 where none can be read."""
    try:
        return sum(1 for _ in _raw(file, file_format))
    except RowError:
        return 0


def _raw(
    file: IO[bytes], file_format: FileFormat
) -> Iterator[tuple[int, Mapping[str, Any] | RowError]]:
    return _csv(file) if file_format is FileFormat.CSV else _jsonl(file)


def _raised(value: Mapping[str, Any] | RowError) -> Mapping[str, Any]:
    if isinstance(value, RowError):
        raise value
    return value


def _jsonl(file: IO[bytes]) -> Iterator[tuple[int, Mapping[str, Any] | RowError]]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            _skip_line(file, line)
            yield number, RowError("line_too_long", f"longer than {MAX_LINE_BYTES} bytes")
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield number, _parsed(stripped)


def _skip_line(file: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_LINE_BYTES)


def _parsed(line: bytes) -> Mapping[str, Any] | RowError:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return RowError("bad_json", f"not valid JSON: {error}")
    if not isinstance(value, dict):
        return RowError("not_an_object", "a row must be a JSON object")
    return value


def _csv(file: IO[bytes]) -> Iterator[tuple[int, Mapping[str, Any] | RowError]]:
    # Half a character in one cell must not end the file: it is carried to that row's refusal.
    text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    csv.field_size_limit(MAX_LINE_BYTES)
    reader = csv.reader(text)
    try:
        header = _header(next(reader, []))
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, RowError("bad_csv", str(error))
                continue
            if any(cell.strip() for cell in cells):
                yield line, _from_cells(header, cells)
    finally:
        text.detach()


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in names:
        numbered = name.removeprefix(_COMPLETION).removeprefix(_MODEL)
        if name not in (*_PLAIN, *_JSON) and not (numbered != name and numbered.isdigit()):
            known = ", ".join((*_PLAIN, *_JSON))
            raise RowError(
                "unknown_column",
                f"unknown column {name!r}; known: {known}, completion_1 …, model_1 …",
            )
    if len(set(names)) < len(names):
        raise RowError("column_twice", "a column stands twice in the header")
    if not {"prompt", "messages"} & set(names):
        raise RowError("prompt_missing", "the header has neither `prompt` nor `messages`")
    return names


def _from_cells(header: list[str], cells: list[str]) -> Mapping[str, Any] | RowError:
    if len(cells) > len(header):
        return RowError("too_many_cells", f"{len(cells)} cells under {len(header)} columns")
    named = {name: cell for name, cell in zip(header, cells, strict=False) if cell.strip()}
    value: dict[str, Any] = {name: named[name] for name in _PLAIN if name in named}
    try:
        value |= {name: orjson.loads(named[name]) for name in _JSON if name in named}
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        return RowError("bad_json", f"a cell of {', '.join(_JSON)} is not valid JSON: {error}")
    numbered = sorted(
        (int(name.removeprefix(_COMPLETION)), text)
        for name, text in named.items()
        if name.startswith(_COMPLETION)
    )
    if numbered and "completions" in value:
        return RowError("completions_twice", "both `completions` and numbered columns are filled")
    if numbered:
        value["completions"] = [
            {"text": text, "model": named.get(f"{_MODEL}{number}", "")} for number, text in numbered
        ]
    return value
