"""What a well-formed answer is, by kind of task and rating schema.

An answer speaks in slots ("A", "B", …); which completion stands in a slot only the server knows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from touchstone.core.errors import ErrorDetail

MAX_TEXT_CHARACTERS = 100_000
MAX_NOTES_CHARACTERS = 10_000
STRENGTHS = ("significantly", "better", "slightly", "negligibly")


@dataclass(frozen=True)
class SlotRating:
    """What was said of one slot's completion."""

    overall: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class RankingAnswer:
    """A ranking or comparison: every slot rated and in exactly one group, best group first."""

    ranking: tuple[tuple[str, ...], ...]
    ratings: Mapping[str, SlotRating]
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""
    strength: str = ""
    both_bad: bool = False


@dataclass(frozen=True)
class DemonstrationAnswer:
    """A written ideal answer."""

    text: str
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""


@dataclass(frozen=True)
class SchemaRules:
    """What a rating schema allows."""

    minimum: int
    maximum: int
    flags: frozenset[str]
    prompt_fields: frozenset[str]

    @classmethod
    def of(
        cls,
        scale: Mapping[str, Any],
        flags: Sequence[Mapping[str, str]],
        prompt_fields: Sequence[Mapping[str, str]],
    ) -> "SchemaRules":
        """Read the rules from a stored schema's parts."""
        return cls(
            minimum=int(scale["min"]),
            maximum=int(scale["max"]),
            flags=frozenset(flag["key"] for flag in flags),
            prompt_fields=frozenset(entry["key"] for entry in prompt_fields),
        )


def ranking_faults(
    answer: RankingAnswer, slots: Collection[str], rules: SchemaRules
) -> list[ErrorDetail]:
    """Return everything wrong with a ranking or comparison; empty where it is well-formed."""
    faults = _order_faults(answer.ranking, slots)
    for slot in answer.ratings:
        if slot not in slots:
            faults.append(_unknown_slot(f"ratings.{slot}", slot, slots))
    for slot in slots:
        faults += _rating_faults(slot, answer.ratings.get(slot), rules)
    return faults + _common_faults(answer.prompt_fields, answer.notes, rules)


def demonstration_faults(answer: DemonstrationAnswer, rules: SchemaRules) -> list[ErrorDetail]:
    """Return everything wrong with a demonstration; empty where it is well-formed."""
    faults = []
    if not answer.text.strip():
        faults.append(ErrorDetail("text", "text_empty", "Write an answer before submitting it."))
    if len(answer.text) > MAX_TEXT_CHARACTERS:
        faults.append(_too_long("text", len(answer.text), MAX_TEXT_CHARACTERS))
    return faults + _common_faults(answer.prompt_fields, answer.notes, rules)


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


def _common_faults(
    prompt_fields: Mapping[str, bool], notes: str, rules: SchemaRules
) -> list[ErrorDetail]:
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
        faults.append(_too_long("notes", len(notes), MAX_NOTES_CHARACTERS))
    return faults


def _unknown_slot(path: str, slot: str, slots: Collection[str]) -> ErrorDetail:
    message = f"{slot!r} is not on this task; its slots are {', '.join(slots)}."
    return ErrorDetail(path, "unknown_slot", message)


def _too_long(path: str, length: int, limit: int) -> ErrorDetail:
    return ErrorDetail(path, "text_too_long", f"{length:,} characters; {limit:,} are allowed.")
