"""Object storage: a tree is whole or not there."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import FileSystemStorage

from touchstone.core import storage


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    (folder / "nested").mkdir(parents=True)
    (folder / "weights.bin").write_bytes(b"weights" * 1000)
    (folder / "nested" / "config.json").write_text("{}")
    return folder


def test_a_tree_comes_back_as_it_went_in(folder: Path, tmp_path: Path) -> None:
    tree = storage.put_tree(key="models/1", folder=folder)
    assert [(file.path, file.size) for file in tree.files] == [
        ("nested/config.json", 2),
        ("weights.bin", 7000),
    ]
    assert storage.tree_manifest("models/1") == tree
    back = storage.get_tree(key="models/1", folder=tmp_path / "back")
    assert (back / "weights.bin").read_bytes() == b"weights" * 1000
    assert (back / "nested" / "config.json").read_text() == "{}"
    assert not list(back.rglob("*.partial"))


def test_the_same_content_has_the_same_digest_under_any_key(folder: Path) -> None:
    first = storage.put_tree(key="a", folder=folder)
    second = storage.put_tree(key="b", folder=folder)
    assert first.sha256 == second.sha256
    (folder / "weights.bin").write_bytes(b"other")
    assert storage.put_tree(key="c", folder=folder).sha256 != first.sha256


def test_a_crash_in_the_middle_leaves_no_tree_and_the_next_try_succeeds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FileSystemStorage.save
    saved: list[str] = []

    def dies_at_the_second_file(self: Any, name: str, content: Any, **kwargs: Any) -> str:
        if len(saved) == 1:
            raise SystemExit(137)
        saved.append(name)
        return save(self, name, content, **kwargs)

    monkeypatch.setattr(FileSystemStorage, "save", dies_at_the_second_file)
    with pytest.raises(SystemExit):
        storage.put_tree(key="models/1", folder=folder)
    assert saved == ["models/1/nested/config.json"]
    with pytest.raises(FileNotFoundError):
        storage.tree_manifest("models/1")
    monkeypatch.undo()
    tree = storage.put_tree(key="models/1", folder=folder)
    assert storage.tree_manifest("models/1") == tree
    stored = {path.name for path in Path(django_settings.STORAGE_URL).rglob("*") if path.is_file()}
    assert stored == {"config.json", "weights.bin", "manifest.json"}


def test_a_finished_tree_is_never_overwritten(folder: Path) -> None:
    first = storage.put_tree(key="models/1", folder=folder)
    assert storage.put_tree(key="models/1", folder=folder) == first
    (folder / "weights.bin").write_bytes(b"other")
    with pytest.raises(FileExistsError, match="never overwritten"):
        storage.put_tree(key="models/1", folder=folder)
    assert storage.tree_manifest("models/1") == first


def test_damage_is_noticed(folder: Path, tmp_path: Path) -> None:
    storage.put_tree(key="models/1", folder=folder)
    stored = Path(django_settings.STORAGE_URL) / "models/1/weights.bin"
    stored.write_bytes(b"weighty" * 1000)
    with pytest.raises(ValueError, match="damaged"):
        storage.get_tree(key="models/1", folder=tmp_path / "back")
    assert not (tmp_path / "back" / "weights.bin").exists()


def test_an_interrupted_fetch_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    storage.put_tree(key="models/1", folder=folder)
    back = tmp_path / "back"
    back.mkdir()
    (back / "weights.bin").write_bytes(b"weights" * 1000)
    (back / "weights.bin.partial").write_bytes(b"half")
    before = (back / "weights.bin").stat().st_mtime_ns
    storage.get_tree(key="models/1", folder=back)
    assert (back / "weights.bin").stat().st_mtime_ns == before


def test_no_tree_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        storage.get_tree(key="nothing", folder=tmp_path)
