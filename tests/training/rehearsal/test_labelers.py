"""Simulated labelers: repeatable, calibrated, and each control does what it says."""

import random
from dataclasses import replace

import pytest

from training.rehearsal.labelers import (
    TARGET_AGREEMENT,
    Control,
    SimulatedLabeler,
    Temper,
    agreement,
    pool,
    sigma_calibrate,
)
from training.rehearsal.language import CORPUS, Scenario, answer_draw, scenario_draw, utility

Items = list[tuple[Scenario, list[str]]]


@pytest.fixture(scope="module")
def items() -> Items:
    """Complaints, each with five different answers of all kinds."""
    generator = random.Random(3)
    found: Items = []
    while len(found) < 80:
        scenario = scenario_draw(generator)
        answers = {answer_draw(scenario, CORPUS, generator) for _ in range(9)}
        if len(answers) >= 5:
            found.append((scenario, sorted(answers)[:5]))
    return found


def honest(name: str = "ann", *, sigma: float = 0.2, seed: int = 0) -> SimulatedLabeler:
    return SimulatedLabeler(name, Temper.HONEST, seed, sigma)


def truth_share(labeler: SimulatedLabeler, items: Items) -> float:
    """How often the labeler orders a pair as its true worths do."""
    right = total = 0
    for scenario, answers in items:
        ranks = {i: r for r, group in enumerate(labeler.ranking(scenario, answers)) for i in group}
        worths = [utility(scenario, answer) for answer in answers]
        for i in range(len(answers)):
            for j in range(i):
                product = (worths[i] - worths[j]) * (ranks[j] - ranks[i])
                total += product != 0
                right += product > 0
    return right / total


def test_a_ranking_repeats_and_names_every_answer_once(items: Items) -> None:
    scenario, answers = items[0]
    groups = honest().ranking(scenario, answers)

    assert groups == honest().ranking(scenario, answers)
    assert sorted(index for group in groups for index in group) == list(range(len(answers)))


def test_noise_belongs_to_the_answer_and_not_to_its_place(items: Items) -> None:
    scenario, answers = items[0]
    shown = honest().worths(scenario, answers)
    turned = honest().worths(scenario, answers[::-1])

    # Only the position bias differs, and it is small beside the noise.
    assert turned[::-1] == pytest.approx(shown, abs=0.02 * len(answers))
    assert turned[::-1] != shown


def test_noise_differs_between_labelers_and_seeds(items: Items) -> None:
    scenario, answers = items[0]
    worths = honest().worths(scenario, answers)

    assert worths != honest("bob").worths(scenario, answers)
    assert worths != honest(seed=1).worths(scenario, answers)


def test_calibration_makes_two_honest_labelers_agree_as_often_as_the_papers(items: Items) -> None:
    sigma = sigma_calibrate(0, items)
    fresh = [honest(name, sigma=sigma) for name in ("eve", "fay", "gil", "hal", "ida", "jo")]

    assert agreement(fresh, items) == pytest.approx(TARGET_AGREEMENT, abs=0.03)


def test_calibration_refuses_answers_that_are_all_alike() -> None:
    scenario = Scenario("broken", "My lamp stopped working yesterday.")

    with pytest.raises(ValueError, match="no noise makes two labelers agree"):
        sigma_calibrate(0, [(scenario, ["We sell many things."])])


def test_honest_labelers_see_the_truth_and_careless_ones_less_of_it(items: Items) -> None:
    careless = replace(honest(), temper=Temper.CARELESS)

    assert truth_share(honest(), items) > truth_share(careless, items) + 0.05
    assert truth_share(careless, items) > 0.5


def test_a_hostile_labeler_ranks_upside_down(items: Items) -> None:
    assert truth_share(replace(honest(), temper=Temper.HOSTILE), items) < 0.3


def test_flipped_labels_go_by_the_opposite(items: Items) -> None:
    assert truth_share(replace(honest(), control=Control.FLIP), items) < 0.3


def test_shuffled_labels_carry_nothing(items: Items) -> None:
    labelers = [replace(honest(name), control=Control.SHUFFLE) for name in "abcdefgh"]
    shares = [truth_share(labeler, items) for labeler in labelers]

    assert sum(shares) / len(shares) == pytest.approx(0.5, abs=0.03)


def test_ratings_stay_on_the_scale(items: Items) -> None:
    wild = honest(sigma=5.0)
    ratings = {wild.overall(scenario, answer) for scenario, answers in items for answer in answers}

    assert ratings <= set(range(1, 8))
    assert len(ratings) > 3


def test_a_pool_has_one_hostile_an_eighth_careless_and_honest_others() -> None:
    tempers = [labeler.temper for labeler in pool(0, 12, 0.2, Control.TRUE)]

    assert tempers.count(Temper.HOSTILE) == 1
    assert tempers.count(Temper.CARELESS) == 1
    assert tempers.count(Temper.HONEST) == 10
