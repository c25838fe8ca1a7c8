"""What a well-formed answer is, by kind of task and rating schema.

An answer speaks in slots ("A", "B", …); which completion stands in a slot only the server knows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from touchstone.core.errors import ErrorDetail

MAX_TEXT_CHARACTERS = 100_000
MAX_NOTES_CHARACTERS = 10_000
MAX_REASON_CHARACTERS = 300
STRENGTHS = ("significantly", "better", "slightly", "negligibly")
"""How much better, as Llama 2 asks it; ``negligibly`` is "negligibly better or unsure"."""
CANNOT_RANK = ("too_alike", "all_unusable", "not_understood", "other")
"""Why there is no order: an answer of its own, which fills its place and orders no pair."""
WARNINGS = ("contradiction", "untouched", "all_tied", "rated_acceptable")
"""What the page may warn of before a submit; which it did is kept with the judgment."""


@dataclass(frozen=True)
class SlotRating:
    """What was said of one slot's completion."""

    overall: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class RankingAnswer:
    """A ranking or comparison: every slot rated and in exactly one group, best group first.

    Attributes:
        strength: How much better the better of two is; one of ``STRENGTHS``, or nothing said.
        both_bad: Neither of two is acceptable, whichever is better.
        none_acceptable: The order holds, but none of the answers is good enough.
        cannot_rank: One of ``CANNOT_RANK``: there is no order, and ratings are optional.
        reason: Why the better one is better, in a line.
        edited: The better one as it should have been; better than both.
        warnings: Which of ``WARNINGS`` were shown and confirmed.
    """

    ranking: tuple[tuple[str, ...], ...]
    ratings: Mapping[str, SlotRating]
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""
    strength: str = ""
    both_bad: bool = False
    none_acceptable: bool = False
    cannot_rank: str = ""
    reason: str = ""
    edited: str = ""
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class WritingFacts:
    """How a text came about, as facts: nothing here says whether it is good or one's own."""

    pastes: int
    pasted_characters: int
    typed_characters: int


@dataclass(frozen=True)
class DemonstrationAnswer:
    """A written ideal answer."""

    text: str
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""
    writing: WritingFacts | None = None


@dataclass(frozen=True)
class SchemaRules:
    """What a rating schema allows."""

    minimum: int
    maximum: int
    flags: frozenset[str]
    prompt_fields: frozenset[str]
    edits: bool = False
    """The better of two may be edited."""

    @classmethod
    def of(
        cls,
        scale: Mapping[str, Any],
        flags: Sequence[Mapping[str, str]],
        prompt_fields: Sequence[Mapping[str, str]],
        *,
        edits: bool = False,
    ) -> "SchemaRules":
        """Read the rules from a stored schema's parts."""
        return cls(
            minimum=int(scale["min"]),
            maximum=int(scale["max"]),
            flags=frozenset(flag["key"] for flag in flags),
            prompt_fields=frozenset(entry["key"] for entry in prompt_fields),
            edits=edits,
        )


def ranking_faults(
    answer: RankingAnswer, slots: Collection[str], rules: SchemaRules
) -> list[ErrorDetail]:
    """Return everything wrong with a ranking or comparison; empty where it is well-formed."""
    unranked = bool(answer.cannot_rank)
    faults = _unranked_faults(answer) if unranked else _order_faults(answer.ranking, slots)
    for slot in answer.ratings:
        if slot not in slots:
            faults.append(_unknown_slot(f"ratings.{slot}", slot, slots))
    for slot in slots:
        if unranked and slot not in answer.ratings:
            continue
        faults += _rating_faults(slot, answer.ratings.get(slot), rules)
    faults += _pair_faults(answer, slots) + _edit_faults(answer, rules)
    if len(answer.reason) > MAX_REASON_CHARACTERS:
        faults.append(too_long("reason", len(answer.reason), MAX_REASON_CHARACTERS))
    return faults + common_faults(answer.prompt_fields, answer.notes, rules)


def demonstration_faults(answer: DemonstrationAnswer, rules: SchemaRules) -> list[ErrorDetail]:
    """Return everything wrong with a demonstration; empty where it is well-formed."""
    faults = []
    if not answer.text.strip():
        faults.append(ErrorDetail("text", "text_empty", "Write an answer before submitting it."))
    if len(answer.text) > MAX_TEXT_CHARACTERS:
        faults.append(too_long("text", len(answer.text), MAX_TEXT_CHARACTERS))
    return faults + common_faults(answer.prompt_fields, answer.notes, rules)


def _order_faults(ranking: Sequence[Sequence[str]], slots: Collection[str]) -> list[ErrorDetail]:
    faults, seen = [], set()
    for index, group in enumerate(ranking):
        for slot in group:
            if slot not in slots:
                faults.append(_unknown_slot(f"ranking.{index}", slot, slots))
            elif slot in seen:
                message = f"{slot} stands twice in the ranking: each slot has one rank."
                faults.append(ErrorDetail(f"ranking.{index}", "ranking_duplicate", message))
            seen.add(slot)
    missing = [slot for slot in slots if slot not in seen]
    if missing:
        message = f"Rank every answer; {', '.join(missing)} not ranked yet."
        faults.append(ErrorDetail("ranking", "ranking_incomplete", message))
    return faults


def _unranked_faults(answer: RankingAnswer) -> list[ErrorDetail]:
    """Without an order nothing can be said that rests on one; "other" says why in the note."""
    said = {
        "ranking": any(answer.ranking),
        "strength": bool(answer.strength),
        "both_bad": answer.both_bad,
        "none_acceptable": answer.none_acceptable,
        "edited": bool(answer.edited.strip()),
    }
    message = "With cannot_rank there is no order: leave this out, or take cannot_rank back."
    faults = [
        ErrorDetail(name, "cannot_rank_alone", message) for name, given in said.items() if given
    ]
    if answer.cannot_rank == "other" and not answer.notes.strip():
        message = "Say in the note why these answers cannot be ranked."
        faults.append(ErrorDetail("notes", "notes_missing", message))
    return faults


def _pair_faults(answer: RankingAnswer, slots: Collection[str]) -> list[ErrorDetail]:
    said = {"strength": bool(answer.strength), "both_bad": answer.both_bad}
    if len(slots) == 2 or answer.cannot_rank:
        return []
    message = f"This is said of two answers; here are {len(slots)}."
    return [ErrorDetail(name, "not_a_pair", message) for name, given in said.items() if given]


def _edit_faults(answer: RankingAnswer, rules: SchemaRules) -> list[ErrorDetail]:
    if answer.cannot_rank or not answer.edited.strip():
        return []
    groups = [group for group in answer.ranking if group]
    if not rules.edits:
        message = "This task does not ask for an edit of the better answer."
        return [ErrorDetail("edited", "edit_not_asked", message)]
    if len(groups) != 2:
        message = "An edit is of the better answer; a tie has none."
        return [ErrorDetail("edited", "edit_without_better", message)]
    if len(answer.edited) > MAX_TEXT_CHARACTERS:
        return [too_long("edited", len(answer.edited), MAX_TEXT_CHARACTERS)]
    return []


def _rating_faults(slot: str, rating: SlotRating | None, rules: SchemaRules) -> list[ErrorDetail]:
    path = f"ratings.{slot}"
    if rating is None:
        return [ErrorDetail(path, "rating_missing", f"Rate {slot} before submitting.")]
    faults = []
    if not rules.minimum <= rating.overall <= rules.maximum:
        message = f"A rating is from {rules.minimum} to {rules.maximum}, not {rating.overall}."
        faults.append(ErrorDetail(f"{path}.overall", "rating_out_of_range", message))
    for flag in rating.flags:
        if flag not in rules.flags:
            message = f"{flag!r} is no flag of this project's rating schema."
            faults.append(ErrorDetail(f"{path}.flags", "unknown_flag", message))
    return faults


def common_faults(
    prompt_fields: Mapping[str, bool], notes: str, rules: SchemaRules
) -> list[ErrorDetail]:
    """Return what is wrong with what answers of every kind have: prompt fields and notes."""
    faults = [
        ErrorDetail(
            f"prompt_fields.{key}",
            "unknown_prompt_field",
            f"{key!r} is no prompt field of this project's rating schema.",
        )
        for key in prompt_fields
        if key not in rules.prompt_fields
    ]
    if len(notes) > MAX_NOTES_CHARACTERS:
        faults.append(too_long("notes", len(notes), MAX_NOTES_CHARACTERS))
    return faults


def _unknown_slot(path: str, slot: str, slots: Collection[str]) -> ErrorDetail:
    message = f"{slot!r} is not on this task; its slots are {', '.join(slots)}."
    return ErrorDetail(path, "unknown_slot", message)


def too_long(path: str, length: int, limit: int) -> ErrorDetail:
    """Return the fault of a text beyond its limit."""
    return ErrorDetail(path, "text_too_long", f"{length:,} characters; {limit:,} are allowed.")
