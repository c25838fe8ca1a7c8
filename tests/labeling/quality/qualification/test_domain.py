"""Drawing, the repeat rules, items and answers: pure rules."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from labeling.quality.qualification.domain.answers import answer_problem
from labeling.quality.qualification.domain.draw import attempt_generator, items_drawn
from labeling.quality.qualification.domain.items import item_faults, item_shown, ranking_by_index
from labeling.quality.qualification.domain.parts import Outcome, Part, PartKind, part_problems
from labeling.quality.qualification.domain.standing import Blocked, PastAttempt, may_start

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def test_a_draw_is_the_same_for_the_same_seed_whatever_order_the_bank_comes_in() -> None:
    bank = list(range(50))
    draws = [
        items_drawn(order, {}, 10, attempt_generator(7, "ranking")) for order in (bank, bank[::-1])
    ]
    assert draws[0] == draws[1]
    assert len(set(draws[0])) == 10
    assert draws[0] != items_drawn(bank, {}, 10, attempt_generator(8, "ranking"))


def test_what_somebody_has_met_is_asked_last() -> None:
    seen = {1: 1, 2: 2, 3: 1}
    for seed in range(20):
        drawn = items_drawn([1, 2, 3, 4, 5], seen, 4, random.Random(seed))
        assert {4, 5} < set(drawn)
        assert 2 not in drawn


def test_a_small_bank_gives_all_it_has() -> None:
    assert sorted(items_drawn([3, 1], {}, 5, random.Random(1))) == [1, 3]


@pytest.mark.parametrize(
    ("past", "blocked"),
    [
        ([], None),
        ([(Outcome.PASSED, 9)], Blocked.ALREADY_QUALIFIED),
        ([(Outcome.FAILED, 9), (Outcome.WAITING, 8)], Blocked.WAITS_FOR_SCORES),
        ([(Outcome.FAILED, 9), (Outcome.FAILED, 8)], Blocked.NO_ATTEMPTS_LEFT),
        ([(Outcome.FAILED, 6)], Blocked.WAIT_FIRST),
        ([(Outcome.FAILED, 7)], None),
    ],
)
def test_the_repeat_rules(past: list[tuple[Outcome, int]], blocked: Blocked | None) -> None:
    attempts = [PastAttempt(outcome, NOW - timedelta(days=days)) for outcome, days in past]
    permission = may_start(attempts, max_attempts=2, wait_days=7, now=NOW)
    assert permission.blocked is blocked
    if blocked is Blocked.WAIT_FIRST:
        assert permission.at == NOW + timedelta(days=1)


def test_no_limit_is_no_limit() -> None:
    past = [PastAttempt(Outcome.FAILED, NOW)] * 50
    assert may_start(past, max_attempts=0, wait_days=0, now=NOW).blocked is None


def test_slots_hide_the_order_and_are_read_back() -> None:
    content = {"prompt": "Q", "completions": ["zero", "one", "two"]}
    shown = item_shown(PartKind.RANKING, content, [2, 0, 1])
    assert shown == {
        "prompt": "Q",
        "slots": [
            {"slot": "A", "text": "two"},
            {"slot": "B", "text": "zero"},
            {"slot": "C", "text": "one"},
        ],
    }
    assert ranking_by_index([["B"], ["A", "C"]], [2, 0, 1]) == [[0], [2, 1]]


RANKED = {"prompt": "Q", "completions": ["a", "b", "c"]}


@pytest.mark.parametrize(
    ("part", "content", "expected", "code"),
    [
        ("flagging", {"text": " ", "flags": [{"key": "x"}]}, {"flags": []}, "text_invalid"),
        ("flagging", {"text": "T", "flags": []}, {"flags": []}, "flags_invalid"),
        ("flagging", {"text": "T", "flags": [{"key": "x"}]}, {"flags": None}, "flags_missing"),
        ("flagging", {"text": "T", "flags": [{"key": "x"}]}, {"flags": ["y"]}, "unknown_flag"),
        ("ranking", {"prompt": "Q", "completions": ["a"]}, {}, "completions_invalid"),
        ("ranking", RANKED, {"ranking": None}, "ranking_invalid"),
        ("ranking", RANKED, {"ranking": [[0], [1]]}, "ranking_invalid"),
        ("ranking", RANKED, {"ranking": [[0], [1], [1]]}, "ranking_invalid"),
        ("ranking", RANKED, {"ranking": [[0, 1, 2], []]}, "ranking_all_tied"),
        ("writing", {"prompt": None}, {}, "text_invalid"),
        ("self_assessment", {}, {}, "part_without_items"),
    ],
)
def test_items_that_make_no_sense_are_refused(
    part: str, content: dict[str, Any], expected: dict[str, Any], code: str
) -> None:
    assert [fault.code for fault in item_faults(PartKind(part), content, expected)] == [code]


def test_a_proper_ranking_item_has_no_fault() -> None:
    assert item_faults(PartKind.RANKING, RANKED, {"ranking": [[0, 1], [2]]}) == []


SLOTS = {"slots": [{"slot": "A"}, {"slot": "B"}]}
FLAGS = {"flags": [{"key": "x"}]}


@pytest.mark.parametrize(
    ("part", "shown", "answer", "complete"),
    [
        ("flagging", FLAGS, {"flags": []}, True),
        ("ranking", SLOTS, {"ranking": [["A", "B"]]}, True),
        ("ranking", SLOTS, {"ranking": [["A"]]}, False),
        ("writing", {}, {"text": ""}, False),
        ("self_assessment", {"groups": ["a", "b"]}, {"levels": {"a": 5}}, False),
    ],
)
def test_answers_that_may_be_kept(
    part: str, shown: dict[str, Any], answer: dict[str, Any], complete: bool
) -> None:
    assert answer_problem(PartKind(part), shown, answer, complete=complete) is None


@pytest.mark.parametrize(
    ("part", "shown", "answer", "complete"),
    [
        ("flagging", FLAGS, {"ranking": []}, False),
        ("flagging", FLAGS, {"flags": ["y"]}, False),
        ("flagging", FLAGS, {"flags": ["x", "x"]}, False),
        ("flagging", FLAGS, {"flags": [["x"]]}, False),
        ("ranking", SLOTS, {"ranking": [["A"]]}, True),
        ("ranking", SLOTS, {"ranking": [["A"], ["A"]]}, False),
        ("ranking", SLOTS, {"ranking": [["C"]]}, False),
        ("ranking", SLOTS, {"ranking": [[{}]]}, False),
        ("ranking", SLOTS, {"ranking": "AB"}, False),
        ("writing", {}, {"text": " "}, True),
        ("writing", {}, {"text": "a\x00b"}, False),
        ("writing", {}, {"text": "x" * 20_001}, False),
        ("self_assessment", {"groups": ["a", "b"]}, {"levels": {"a": 5}}, True),
        ("self_assessment", {"groups": ["a"]}, {"levels": {"a": 6}}, False),
        ("self_assessment", {"groups": ["a"]}, {"levels": {"a": True}}, False),
        ("self_assessment", {"groups": ["a"]}, {"levels": {"z": 1}}, False),
    ],
)
def test_answers_that_may_not(
    part: str, shown: dict[str, Any], answer: dict[str, Any], complete: bool
) -> None:
    assert answer_problem(PartKind(part), shown, answer, complete=complete)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (Part(PartKind.FLAGGING, 1, 1.1), "cutoff"),
        (Part(PartKind.WRITING, 1, 0.75), "cutoff"),
        (Part(PartKind.SELF_ASSESSMENT, 1, None), "groups"),
        (Part(PartKind.SELF_ASSESSMENT, 2, None, groups=("a",)), "items"),
        (Part(PartKind.RANKING, 1, 0.5, groups=("a",)), "groups"),
    ],
)
def test_parts_that_cannot_be(part: Part, field: str) -> None:
    assert [name for name, _ in part_problems(part)] == [field]


def test_a_part_survives_being_stored() -> None:
    part = Part(PartKind.SELF_ASSESSMENT, 1, None, scores=2, groups=("a", "b"))
    assert Part.of(part.stored()) == part
