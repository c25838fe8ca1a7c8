"""Files as they come: byte order marks, endings, lines without end, cells over several lines."""

import io

import pytest

from labeling.datasets.imports import readers
from labeling.datasets.imports.readers import FileFormat, rows_count, rows_read
from labeling.prompts.domain.rows import RowError


def read(content: bytes, file_format: FileFormat = FileFormat.JSONL) -> list[tuple[int, str]]:
    """Return each row's line with its text, or with the code of its refusal."""
    rows = rows_read(io.BytesIO(content), file_format)
    return [
        (
            one.line,
            one.row.code if isinstance(one.row, RowError) else one.row.messages[-1]["content"],
        )
        for one in rows
    ]


def test_marks_endings_and_blank_lines_do_not_matter() -> None:
    content = b'\xef\xbb\xbf{"prompt": "a"}\r\n\r\n   \n{"prompt": "b"}\n{"prompt": "c"}'
    assert read(content) == [(1, "a"), (4, "b"), (5, "c")]
    assert rows_count(io.BytesIO(content), FileFormat.JSONL) == 3


def test_a_line_without_end_costs_no_memory_and_no_other_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "MAX_LINE_BYTES", 40)
    content = b'{"prompt": "a"}\n{"prompt": "' + b"x" * 1000 + b'"}\n{"prompt": "b"}\n' + b"y" * 90
    assert read(content) == [(1, "a"), (2, "line_too_long"), (3, "b"), (4, "line_too_long")]


def test_half_a_character_is_that_rows_fault() -> None:
    assert read(b'{"prompt": "\xff"}\n{"prompt": "a"}') == [(1, "bad_json"), (2, "a")]
    content = b"prompt,reference\n\xff,r\na,b\n"
    assert read(content, FileFormat.CSV) == [(2, "bad_character"), (3, "a")]


def test_csv_rows_are_numbered_by_the_line_they_start_on() -> None:
    content = b'\xef\xbb\xbfprompt,id\r\n"two\nlines",1\r\n\r\nb,2\r\n"c ""quoted""",3'
    assert read(content, FileFormat.CSV) == [(2, "two\nlines"), (5, "b"), (6, 'c "quoted"')]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (b"", "prompt_missing"),
        (b"id,reference", "prompt_missing"),
        (b"prompt,prompt", "column_twice"),
        (b"prompt,completion_x", "unknown_column"),
        (b"prompt,completions_1", "unknown_column"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(header: bytes, code: str) -> None:
    with pytest.raises(RowError) as caught:
        read(header + b"\n1,2\n", FileFormat.CSV)
    assert caught.value.code == code
    assert rows_count(io.BytesIO(header), FileFormat.CSV) == 0


def test_the_format_is_told_by_the_name() -> None:
    assert FileFormat.of("Rows.CSV") == FileFormat.CSV
    assert FileFormat.of("rows.jsonl") == FileFormat.of("rows") == FileFormat.JSONL
