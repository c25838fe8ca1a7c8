"""Files of a version: what they hold, that they repeat byte for byte, and that others read them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
import pytest

from labeling.datasets.domain.schemas import SCHEMAS
from labeling.datasets.exports import parquet
from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.services import (
    dataset_version_build,
    dataset_version_create,
    dataset_version_fetch,
)
from labeling.prompts.models import Completion, CompletionSource
from tests.factories import make_completion, make_project, make_prompt, make_user
from tests.labeling.evidence import (
    completions_of,
    demonstrated,
    groups_of,
    held_out_prompts,
    make_judgment,
    ranked,
    thumbed,
    thumbed_elsewhere,
)
from tests.labeling.work import make_ranking_task
from touchstone.core.errors import ConflictError
from touchstone.core.storage import tree_manifest
from touchstone.projects.models import Project


@pytest.fixture
def project(db: None, settings: Any, tmp_path: Path) -> Project:
    settings.STORAGE_URL = str(tmp_path / "storage")
    return make_project()


def built(project: Project, kind: DatasetKind) -> DatasetVersion:
    return dataset_version_build(dataset_version_create(project=project, kind=kind))


def rows_of(version: DatasetVersion, folder: Path) -> list[dict[str, Any]]:
    dataset_version_fetch(version, folder)
    return [row for path in shards(folder) for row in pq.read_table(path).to_pylist()]


def shards(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def test_rankings_hold_each_prompt_once_with_everybodys_rankings(
    project: Project, tmp_path: Path
) -> None:
    judgment = ranked(project, make_prompt(project, "Why?", use_case="open_qa"))
    other = make_judgment(judgment.task_id, ranking=judgment.ranking)
    ranked(project)
    version = built(project, DatasetKind.RANKINGS)
    assert (version.state, version.rows["train"], version.rows_done) == (DatasetState.READY, 2, 2)
    row = rows_of(version, tmp_path / "out")[0]
    completions = {
        pk: str(public)
        for pk, public in Completion.objects.filter(
            pk__in=completions_of(judgment.task_id)
        ).values_list("pk", "public_id")
    }
    first, second, third = completions.values()
    assert row["prompt_id"] == row["group_id"] == str(judgment.prompt.public_id)
    assert row["messages"] == [{"role": "user", "content": "Why?"}]
    assert (row["split"], row["use_case"], row["language"]) == ("train", "open_qa", "en")
    assert [one["completion_id"] for one in row["completions"]] == [first, second, third]
    assert row["rankings"] == [
        {
            "judgment_id": str(one.public_id),
            "labeler": str(one.user.public_id),
            "guideline": "",
            "strength": "",
            "groups": [[first], [second, third]],
        }
        for one in (judgment, other)
    ]


def test_pairs_of_one_prompt_are_contiguous_and_leave_ties_out(
    project: Project, tmp_path: Path
) -> None:
    judgments = [ranked(project, size=4) for _ in range(3)]
    rows = rows_of(built(project, DatasetKind.PREFERENCE_PAIRS), tmp_path / "out")
    groups = [row["group_id"] for row in rows]
    assert len(rows) == 3 * 5
    assert [*dict.fromkeys(groups)] == [str(one.prompt.public_id) for one in judgments]
    assert groups == sorted(groups, key=[*dict.fromkeys(groups)].index)
    assert [row["margin"] for row in rows[:5]] == [1, 2, 2, 1, 1]
    assert all(row["chosen_id"] != row["rejected_id"] for row in rows)


def test_an_edit_of_the_better_one_stands_above_both(project: Project, tmp_path: Path) -> None:
    prompt = make_prompt(project, "Why?")
    task_id = make_ranking_task(project, prompt, 2, kind="comparison")
    chosen, rejected = completions_of(task_id)
    labeler = make_user()
    source = {"source": CompletionSource.LABELER, "author": labeler}
    mine = make_completion(prompt, "Better still.", **source)
    make_judgment(task_id, labeler, ranking=[[chosen], [rejected]], edited=mine)
    make_judgment(task_id, ranking=[[rejected], [chosen]])
    names = dict(Completion.objects.values_list("public_id", "pk"))
    rows = rows_of(built(project, DatasetKind.PREFERENCE_PAIRS), tmp_path / "out")
    pairs = [
        (names[UUID(row["chosen_id"])], names[UUID(row["rejected_id"])], row["margin"])
        for row in rows
    ]
    assert pairs == [
        (mine.pk, chosen, 1),
        (mine.pk, rejected, 2),
        (chosen, rejected, 1),
        (rejected, chosen, 1),
    ]
    assert rows[0]["chosen"] == "Better still."


def test_demonstrations_thumbs_and_prompts_are_written(project: Project, tmp_path: Path) -> None:
    prompt = make_prompt(project, "Who?")
    written = demonstrated(project, prompt, "Nobody.")
    make_completion(prompt, "A reference.", is_demonstration=True)
    thumbed(project, written.demonstration, rating="down", reasons=["too_verbose"])
    thumbed_elsewhere(project, "When?", "Now.", model="their-bot")
    demonstrations = rows_of(built(project, DatasetKind.DEMONSTRATIONS), tmp_path / "a")
    assert [(r["completion"], r["source"], bool(r["labeler"])) for r in demonstrations] == [
        ("Nobody.", "labeler", True),
        ("A reference.", "reference", False),
    ]
    thumbs = {
        r["completion"]: r for r in rows_of(built(project, DatasetKind.UNPAIRED), tmp_path / "b")
    }
    assert (thumbs["Nobody."]["label"], thumbs["Nobody."]["reasons"]) == (False, ["too_verbose"])
    assert thumbs["Now."]["label"] is True
    assert thumbs["Now."]["messages"] == [{"role": "user", "content": "When?"}]
    assert thumbs["Now."]["model"] == "their-bot"
    prompts = rows_of(built(project, DatasetKind.PROMPTS), tmp_path / "c")
    assert [r["prompt_id"] for r in prompts] == [str(prompt.public_id)]


@pytest.mark.parametrize("kind", DatasetKind)
def test_every_shard_has_the_one_schema_even_an_empty_one(
    project: Project, tmp_path: Path, kind: DatasetKind
) -> None:
    folder = dataset_version_fetch(built(project, kind), tmp_path / "out")
    names = [path.relative_to(folder).as_posix() for path in shards(folder)]
    assert names == [
        f"data/{split}-00000-of-00001.parquet" for split in ("test", "train", "validation")
    ]
    assert all(pq.read_schema(path).equals(SCHEMAS[kind]) for path in shards(folder))


def test_no_held_out_prompt_is_in_a_train_file(project: Project, tmp_path: Path) -> None:
    prompts = held_out_prompts(project)
    for prompt in prompts.values():
        judgment = ranked(project, prompt)
        demonstrated(project, prompt)
        thumbed(project, Completion.objects.get(pk=groups_of(judgment)[0][0]))
    for kind in DatasetKind:
        folder = tmp_path / kind
        dataset_version_fetch(built(project, kind), folder)
        for split, prompt in prompts.items():
            (path,) = folder.rglob(f"{split}-*.parquet")
            rows = pq.read_table(path).to_pylist()
            assert {row["prompt_id"] for row in rows} == {str(prompt.public_id)}
            assert {row["split"] for row in rows} == {split}


def test_building_again_gives_the_same_bytes_and_a_later_version_others(
    project: Project, tmp_path: Path
) -> None:
    for _ in range(4):
        ranked(project)
    version = built(project, DatasetKind.RANKINGS)
    before = (version.location, version.manifest_sha256)
    DatasetVersion.objects.filter(pk=version.pk).update(state=DatasetState.FAILED, location="")
    again = dataset_version_build(version)
    assert (again.location, again.manifest_sha256) == before
    same = built(project, DatasetKind.RANKINGS)
    assert (same.location, same.manifest_sha256) == before
    ranked(project)
    assert built(project, DatasetKind.RANKINGS).manifest_sha256 != before[1]


def test_the_manifest_names_every_shard_with_its_digest(project: Project, tmp_path: Path) -> None:
    ranked(project)
    version = built(project, DatasetKind.RANKINGS)
    tree = tree_manifest(version.location)
    assert tree.sha256 == version.manifest_sha256
    assert [file.path for file in tree.files] == [
        f"data/{split}-00000-of-00001.parquet" for split in ("test", "train", "validation")
    ]


def test_many_rows_become_several_shards(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_SHARD", 4)
    monkeypatch.setattr(parquet, "_ROWS_PER_GROUP", 2)
    ids = [str(make_prompt(project).public_id) for _ in range(11)]
    folder = tmp_path / "out"
    rows = rows_of(built(project, DatasetKind.PROMPTS), folder)
    assert [path.name for path in shards(folder) if path.name.startswith("train")] == [
        f"train-0000{index}-of-00003.parquet" for index in range(3)
    ]
    assert [row["prompt_id"] for row in rows] == ids


def test_a_build_that_fails_says_why_and_may_be_tried_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked(project)
    version = dataset_version_create(project=project, kind=DatasetKind.RANKINGS)

    def full(**_: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("labeling.datasets.services.build.put_tree", full)
        with pytest.raises(OSError, match="No space"):
            dataset_version_build(version)
    version.refresh_from_db()
    assert (version.state, version.error) == ("failed", "OSError: No space left on device")
    assert dataset_version_build(version).state == DatasetState.READY
    assert version.error == ""


def test_fetching_a_version_that_is_not_ready_is_refused(project: Project, tmp_path: Path) -> None:
    version = dataset_version_create(project=project, kind=DatasetKind.PROMPTS)
    with pytest.raises(ConflictError, match="is building, not ready"):
        dataset_version_fetch(version, tmp_path)
