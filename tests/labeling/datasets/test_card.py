"""The dataset card says what a version holds, in words and for ``load_dataset``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.exports.card import CardFile, dataset_card
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_build, dataset_version_create
from tests.factories import make_guideline, make_project, make_user
from tests.labeling.evidence import groups_of, make_judgment, ranked

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
        "- Judgments: 2 by 2 labelers",
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
def test_a_card_says_that_labelers_were_simulated() -> None:
    project = make_project(is_simulated=True)
    ranked(project, is_simulated=True)
    version = dataset_version_create(project=project, kind=DatasetKind.RANKINGS)
    card = dataset_card(dataset_version_build(version), FILES)
    assert "**All work in it was done by simulated labelers.**" in card
    assert "are left out. **All work" in card
