"""Reads the platform's dataset files: Parquet or JSONL, one file or a folder of shards.

Rows come in the order of the files' names and of their lines, so that a run depends on nothing but
the bytes. Columns that a recipe does not know are ignored; missing ones are named.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from training.engine.errors import BadConfigError

Row = Mapping[str, Any]
_SUFFIXES = (".jsonl", ".parquet")


def rows_read(path: str | Path, *, field: str, columns: Iterable[str]) -> list[Row]:
    """Reads all rows.

    Args:
        path: A .jsonl or .parquet file, or a folder that holds such shards at any depth.
        field: Name of the setting that gave the path, for messages.
        columns: Columns that every row must have.

    Returns:
        The rows; never empty.

    Raises:
        BadConfigError: If there is no such file, a row is broken, or there are no rows.
    """
    rows: list[Row] = []
    for shard in _shards(Path(path), field):
        read = _parquet if shard.suffix == ".parquet" else _jsonl
        for number, row in enumerate(read(shard, field), start=1):
            for column in columns:
                if row.get(column) is None:
                    raise BadConfigError(field, f"column {column!r} in row {number} of {shard}")
            rows.append(row)
    if not rows:
        raise BadConfigError(field, f"at least one row in {path}")
    return rows


def by_split(rows: Iterable[Row], *splits: str) -> list[Row]:
    """Keeps the rows of some splits; a row without one counts as `train`."""
    return [row for row in rows if (row.get("split") or "train") in splits]


def _shards(path: Path, field: str) -> list[Path]:
    if path.is_file():
        if path.suffix not in _SUFFIXES:
            raise BadConfigError(field, "a .jsonl or .parquet file, or a folder of them", str(path))
        return [path]
    found = sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES)
    if not found:
        raise BadConfigError(field, "a folder with .jsonl or .parquet files", str(path))
    return found


def _jsonl(path: Path, field: str) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadConfigError(field, f"JSON in line {number} of {path} ({error})") from error
            if not isinstance(row, dict):
                raise BadConfigError(field, f"an object in line {number} of {path}")
            yield row


def _parquet(path: Path, field: str) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from batch.to_pylist()
