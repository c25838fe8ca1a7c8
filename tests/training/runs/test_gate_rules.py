"""The gate's rules on evidence made by hand: each promotes once and refuses once."""

from dataclasses import replace

import pytest

from training.runs.domain.gate_rules import GateEvidence, GateRules, gate_decide
from training.runs.domain.win_rate import WinRate

CLEAR = WinRate(
    value=0.7,
    interval=(0.6, 0.79),
    standard_error=0.05,
    n=100,
    n_prompts=100,
    n_labelers=5,
    ties=0,
    clustered_by=("prompt", "labeler"),
)
GOOD = GateEvidence(win_rate=CLEAR, n_declared=100, kl=10.0, length_ratio=1.1, reward_accuracy=0.7)
RULES = GateRules()


def rule(name: str, evidence: GateEvidence, rules: GateRules = RULES) -> bool | None:
    results = {result.name: result.passed for result in gate_decide(evidence, rules).rules}
    return results[name]


def test_good_evidence_promotes_and_says_why() -> None:
    verdict = gate_decide(GOOD, RULES)
    assert verdict.decision == "promote"
    assert verdict.reasons[0] == (
        "People preferred the candidate in 70.0% of 100 comparisons (95 % interval 60.0% to 79.0%, "
        "clustered by prompt and labeler); its lower bound is above 50.0%."
    )


@pytest.mark.parametrize(
    ("name", "worse"),
    [
        ("win_rate", replace(GOOD, win_rate=replace(CLEAR, interval=(0.5, 0.8)))),
        ("kl", replace(GOOD, kl=50.1)),
        ("length", replace(GOOD, length_ratio=2.1)),
        ("length", replace(GOOD, length_ratio=0.45)),
        ("length", replace(GOOD, length_ratio=0.0)),
        ("reward_accuracy", replace(GOOD, reward_accuracy=0.54)),
    ],
)
def test_each_rule_refuses_alone_and_names_itself(name: str, worse: GateEvidence) -> None:
    assert rule(name, GOOD) is True
    verdict = gate_decide(worse, RULES)
    assert verdict.decision == "refuse"
    assert [result.name for result in verdict.rules if result.passed is False] == [name]
    assert len(verdict.reasons) == 1


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("win_rate", replace(GOOD, win_rate=replace(CLEAR, interval=None))),
        ("labels", replace(GOOD, n_declared=101)),
        ("labelers", replace(GOOD, win_rate=replace(CLEAR, n_labelers=1))),
        ("kl", replace(GOOD, kl=None)),
        ("length", replace(GOOD, length_ratio=None)),
        ("reward_accuracy", replace(GOOD, reward_accuracy=None)),
    ],
)
def test_where_a_rule_cannot_tell_a_person_is_asked(name: str, unknown: GateEvidence) -> None:
    verdict = gate_decide(unknown, RULES)
    assert verdict.decision == "ask"
    assert rule(name, unknown) is None


def test_missing_labels_leave_the_win_rate_open_whatever_it_is() -> None:
    poor = replace(GOOD, win_rate=replace(CLEAR, interval=(0.1, 0.4)))
    assert gate_decide(poor, RULES).decision == "refuse"
    assert gate_decide(replace(poor, n_declared=101), RULES).decision == "ask"


def test_a_refusal_outweighs_what_is_unknown() -> None:
    both = replace(GOOD, kl=None, reward_accuracy=0.1)
    assert gate_decide(both, RULES).decision == "refuse"


def test_bounds_that_are_off_do_not_hold_anything_back() -> None:
    off = GateRules(max_kl=None, max_length_ratio=None, min_reward_accuracy=None)
    nothing = replace(GOOD, kl=None, length_ratio=None, reward_accuracy=None)
    assert gate_decide(nothing, off).decision == "promote"


def test_the_threshold_of_the_win_rate_can_be_raised() -> None:
    assert gate_decide(GOOD, GateRules(min_win_rate=0.61)).decision == "refuse"
