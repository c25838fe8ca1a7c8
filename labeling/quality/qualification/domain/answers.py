"""What a well-formed answer to an item is. Answers speak in slots and flag keys, as shown."""

from collections.abc import Mapping
from typing import Any

from labeling.quality.qualification.domain.items import MAX_TEXT
from labeling.quality.qualification.domain.parts import LEVEL_MAX, LEVEL_MIN, PartKind

_FIELD = {
    PartKind.FLAGGING: "flags",
    PartKind.RANKING: "ranking",
    PartKind.WRITING: "text",
    PartKind.SELF_ASSESSMENT: "levels",
}


def answer_problem(
    part: PartKind, shown: Mapping[str, Any], answer: Mapping[str, Any], *, complete: bool
) -> str | None:
    """Return what is wrong with an answer, None where it may be stored.

    Args:
        part: the item's part.
        shown: what the person saw (``item_shown``; for the questionnaire its groups).
        answer: what they sent.
        complete: whether it is to be judged; a draft may leave things out.
    """
    field = _FIELD[part]
    if set(answer) != {field}:
        return f"An answer of this part has one field, `{field}`."
    check = {
        PartKind.FLAGGING: _flagging,
        PartKind.RANKING: _ranking,
        PartKind.WRITING: _writing,
        PartKind.SELF_ASSESSMENT: _levels,
    }[part]
    return check(shown, answer[field], complete)


def _flagging(shown: Mapping[str, Any], flags: Any, complete: bool) -> str | None:
    known = [flag["key"] for flag in shown["flags"]]
    if not isinstance(flags, list) or any(flag not in known for flag in flags):
        return f"`flags` lists some of {', '.join(known)}; [] where none applies."
    return None if len(set(flags)) == len(flags) else "A flag stands twice."


def _ranking(shown: Mapping[str, Any], groups: Any, complete: bool) -> str | None:
    slots = {slot["slot"] for slot in shown["slots"]}
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        return "`ranking` is a list of groups of slots, best first."
    flat = [slot for group in groups for slot in group]
    if any(not isinstance(slot, str) or slot not in slots for slot in flat):
        return f"The slots of this item are {', '.join(sorted(slots))}."
    if len(set(flat)) < len(flat):
        return "A slot stands twice in the ranking."
    if complete and set(flat) != slots:
        return f"Rank every answer; {', '.join(sorted(slots - set(flat)))} not ranked yet."
    return None


def _writing(shown: Mapping[str, Any], text: Any, complete: bool) -> str | None:
    if not isinstance(text, str) or len(text) > MAX_TEXT or "\x00" in text:
        return f"`text` is a text of at most {MAX_TEXT:,} characters."
    return "Write an answer before handing it in." if complete and not text.strip() else None


def _levels(shown: Mapping[str, Any], levels: Any, complete: bool) -> str | None:
    groups = shown["groups"]
    if not isinstance(levels, dict) or any(group not in groups for group in levels):
        return "`levels` gives a number to each of the groups asked about."
    if any(
        type(level) is not int or not LEVEL_MIN <= level <= LEVEL_MAX for level in levels.values()
    ):
        return f"A level is a whole number from {LEVEL_MIN} to {LEVEL_MAX}."
    if complete and len(levels) < len(groups):
        return "Give a level for every group."
    return None
