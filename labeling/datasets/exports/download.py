"""The archives that a ready version is downloaded as."""

from collections.abc import Callable, Iterator
from enum import StrEnum

import orjson
import pyarrow.parquet as pq

from labeling.datasets.exports.card import CardFile, dataset_card
from labeling.datasets.exports.trl import TRL_FORMATS, Row, trl_layout
from labeling.datasets.exports.zipping import ZipMember, zip_stream
from labeling.datasets.models import DatasetKind, DatasetVersion
from labeling.prompts.models import Split
from touchstone.core.storage import MANIFEST, open_file, tree_manifest

_CHUNK = 1 << 20
_ROWS = 500


class DownloadFormat(StrEnum):
    """What a version can be had as."""

    PARQUET = "parquet"
    """A folder that ``datasets.load_dataset`` reads, and every column."""
    TRL = "trl"
    """JSONL in TRL's own formats."""


def archive_stream(version: DatasetVersion, download_format: DownloadFormat) -> Iterator[bytes]:
    """Return a ready version as a ZIP archive, produced while it is read."""
    makers = {DownloadFormat.PARQUET: _parquet_members, DownloadFormat.TRL: _trl_members}
    return zip_stream(makers[download_format](version))


def _parquet_members(version: DatasetVersion) -> Iterator[ZipMember]:
    files = [
        CardFile(version.kind, split, f"data/{split}-*")
        for split in Split.values
        if version.rows.get(split)
    ]
    yield _card(version, files)
    yield ZipMember(MANIFEST, _file(version, MANIFEST))
    for file in tree_manifest(version.location).files:
        yield ZipMember(file.path, _file(version, file.path), compress=False)


def _trl_members(version: DatasetVersion) -> Iterator[ZipMember]:
    """An empty file has no columns that a reader could infer: empty splits are left out."""
    formats = TRL_FORMATS[DatasetKind(version.kind)]
    splits = [split for split in Split.values if version.rows.get(split)]
    files = [CardFile(name, split, f"{name}/{split}.jsonl") for name in formats for split in splits]
    yield _card(version, files, trl_layout(formats))
    for file in files:
        yield ZipMember(file.path, _lines(version, file.split, formats[file.config]))


def _card(
    version: DatasetVersion, files: list[CardFile], layout: list[str] | None = None
) -> ZipMember:
    return ZipMember("README.md", [dataset_card(version, files, layout).encode()])


def _file(version: DatasetVersion, path: str) -> Iterator[bytes]:
    with open_file(version.location, path) as file:
        yield from file.chunks(_CHUNK)


def _lines(
    version: DatasetVersion, split: str, convert: Callable[[Row], Iterator[Row]]
) -> Iterator[bytes]:
    for shard in tree_manifest(version.location).files:
        if not shard.path.startswith(f"data/{split}-"):
            continue
        with open_file(version.location, shard.path) as file, pq.ParquetFile(file) as parquet:
            for batch in parquet.iter_batches(batch_size=_ROWS):
                rows = (made for row in batch.to_pylist() for made in convert(row))
                yield b"".join(orjson.dumps(row) + b"\n" for row in rows)
