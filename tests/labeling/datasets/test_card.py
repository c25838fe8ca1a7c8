"""The dataset card says what a version holds, in words and for ``load_dataset``."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.exports.card import CardFile, dataset_card
from labeling.datasets.exports.download import DownloadFormat, archive_stream
from labeling.datasets.exports.trl import TRL_FORMATS, trl_layout
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_build, dataset_version_create
from tests.factories import make_guideline, make_project, make_user
from tests.labeling.evidence import groups_of, make_judgment, ranked

SAMPLE = {
    "messages": [{"role": "user", "content": "Why?"}],
    "completion": "So.",
    "chosen": "So.",
    "rejected": "No.",
    "strength": "",
    "label": True,
    "completions": [{"completion_id": "a", "text": "A"}, {"completion_id": "b", "text": "B"}],
    "rankings": [{"groups": [["a"], ["b"]], "strength": ""}],
}
FILES = [
    CardFile("rankings", "train", "data/train-*"),
    CardFile("rankings", "test", "data/test-*"),
    CardFile("other", "train", "other/train.jsonl"),
]


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")


@pytest.mark.django_db
def test_a_card_counts_people_names_guidelines_and_hashes() -> None:
    project = make_project()
    project.name = 'Shop: "answers" & more'
    project.save()
    release = make_guideline(project, make_user(), minor=3)
    first = ranked(project, guideline=release)
    make_judgment(first.task_id, ranking=groups_of(first))
    filters = DatasetFilters(include_surplus=True)
    version = dataset_version_build(
        dataset_version_create(project=project, kind=DatasetKind.RANKINGS, filters=filters)
    )
    card = dataset_card(version, FILES)
    head = yaml.safe_load(card.split("---")[1])
    assert head["pretty_name"] == 'Shop: "answers" & more: rankings 1'
    assert head["configs"] == [
        {
            "config_name": "rankings",
            "default": True,
            "data_files": [
                {"split": "train", "path": "data/train-*"},
                {"split": "test", "path": "data/test-*"},
            ],
        },
        {"config_name": "other", "data_files": [{"split": "train", "path": "other/train.jsonl"}]},
    ]
    for told in (
        "- Judgments: 2 by 2 people",
        "- Filters: answers beyond the number that a task asked for included; of settled tasks the "
        "review alone",
        "- Guidelines: 1.3",
        f"- Manifest SHA-256: {version.manifest_sha256}",
        "- Rows: test 0, train 1, validation 0",
        "Surplus judgments, beyond a task's overlap, are included.",
        "All work in it was done by people.",
        "| `messages` | `list<item: struct<role: string, content: string>>` |",
    ):
        assert told in card
    assert card == dataset_card(version, FILES)


@pytest.mark.django_db
def test_the_card_of_json_lines_is_about_json_lines() -> None:
    project = make_project()
    ranked(project)
    filters = DatasetFilters(min_agreement=0.8)
    version = dataset_version_build(
        dataset_version_create(project=project, kind=DatasetKind.RANKINGS, filters=filters)
    )
    with ZipFile(BytesIO(b"".join(archive_stream(version, DownloadFormat.TRL)))) as archive:
        card = archive.read("README.md").decode()
    assert "Parquet files" not in card
    assert "| `preference` | `chosen` | the better answer alone, as one message |" in card
    assert "- Judgments: 1 by 1 person" in card
    assert "- Filters: tasks whose labelers agree on less than 80% left out of train; " in card


@pytest.mark.parametrize("kind", DatasetKind)
def test_each_format_says_what_its_lines_hold(kind: DatasetKind) -> None:
    for name, convert in TRL_FORMATS[kind].items():
        row = next(convert(dict(SAMPLE)))
        assert [line.split("`")[3] for line in trl_layout([name])[6:]] == list(row)


@pytest.mark.django_db
def test_a_card_says_that_labelers_were_simulated() -> None:
    project = make_project(is_simulated=True)
    ranked(project, is_simulated=True)
    version = dataset_version_create(project=project, kind=DatasetKind.RANKINGS)
    card = dataset_card(dataset_version_build(version), FILES)
    assert "**All work in it was done by simulated labelers.**" in card
    assert "are left out. **All work" in card
