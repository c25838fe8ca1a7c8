"""Comparisons: an edit of the better answer, and how much better it was, reach what is exported."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from labeling.assignments.models import Judgment, TaskKind, VoidCause
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.assignments.services.void import judgments_void
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.exports.rows import dataset_rows
from labeling.datasets.exports.trl import TRL_FORMATS
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_build, dataset_version_create
from labeling.prompts.domain.canonical import text_sha256
from tests.clients import JsonClient
from tests.factories import Cast, make_completion, make_prompt
from tests.labeling.evidence import completions_of, demonstrated
from tests.labeling.work import Desk, make_ranking_task, make_workplace, ranking_answer
from touchstone.core.storage import get_tree

pytestmark = pytest.mark.django_db
EDIT = "The better answer, as it should have been."


def compared(cast: Cast, groups: Any = (("A",), ("B",)), **said: Any) -> Judgment:
    """Bob compares two answers over HTTP."""
    make_ranking_task(cast.project, size=2, kind=TaskKind.COMPARISON)
    return Desk(cast.bob, cast.project).work(ranking_answer(groups, **said), kinds=["comparison"])


def rows_of(cast: Cast, kind: DatasetKind, **filters: Any) -> list[dict[str, Any]]:
    version = dataset_version_create(
        project=cast.project, kind=kind, filters=DatasetFilters(**filters)
    )
    return list(dataset_rows(version))


def test_an_edit_stands_above_both_in_pairs_and_strength_is_of_the_two_shown() -> None:
    cast = make_workplace(comparison_edits=True)
    compared(cast, strength="significantly", edited=EDIT)
    pairs = rows_of(cast, DatasetKind.PREFERENCE_PAIRS)
    told = [(row["chosen"] == EDIT, row["margin"], row["strength"]) for row in pairs]
    assert told == [(True, 1, ""), (True, 2, ""), (False, 1, "significantly")]
    assert pairs[0]["rejected"] == pairs[2]["chosen"]
    assert pairs[1]["rejected"] == pairs[2]["rejected"]


def test_an_edit_that_reads_as_an_answer_shown_is_none() -> None:
    cast = make_workplace(comparison_edits=True)
    prompt = make_prompt(cast.project)
    for text in ("It is blue.", "It is green."):
        make_completion(prompt, text, sha256=text_sha256(text))
    shown = prompt.completions.values_list("pk", flat=True)
    specs = [TaskSpec(prompt.pk, list(shown))]
    labeling_task_create(project=cast.project, kind=TaskKind.COMPARISON, specs=specs, seed=7)
    answer = ranking_answer((("A",), ("B",)), strength="better", edited="It is green.\n")
    Desk(cast.bob, cast.project).work(answer, kinds=["comparison"])
    [pair] = rows_of(cast, DatasetKind.PREFERENCE_PAIRS)
    assert (pair["margin"], pair["strength"]) == (1, "better")
    assert pair["chosen"] != pair["rejected"]
    assert rows_of(cast, DatasetKind.DEMONSTRATIONS, include_edits=True) == []


@pytest.mark.parametrize("kind", [DatasetKind.PREFERENCE_PAIRS, DatasetKind.RANKINGS])
def test_strength_is_a_column_of_parquet_and_of_jsonl(
    kind: DatasetKind, settings: Any, tmp_path: Path
) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")
    cast = make_workplace()
    compared(cast, strength="slightly")
    compared(cast)
    version = dataset_version_build(dataset_version_create(project=cast.project, kind=kind))
    get_tree(key=version.location, folder=tmp_path / "got")
    shards = sorted((tmp_path / "got" / "data").glob("*.parquet"))
    stored = [row for path in shards for row in pq.read_table(path).to_pylist()]
    lines = [line for row in stored for line in TRL_FORMATS[kind]["preference"](row)]
    assert sorted(line["strength"] for line in lines) == ["", "slightly"]


def test_edits_are_demonstrations_where_that_is_asked_for() -> None:
    cast = make_workplace(comparison_edits=True)
    written = demonstrated(cast.project)
    edited = compared(cast, edited=EDIT)
    compared(cast)
    plain = rows_of(cast, DatasetKind.DEMONSTRATIONS)
    assert [row["source"] for row in plain] == ["labeler"]
    rows = rows_of(cast, DatasetKind.DEMONSTRATIONS, include_edits=True)
    by_source = {row["source"]: row for row in rows}
    assert by_source.keys() == {"labeler", "edit"}
    assert len(rows) == 2
    assert by_source["labeler"]["prompt_id"] == str(written.prompt.public_id)
    edit = by_source["edit"]
    assert (edit["completion"], edit["labeler"]) == (EDIT, str(cast.bob.public_id))
    assert edit["prompt_id"] == str(edited.prompt.public_id)


def test_a_voided_or_surplus_comparison_gives_no_demonstration() -> None:
    cast = make_workplace(comparison_edits=True)
    out = compared(cast, edited=EDIT)
    judgments_void(judgment_ids=[out.pk], cause=VoidCause.VOID, reason="", by=cast.rita)
    assert rows_of(cast, DatasetKind.DEMONSTRATIONS, include_edits=True) == []
    assert len(completions_of(out.task_id)) == 2


def test_the_choice_is_frozen_with_the_version_and_told() -> None:
    cast = make_workplace(comparison_edits=True)
    compared(cast, edited=EDIT)
    path = f"/api/projects/{cast.project.public_id}/datasets"
    body: dict[str, Any] = {"kind": "demonstrations", "filters": {"include_edits": True}}
    alice = JsonClient(cast.alice)
    made = alice.send("post", path, body)
    assert made.status_code == 202, made.content
    assert made.json()["filters"]["include_edits"] is True
    refused = alice.send("post", path, {**body, "filters": {"include_edits": "perhaps"}})
    assert refused.status_code == 422
    assert JsonClient(cast.charlie).send("post", path, body).status_code == 404
