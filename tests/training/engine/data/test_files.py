"""Dataset files: formats, shards, splits, and sentences about broken ones."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from training.engine.data.files import by_split, rows_read
from training.engine.errors import BadConfigError

ROWS: list[dict[str, Any]] = [
    {"prompt_id": "a", "messages": [{"role": "user", "content": "hi"}], "split": "train"},
    {"prompt_id": "b", "messages": [{"role": "user", "content": "é"}], "split": "test"},
    {"prompt_id": "c", "messages": [{"role": "user", "content": "x"}], "split": None},
]


def test_parquet_and_jsonl_give_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS) + "\n\n")
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "rows.parquet")

    columns = ("prompt_id", "messages")
    jsonl = rows_read(tmp_path / "rows.jsonl", field="data.x", columns=columns)
    parquet = rows_read(tmp_path / "rows.parquet", field="data.x", columns=columns)

    assert jsonl == parquet == ROWS


def test_a_folder_of_shards_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name, row in (("deep/b.jsonl", ROWS[1]), ("a.jsonl", ROWS[0]), ("z.jsonl", ROWS[2])):
        (tmp_path / name).write_text(json.dumps(row) + "\n")
    (tmp_path / "card.md").write_text("# not data")

    rows = rows_read(tmp_path, field="data.x", columns=())

    assert [row["prompt_id"] for row in rows] == ["a", "b", "c"]


def test_a_row_without_a_split_is_for_training() -> None:
    assert by_split(ROWS, "train") == [ROWS[0], ROWS[2]]
    assert by_split(ROWS, "validation", "test") == [ROWS[1]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"prompt_id": "a"}\n{"x":\n', "data.x: expected JSON in line 2 of"),
        ("a.jsonl", "[1]\n", "data.x: expected an object in line 1 of"),
        ("a.jsonl", '{"prompt_id": null}\n', "data.x: expected column 'prompt_id' in row 1 of"),
        ("a.jsonl", "\n", "data.x: expected at least one row in"),
        ("a.csv", "a,b", "data.x: expected a .jsonl or .parquet file, or a folder of them"),
    ],
)
def test_broken_files_are_refused_by_place(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)

    with pytest.raises(BadConfigError) as caught:
        rows_read(tmp_path / name, field="data.x", columns=("prompt_id",))

    assert str(caught.value).startswith(message)


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfigError, match=r"a folder with .jsonl or .parquet files"):
        rows_read(tmp_path, field="data.x", columns=())
