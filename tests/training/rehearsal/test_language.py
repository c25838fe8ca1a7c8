"""The language: what is written is read back, and its worth is what the table says."""

import random

import pytest

from training.rehearsal.language import (
    CORPUS,
    DEMONSTRATOR,
    Manner,
    Scenario,
    answer_draw,
    features,
    flags,
    scenario_draw,
    utility,
)
from training.rehearsal.phrases import APOLOGIES, FILLERS, REMEDIES, RUDE, THANKS

BROKEN = Scenario("broken", "My lamp stopped working yesterday.")
RIGHT, WRONG = REMEDIES["broken"][0], REMEDIES["late"][0]
PERFECT = f"{APOLOGIES[0]} {RIGHT} {THANKS[0]}"


def test_no_sentence_means_two_things() -> None:
    sentences = [*APOLOGIES, *THANKS, *RUDE, *FILLERS, *(s for r in REMEDIES.values() for s in r)]

    assert len({sentence.lower() for sentence in sentences}) == len(sentences)


def test_a_perfect_answer_is_worth_one_and_nothing_is_worth_more() -> None:
    generator = random.Random(0)
    scenarios = [scenario_draw(generator) for _ in range(300)]
    worths = [utility(s, answer_draw(s, DEMONSTRATOR, generator)) for s in scenarios]

    assert utility(BROKEN, PERFECT) == pytest.approx(1.0)
    assert max(worths) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    ("answer", "worse_than"),
    [
        (f"{APOLOGIES[0]} {WRONG} {THANKS[0]}", PERFECT),
        (f"{PERFECT} {RUDE[0]}", PERFECT),
        (f"{APOLOGIES[0]} {RIGHT}", PERFECT),
        (f"{APOLOGIES[0]} {RIGHT} Thank you for your", PERFECT),
        (f"{PERFECT} {THANKS[0]}", PERFECT),
        ("Please send it moon and we wall repair it.", RIGHT),
        ("", THANKS[0]),
    ],
)
def test_each_fault_costs_something(answer: str, worse_than: str) -> None:
    assert utility(BROKEN, answer) < utility(BROKEN, worse_than)


def test_features_read_back_what_was_written() -> None:
    found = features(BROKEN, f"{PERFECT} {RUDE[0]} {WRONG} {WRONG}")

    assert found.right_remedy
    assert found.apology
    assert found.thanks
    assert (found.wrong_remedies, found.rude, found.repeated, found.garbled) == (2, 1, 1, 0)
    assert found.finished


def test_a_right_remedy_for_one_complaint_is_wrong_for_another() -> None:
    late = Scenario("late", "Where is my lamp?")

    assert utility(BROKEN, RIGHT) > 0 > utility(late, RIGHT)


def test_demonstrators_write_better_than_the_corpus_on_average() -> None:
    def average(manner: Manner) -> float:
        generator = random.Random(1)
        scenarios = [scenario_draw(generator) for _ in range(500)]
        return sum(utility(s, answer_draw(s, manner, generator)) for s in scenarios) / 500

    assert average(DEMONSTRATOR) > average(CORPUS) + 0.3


def test_drawing_repeats_from_the_same_generator() -> None:
    first, second = random.Random(7), random.Random(7)

    assert [scenario_draw(first) for _ in range(20)] == [scenario_draw(second) for _ in range(20)]


def test_flags_name_what_is_wrong_and_only_that() -> None:
    assert list(flags(BROKEN, PERFECT)) == []
    assert set(flags(BROKEN, f"{WRONG} {RUDE[0]}")) == {
        "fails_instruction",
        "inappropriate",
        "hallucination",
    }
