"""From an assignment's JSON to an answer's JSON."""

from typing import Any

import pytest

from labeling.assignments.domain.answers import (
    RankingAnswer,
    SchemaRules,
    SlotRating,
    ranking_faults,
)
from touchstone.projects.domain import DEFAULT_FLAGS, DEFAULT_PROMPT_FIELDS, DEFAULT_SCALE
from training.rehearsal.answers import Scene, answer, seconds_spent
from training.rehearsal.labelers import SimulatedLabeler, Temper
from training.rehearsal.language import Scenario, utility
from training.rehearsal.phrases import APOLOGIES, REMEDIES, RUDE, THANKS

TEXT = "My lamp stopped working yesterday."
SCENARIO = Scenario("broken", TEXT)
SCENE = Scene(seed=0, scenarios={TEXT: SCENARIO})
GOOD = f"{APOLOGIES[0]} {REMEDIES['broken'][0]} {THANKS[0]}"
BAD = f"{REMEDIES['late'][0]} {RUDE[0]}"
ANN = SimulatedLabeler("ann", Temper.HONEST, 0, 0.01)


def assignment(kind: str, *texts: str) -> dict[str, Any]:
    """An assignment as the API shows it."""
    return {
        "id": "0190",
        "kind": kind,
        "prompt": {"messages": [{"role": "user", "content": TEXT}]},
        "slots": [
            {"slot": chr(ord("A") + index), "text": text} for index, text in enumerate(texts)
        ],
        "rating_schema": {"flags": DEFAULT_FLAGS},
    }


def test_a_ranking_is_well_formed_and_best_first() -> None:
    given = answer(ANN, SCENE, assignment("ranking", BAD, GOOD, THANKS[0]))
    rules = SchemaRules.of(DEFAULT_SCALE, DEFAULT_FLAGS, DEFAULT_PROMPT_FIELDS)
    parsed = RankingAnswer(
        ranking=tuple(tuple(group) for group in given["ranking"]),
        ratings={
            slot: SlotRating(rating["overall"], tuple(rating["flags"]))
            for slot, rating in given["ratings"].items()
        },
    )

    assert ranking_faults(parsed, ["A", "B", "C"], rules) == []
    assert given["ranking"] == [["B"], ["C"], ["A"]]
    assert set(given["ratings"]["A"]["flags"]) == {
        "fails_instruction",
        "inappropriate",
        "hallucination",
    }
    assert given["ratings"]["B"]["flags"] == []


def test_a_flag_that_the_project_does_not_know_is_not_raised() -> None:
    shown = assignment("ranking", BAD, GOOD)
    shown["rating_schema"]["flags"] = [{"key": "fails_instruction"}]

    assert answer(ANN, SCENE, shown)["ratings"]["A"]["flags"] == ["fails_instruction"]


@pytest.mark.parametrize(
    ("texts", "strength", "both_bad"),
    [
        ((GOOD, BAD), "significantly", False),
        ((GOOD, GOOD + " "), "negligibly", False),
        ((BAD, f"{RUDE[0]} {RUDE[1]}"), "slightly", True),
    ],
)
def test_a_comparison_says_how_much_better(
    texts: tuple[str, str], strength: str, both_bad: bool
) -> None:
    given = answer(ANN, SCENE, assignment("comparison", *texts))

    assert (given["strength"], given["both_bad"]) == (strength, both_bad)


def test_a_demonstration_does_not_depend_on_whose_hands_it_falls_into() -> None:
    texts = {
        answer(SimulatedLabeler(name, temper, 0, 0.3), SCENE, assignment("demonstration"))["text"]
        for name, temper in (("ann", Temper.HONEST), ("bob", Temper.CARELESS))
    }

    assert len(texts) == 1
    assert utility(SCENARIO, texts.pop()) > 0


def test_an_unknown_prompt_is_refused() -> None:
    shown = assignment("ranking", GOOD, BAD)
    shown["prompt"]["messages"][0]["content"] = "What is the capital of France?"

    with pytest.raises(KeyError):
        answer(ANN, SCENE, shown)


def test_careless_labelers_hurry() -> None:
    shown = assignment("ranking", GOOD, BAD)
    hasty = SimulatedLabeler("ann", Temper.CARELESS, 0, 0.3)

    assert 2 <= seconds_spent(hasty, SCENE, shown) < seconds_spent(ANN, SCENE, shown)
