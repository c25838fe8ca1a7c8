"""Rows to Parquet shards with one explicit schema; same rows, same bytes."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from labeling.prompts.models import Split

ROWS_PER_SHARD = 100_000
_ROWS_PER_GROUP = 1000
_BYTES_PER_GROUP = 8 << 20
_BYTES_PER_SHARD = 256 << 20

Progress = Callable[[int], None]


class _SplitFiles:
    """The shards of one split; one row group is in memory, never more."""

    def __init__(self, folder: Path, split: str, schema: pa.Schema) -> None:
        self._folder, self._split, self._schema = folder, split, schema
        self._pending: list[dict[str, Any]] = []
        self._shards: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        self._pending_bytes = self._in_shard = self._shard_bytes = 0
        self.rows = 0

    def add(self, row: dict[str, Any], size: int) -> None:
        self._pending.append(row)
        self._pending_bytes += size
        self.rows += 1
        if len(self._pending) >= _ROWS_PER_GROUP or self._pending_bytes >= _BYTES_PER_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the rest and give the shards their final names, which tell how many there are."""
        if self._pending or not self._shards:
            self._flush()
        self._finish_shard()
        for index, path in enumerate(self._shards):
            name = f"{self._split}-{index:05}-of-{len(self._shards):05}.parquet"
            path.rename(self._folder / name)

    def _flush(self) -> None:
        if self._writer is None:
            path = self._folder / f".{self._split}-{len(self._shards)}"
            self._shards.append(path)
            # Dictionaries and statistics of long texts are waste; of ids and splits they are not.
            self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._writer.write_table(pa.Table.from_pylist(self._pending, schema=self._schema))
        self._in_shard += len(self._pending)
        self._shard_bytes += self._pending_bytes
        self._pending, self._pending_bytes = [], 0
        if self._in_shard >= ROWS_PER_SHARD or self._shard_bytes >= _BYTES_PER_SHARD:
            self._finish_shard()

    def _finish_shard(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self._in_shard, self._shard_bytes = None, 0, 0


def parquet_write(
    rows: Iterable[dict[str, Any]],
    *,
    schema: pa.Schema,
    folder: Path,
    progress: Progress = lambda _done: None,
    every: int = 2000,
) -> dict[str, int]:
    """Write rows to ``folder`` as ``SPLIT-00000-of-0000N.parquet``, one shard a split at least.

    Args:
        rows: Each with a ``split``.
        schema: Of every shard.
        folder: An empty folder.
        progress: Called now and then with the number of rows written.
        every: How many rows lie between two calls.

    Returns:
        How many rows each split has.
    """
    files = {split: _SplitFiles(folder, split, schema) for split in Split.values}
    for done, row in enumerate(rows, start=1):
        files[row["split"]].add(row, _size(row))
        if done % every == 0:
            progress(done)
    for split in files.values():
        split.close()
    return {split: file.rows for split, file in files.items()}


def _size(value: Any) -> int:
    """About how many bytes a row takes: the same for the same row."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_size(part) for part in value.values())
    if isinstance(value, list):
        return sum(_size(part) for part in value)
    return 8
