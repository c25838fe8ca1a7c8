"""The journal: what was begun is known after a kill."""

from pathlib import Path

import pytest

from training.rehearsal.journal import Journal


def test_a_thing_is_made_once_and_known_after_a_restart(tmp_path: Path) -> None:
    path, made = tmp_path / "journal.json", []

    def make() -> str:
        made.append("run")
        return f"id-{len(made)}"

    assert Journal(path).once("run:sft", make) == "id-1"
    assert Journal(path).once("run:sft", make) == "id-1"
    assert made == ["run"]


def test_what_could_not_be_made_is_not_noted(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"

    def fail() -> str:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        Journal(path).once("run:sft", fail)
    assert "run:sft" not in Journal(path)


def test_beginning_anew_forgets_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    Journal(path).note("sigma", 0.2)
    Journal(path).begin(project="p")

    again = Journal(path)
    assert again["project"] == "p"
    assert "sigma" not in again
