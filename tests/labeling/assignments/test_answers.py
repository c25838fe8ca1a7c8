"""What a well-formed answer is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.assignments.domain.answers import (
    MAX_NOTES_CHARACTERS,
    MAX_REASON_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    DemonstrationAnswer,
    RankingAnswer,
    SchemaRules,
    SlotRating,
    demonstration_faults,
    ranking_faults,
)
from labeling.assignments.domain.order import slot_names

RULES = SchemaRules(1, 7, frozenset({"false"}), frozenset({"ambiguous"}))
SLOTS = ["A", "B", "C"]
RATED = {slot: SlotRating(4, ("false",)) for slot in SLOTS}


def _codes(
    ranking: Sequence[Sequence[str]] = (("A",), ("B", "C")),
    ratings: Mapping[str, SlotRating] = RATED,
    prompt_fields: Mapping[str, bool] | None = None,
    notes: str = "",
) -> list[tuple[str, str]]:
    answer = RankingAnswer(
        ranking=tuple(tuple(group) for group in ranking),
        ratings=ratings,
        prompt_fields=prompt_fields or {},
        notes=notes,
    )
    return [(fault.field, fault.code) for fault in ranking_faults(answer, SLOTS, RULES)]


def test_a_ranking_with_a_tie_is_well_formed() -> None:
    assert _codes(prompt_fields={"ambiguous": True}) == []


def test_empty_groups_mean_nothing() -> None:
    assert _codes(ranking=[[], ["A"], [], ["C", "B"]]) == []


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ([["A"], ["B"]], [("ranking", "ranking_incomplete")]),
        ([], [("ranking", "ranking_incomplete")]),
        ([["A"], ["A", "B", "C"]], [("ranking.1", "ranking_duplicate")]),
        ([["A", "A", "B", "C"]], [("ranking.0", "ranking_duplicate")]),
        ([["A", "B", "C"], ["D"]], [("ranking.1", "unknown_slot")]),
    ],
)
def test_a_ranking_names_every_slot_once(
    ranking: list[list[str]], expected: list[tuple[str, str]]
) -> None:
    assert _codes(ranking=ranking) == expected


def test_every_slot_is_rated_on_the_scale_with_known_flags() -> None:
    ratings = {
        "A": SlotRating(0),
        "B": SlotRating(8),
        "D": SlotRating(4),
        "C": SlotRating(1, ("unheard-of",)),
    }
    assert _codes(ratings=ratings) == [
        ("ratings.D", "unknown_slot"),
        ("ratings.A.overall", "rating_out_of_range"),
        ("ratings.B.overall", "rating_out_of_range"),
        ("ratings.C.flags", "unknown_flag"),
    ]
    assert _codes(ratings={"A": SlotRating(1), "B": SlotRating(7)}) == [
        ("ratings.C", "rating_missing")
    ]


def test_prompt_fields_are_the_schemas_and_notes_have_an_end() -> None:
    codes = _codes(prompt_fields={"odd": True}, notes="x" * (MAX_NOTES_CHARACTERS + 1))
    assert codes == [("prompt_fields.odd", "unknown_prompt_field"), ("notes", "text_too_long")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paris.", []),
        ("x" * MAX_TEXT_CHARACTERS, []),
        (" \n\t", ["text_empty"]),
        ("x" * (MAX_TEXT_CHARACTERS + 1), ["text_too_long"]),
    ],
)
def test_a_demonstration_has_a_text_of_sane_length(text: str, expected: list[str]) -> None:
    faults = demonstration_faults(DemonstrationAnswer(text), RULES)
    assert [fault.code for fault in faults] == expected


UNRANKED = RankingAnswer((), {}, cannot_rank="too_alike")


def _faults(answer: RankingAnswer, rules: SchemaRules = RULES) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in ranking_faults(answer, SLOTS, rules)]


def test_an_answer_that_cannot_be_ranked_needs_no_order_and_no_ratings() -> None:
    assert _faults(UNRANKED) == []
    assert _faults(replace(UNRANKED, ratings={"B": SlotRating(1, ("false",))})) == []
    assert _faults(replace(UNRANKED, ratings={"B": SlotRating(9), "X": SlotRating(1)})) == [
        ("ratings.X", "unknown_slot"),
        ("ratings.B.overall", "rating_out_of_range"),
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ranking": (("A",),)}, "ranking"),
        ({"strength": "better"}, "strength"),
        ({"both_bad": True}, "both_bad"),
        ({"none_acceptable": True}, "none_acceptable"),
        ({"edited": "Better."}, "edited"),
    ],
)
def test_what_cannot_be_ranked_says_nothing_that_rests_on_an_order(
    said: dict[str, Any], field: str
) -> None:
    rules = replace(RULES, edits=True)
    assert _faults(replace(UNRANKED, **said), rules) == [(field, "cannot_rank_alone")]


def test_another_reason_for_no_order_is_told_in_the_note() -> None:
    other = replace(UNRANKED, cannot_rank="other")
    assert _faults(other) == [("notes", "notes_missing")]
    assert _faults(replace(other, notes="They answer two prompts.")) == []


@pytest.mark.parametrize(
    ("edits", "ranking", "text", "expected"),
    [
        (True, (("B",), ("A", "C")), "Better still.", []),
        (True, (("B",), ("A", "C")), " \n", []),
        (True, (("A", "B", "C"),), "Better still.", ["edit_without_better"]),
        (False, (("B",), ("A", "C")), "Better still.", ["edit_not_asked"]),
        (True, (("B",), ("A", "C")), "x" * (MAX_TEXT_CHARACTERS + 1), ["text_too_long"]),
    ],
)
def test_an_edit_is_of_the_better_one_where_it_is_asked_for(
    edits: bool, ranking: tuple[tuple[str, ...], ...], text: str, expected: list[str]
) -> None:
    answer = RankingAnswer(ranking, RATED, edited=text)
    assert [code for _, code in _faults(answer, replace(RULES, edits=edits))] == expected


def test_a_reason_is_a_line() -> None:
    answer = RankingAnswer((("A", "B", "C"),), RATED, reason="x" * (MAX_REASON_CHARACTERS + 1))
    assert _faults(answer) == [("reason", "text_too_long")]


@given(st.integers(2, 9), st.data())
def test_any_partition_of_the_slots_is_a_ranking(count: int, data: st.DataObject) -> None:
    slots = slot_names(count)
    order = data.draw(st.permutations(slots))
    cuts = sorted(data.draw(st.sets(st.integers(1, count - 1))) | {0, count})
    groups = tuple(tuple(order[a:b]) for a, b in pairwise(cuts))
    answer = RankingAnswer(groups, {slot: SlotRating(7) for slot in slots})
    assert ranking_faults(answer, slots, RULES) == []
