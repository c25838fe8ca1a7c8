"""Win rates and what a rehearsal asserts of them."""

import math
from typing import Any

import pytest

from training.rehearsal.findings import checks
from training.rehearsal.labelers import Control
from training.rehearsal.language import Scenario
from training.rehearsal.phrases import APOLOGIES, REMEDIES, THANKS
from training.rehearsal.statistics import (
    HeadToHead,
    Question,
    Share,
    head_to_head,
    mean,
    pairs_right,
    share,
)

GOOD, MIDDLING, POOR = f"{APOLOGIES[0]} {REMEDIES['late'][0]}", REMEDIES["late"][0], THANKS[0]


def questions(count: int) -> dict[str, Question]:
    return {str(i): Question(Scenario("late", f"Where is it? {i}"), i) for i in range(count)}


def test_head_to_head_counts_wins_ties_and_losses_by_true_worth() -> None:
    first = {"0": GOOD, "1": MIDDLING, "2": POOR, "3": GOOD}
    second = {"0": MIDDLING, "1": REMEDIES["late"][1], "2": GOOD}
    duel = head_to_head(("PPO", "SFT"), first, second, questions(4))

    assert (duel.wins, duel.ties, duel.losses) == (1, 1, 1)
    assert duel.win_rate.value == pytest.approx(0.5)
    assert duel.win_rate.n == 3


def test_a_plain_win_has_a_lower_bound_above_one_half() -> None:
    asked = questions(60)
    first = dict.fromkeys(asked, GOOD)
    second = {key: POOR if int(key) % 4 else GOOD for key in asked}
    rate = head_to_head(("PPO", "SFT"), first, second, asked).win_rate

    assert rate.value == pytest.approx((45 + 7.5) / 60)
    assert 0.5 < rate.low < rate.value < rate.high < 1


def test_near_duplicates_widen_the_interval() -> None:
    outcomes = [(i, float(i % 2), 1) for i in range(40)]
    copied = [(i // 4, float(i // 4 % 2), 1) for i in range(40)]

    one, other = share(outcomes), share(copied)
    assert one.value == other.value
    assert other.high - other.low > 1.5 * (one.high - one.low)


def test_too_few_to_tell_is_not_a_number() -> None:
    assert math.isnan(share([]).value)
    assert math.isnan(mean([1.0]).low)


def test_pairs_right_leaves_ties_out_on_either_side() -> None:
    worths = {1: 0.1, 2: 0.5, 3: 0.5}
    scores = {1: 0.0, 2: 1.0, 3: -1.0}

    assert pairs_right(worths, scores) == (1, 2)


AGREED: dict[str, Any] = {"honest_asked_again": 0.735, "honest": {"interval": [0.70, 0.78]}}
SFT_WINS = HeadToHead("SFT", "base", Share(0.8, 0.75, 0.85, 300), 240, 0, 60)


def passed(
    control: Control, rate: Share, gate: str | None = "promote", **changes: Any
) -> dict[str, bool]:
    duels = {
        "SFT over base": SFT_WINS,
        "PPO over SFT": HeadToHead("PPO", "SFT", rate, 0, 0, 0),
    }
    ppo = changes.pop("ppo", Share(0.6, 0.55, 0.65, 300))
    worths = {"SFT": Share(0.4, 0.35, 0.45, 300), "PPO": ppo}
    found = checks(control, duels, worths, {**AGREED, **changes}, gate)
    return {check.name: check.passed for check in found}


BETTER, UNDECIDED = Share(0.7, 0.65, 0.75, 300), Share(0.52, 0.46, 0.58, 300)


def test_a_rehearsal_passes_when_everything_comes_out() -> None:
    assert all(passed(Control.TRUE, BETTER).values())


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"rate": UNDECIDED}, "PPO beats SFT"),
        ({"gate": "refuse"}, "the gate promotes"),
        ({"honest_asked_again": 0.8}, "two honest labelers agree 73%"),
        ({"honest": {"interval": [0.80, 0.86]}}, "two honest labelers agree 73%"),
    ],
)
def test_a_rehearsal_fails_by_name(broken: dict[str, Any], name: str) -> None:
    found = passed(Control.TRUE, **{"rate": BETTER, **broken})

    assert [check for check, well in found.items() if not well] == [name]


def test_flipped_labels_must_be_followed_down() -> None:
    down = Share(-0.1, -0.2, 0.0, 300)

    assert all(passed(Control.FLIP, UNDECIDED, ppo=down).values())
    assert not all(passed(Control.FLIP, UNDECIDED).values())


def test_shuffled_labels_must_not_help() -> None:
    assert all(passed(Control.SHUFFLE, UNDECIDED, gate="refuse").values())
    assert not all(passed(Control.SHUFFLE, BETTER).values())


def test_a_rehearsal_that_ends_with_sft_asserts_sft() -> None:
    found = checks(Control.TRUE, {"SFT over base": SFT_WINS}, {}, AGREED, None)

    assert [check.name for check in found] == ["SFT beats base", "two honest labelers agree 73%"]
