"""Object storage of whole folders: weights and dataset shards, in a local folder or on S3.

A tree is immutable. ``put_tree`` uploads every file and writes ``manifest.json`` last, so a tree
without a manifest is not there: a crash in the middle leaves garbage, never half a model.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class TreeFile:
    """One file of a tree: its path below the key, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Tree:
    """A stored tree; ``sha256`` is the digest of its manifest."""

    key: str
    files: tuple[TreeFile, ...]
    sha256: str


def storage() -> Storage:
    """Return the storage that the deployment is configured for."""
    url = urlparse(settings.STORAGE_URL)
    if url.scheme != "s3":
        return FileSystemStorage(location=settings.STORAGE_URL)
    from storages.backends.s3 import S3Storage  # the `s3` extra; absent in the embedded default

    backend: Storage = S3Storage(
        bucket_name=url.netloc, location=url.path.strip("/"), file_overwrite=True
    )
    return backend


def put_tree(*, key: str, folder: Path) -> Tree:
    """Store every file below ``folder`` under ``key`` and finish with the manifest.

    Raises:
        FileExistsError: A finished tree with other content already has this key.
    """
    files = tuple(
        TreeFile(path.relative_to(folder).as_posix(), path.stat().st_size, file_sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    )
    manifest = _manifest_bytes(files)
    tree = Tree(key, files, hashlib.sha256(manifest).hexdigest())
    existing = _read_manifest(key)
    if existing is not None:
        if existing != manifest:
            raise FileExistsError(f"{key} already holds another tree; a tree is never overwritten")
        return tree
    target = storage()
    for file in files:
        _put(target, f"{key}/{file.path}", folder / file.path)
    _put_bytes(target, f"{key}/{MANIFEST}", manifest)
    return tree


def get_tree(*, key: str, folder: Path) -> Path:
    """Bring the tree ``key`` into ``folder`` (checked against its manifest) and return it.

    Raises:
        FileNotFoundError: There is no finished tree of this key.
        ValueError: A file's digest is not the manifest's.
    """
    tree = tree_manifest(key)
    source = storage()
    for file in tree.files:
        target = folder / file.path
        if target.is_file() and file_sha256(target) == file.sha256:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        with source.open(f"{key}/{file.path}") as stored, partial.open("wb") as out:
            shutil.copyfileobj(stored, out, _CHUNK)
        if file_sha256(partial) != file.sha256:
            raise ValueError(f"{key}/{file.path} is damaged: its SHA-256 is not the manifest's")
        partial.replace(target)
    return folder


def tree_manifest(key: str) -> Tree:
    """Return what the finished tree ``key`` holds.

    Raises:
        FileNotFoundError: There is no finished tree of this key.
    """
    manifest = _read_manifest(key)
    if manifest is None:
        raise FileNotFoundError(f"no finished tree under {key}")
    listed: list[dict[str, Any]] = json.loads(manifest)["files"]
    files = tuple(TreeFile(entry["path"], entry["size"], entry["sha256"]) for entry in listed)
    return Tree(key, files, hashlib.sha256(manifest).hexdigest())


def open_file(key: str, path: str) -> File:  # type: ignore[type-arg]
    """Open one file of a tree for reading in binary."""
    return storage().open(f"{key}/{path}")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in chunks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest_bytes(files: tuple[TreeFile, ...]) -> bytes:
    listed = [{"path": f.path, "size": f.size, "sha256": f.sha256} for f in files]
    return json.dumps({"files": listed}, sort_keys=True, separators=(",", ":")).encode()


def _read_manifest(key: str) -> bytes | None:
    source, name = storage(), f"{key}/{MANIFEST}"
    if not source.exists(name):
        return None
    with source.open(name) as file:
        content: bytes = file.read()
    return content


def _put(target: Storage, name: str, path: Path) -> None:
    # A leftover of a crashed upload has the name; Django would pick another one beside it.
    if target.exists(name):
        target.delete(name)
    with path.open("rb") as file:
        stored = target.save(name, File(file))
    if PurePosixPath(stored) != PurePosixPath(name):
        raise FileExistsError(f"somebody else stores {name} at this moment")


def _put_bytes(target: Storage, name: str, content: bytes) -> None:
    from django.core.files.base import ContentFile

    target.save(name, ContentFile(content))
