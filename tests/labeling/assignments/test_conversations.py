"""Demonstrations of several turns, from the task to the dataset row."""

from pathlib import Path
from typing import Any

import pytest

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.models import Judgment
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.exports.rows import dataset_rows
from labeling.datasets.exports.trl import TRL_FORMATS
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_create
from labeling.prompts.models import Prompt
from tests.clients import JsonClient
from tests.factories import Cast, make_content, make_prompt
from tests.labeling.work import Desk, make_demonstration_task, make_workplace, submission

pytestmark = pytest.mark.django_db
GIVEN = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "a bad answer"},
    {"role": "user", "content": "And now?"},
]
TURNS = DemonstrationMode.ASSISTANT_TURNS
BOTH = DemonstrationMode.BOTH_SIDES


def said(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def asked(cast: Cast, mode: DemonstrationMode) -> dict[str, Any]:
    prompt = make_prompt(cast.project)
    content = make_content(cast.project, {"messages": GIVEN})
    row = Prompt.objects.create(
        project=cast.project,
        content=content,
        split=prompt.split,
        source=prompt.source,
        group_key="g",
        sha256="a" * 64,
        prefix_sha256="b" * 64,
    )
    make_demonstration_task(cast.project, row, mode=mode)
    return Desk(cast.bob, cast.project).claim()


def exported(cast: Cast, folder: Path, settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    settings.STORAGE_URL = str(folder / "storage")
    version = dataset_version_create(
        project=cast.project,
        kind=DatasetKind.DEMONSTRATIONS,
        filters=DatasetFilters(review="any"),
    )
    [row] = list(dataset_rows(version))
    [trl] = list(TRL_FORMATS[DatasetKind.DEMONSTRATIONS]["language_modeling"](row))
    return row, trl


def test_each_assistant_turn_is_written_in_place_of_what_was_there(
    settings: Any, tmp_path: Path
) -> None:
    cast = make_workplace()
    mine = asked(cast, TURNS)
    assert mine["demonstration_mode"] == "assistant_turns"
    turns = [said("assistant", "Hello!"), said("assistant", "Now *this*.")]
    facts = {"pastes": 0, "pasted_characters": 0, "typed_characters": 17}
    answer = {"turns": turns, "writing": facts}
    response = Desk(cast.bob, cast.project).submit(mine, answer)
    assert response.status_code == 201, response.content
    judgment = Judgment.objects.get()
    assert judgment.writing == facts
    row, trl = exported(cast, tmp_path, settings)
    assert row["completion"] == "Now *this*."
    assert row["messages"] == [GIVEN[0], GIVEN[1], turns[0], GIVEN[3]]
    assert trl == {"messages": [GIVEN[0], GIVEN[1], turns[0], GIVEN[3], turns[1]]}
    shown = JsonClient(cast.rita).get(f"/api/judgments/{judgment.public_id}").json()
    assert shown["answer"]["turns"] == turns
    assert shown["answer"]["writing"] == facts
    assert shown["assignment"]["prompt"]["messages"] == GIVEN


def test_both_sides_go_on_from_the_prompt(settings: Any, tmp_path: Path) -> None:
    cast = make_workplace()
    mine = asked(cast, BOTH)
    turns = [said("assistant", "One."), said("user", "More?"), said("assistant", "Two.")]
    judgment = Desk(cast.bob, cast.project)
    assert judgment.submit(mine, {"turns": turns}).status_code == 201
    row, trl = exported(cast, tmp_path, settings)
    assert row["messages"] == [*GIVEN, *turns[:2]]
    assert row["completion"] == "Two."
    assert trl["messages"] == [*GIVEN, *turns]
    stored = Judgment.objects.get()
    shown = JsonClient(cast.bob).get(f"/api/judgments/{stored.public_id}").json()["answer"]
    assert shown["turns"] == turns


def test_a_revision_of_turns_stands_in_their_place() -> None:
    cast = make_workplace()
    mine = asked(cast, BOTH)
    bob = Desk(cast.bob, cast.project)
    first = bob.submit(mine, {"turns": [said("assistant", "One.")]}).json()["judgment_id"]
    path = f"/api/judgments/{first}/revise"
    later = {"turns": [said("assistant", "Better.")]}
    assert bob.client.send("post", path, submission(later)).status_code == 201
    standing = Judgment.objects.get(superseded_by=None)
    assert standing.revision == 2
    assert standing.demonstration is not None
    assert standing.demonstration.content.body["text"] == "Better."


@pytest.mark.parametrize(
    ("mode", "turns", "code"),
    [
        (TURNS, [said("assistant", "one alone")], "turns_incomplete"),
        (TURNS, [said("assistant", "a"), said("user", "b")], "turns_incomplete"),
        (TURNS, [said("assistant", "a"), said("assistant", " ")], "text_empty"),
        (BOTH, [], "turns_out_of_order"),
        (BOTH, [said("user", "a")], "turns_out_of_order"),
        (BOTH, [said("assistant", "a"), said("user", "b")], "turns_out_of_order"),
        (BOTH, [said("assistant", "a" * 100_001)], "text_too_long"),
        (
            BOTH,
            [said("assistant", "a"), said("user", "b")] * 31 + [said("assistant", "c")],
            "too_many_turns",
        ),
    ],
)
def test_turns_that_do_not_fit_are_refused(
    mode: DemonstrationMode, turns: list[dict[str, str]], code: str
) -> None:
    cast = make_workplace()
    mine = asked(cast, mode)
    response = Desk(cast.bob, cast.project).submit(mine, {"turns": turns})
    assert response.status_code == 422
    assert response.json()["error"]["details"][0]["code"] == code
    assert not Judgment.objects.exists()


@pytest.mark.parametrize(
    ("mode", "answer", "code"),
    [
        (BOTH, {"text": "one text"}, "turns_expected"),
        (DemonstrationMode.ANSWER, {"turns": [said("assistant", "a")]}, "text_expected"),
    ],
)
def test_the_shape_must_be_the_one_that_is_asked_for(
    mode: DemonstrationMode, answer: dict[str, Any], code: str
) -> None:
    cast = make_workplace()
    response = Desk(cast.bob, cast.project).submit(asked(cast, mode), answer)
    assert response.status_code == 422
    assert response.json()["error"]["details"][0]["code"] == code


@pytest.mark.parametrize(
    "facts",
    [
        {"pastes": -1, "pasted_characters": 0, "typed_characters": 0},
        {"pastes": 1},
        {"pastes": 1, "pasted_characters": 0, "typed_characters": 0, "verdict": "copied"},
    ],
)
def test_facts_of_writing_are_counts_and_nothing_else(facts: dict[str, Any]) -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    response = bob.submit(bob.claim(), {"text": "An answer.", "writing": facts})
    assert response.status_code == 422


def test_an_answer_without_facts_stays_as_it_was() -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    judgment = Desk(cast.bob, cast.project).work({"text": "An answer."})
    assert judgment.writing is None
    shown = JsonClient(cast.bob).get(f"/api/judgments/{judgment.public_id}").json()["answer"]
    assert shown == {"prompt_fields": {}, "notes": "", "text": "An answer."}
