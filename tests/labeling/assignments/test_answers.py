"""What a well-formed answer is."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.assignments.domain.answers import (
    MAX_NOTES_CHARACTERS,
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


@given(st.integers(2, 9), st.data())
def test_any_partition_of_the_slots_is_a_ranking(count: int, data: st.DataObject) -> None:
    slots = slot_names(count)
    order = data.draw(st.permutations(slots))
    cuts = sorted(data.draw(st.sets(st.integers(1, count - 1))) | {0, count})
    groups = tuple(tuple(order[a:b]) for a, b in pairwise(cuts))
    answer = RankingAnswer(groups, {slot: SlotRating(7) for slot in slots})
    assert ranking_faults(answer, slots, RULES) == []
