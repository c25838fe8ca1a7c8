"""What an item of each part contains, what reviewers said of it, and what a person is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from labeling.quality.qualification.domain.parts import PartKind
from touchstone.core.errors import ErrorDetail

MAX_TEXT = 20_000
MIN_COMPLETIONS, MAX_COMPLETIONS = 2, 9
DEFAULT_FLAGS: Sequence[Mapping[str, str]] = (
    {
        "key": "sensitive",
        "label": "Sensitive",
        "description": "Could provoke a strong negative feeling: toxic, sexual, violent, "
        "judging, political or the like.",
    },
)
"""InstructGPT's question: is it sensitive speech, in the broad sense?"""


def item_faults(
    part: PartKind, content: Mapping[str, Any], expected: Mapping[str, Any]
) -> list[ErrorDetail]:
    """Return everything wrong with an item; empty where it is well-formed."""
    if part is PartKind.FLAGGING:
        return _text_faults(content, "text") + _flag_faults(content, expected)
    if part is PartKind.RANKING:
        return _text_faults(content, "prompt") + _ranking_faults(content, expected)
    if part is PartKind.WRITING:
        return _text_faults(content, "prompt")
    message = "The self-assessment has no items: its groups stand in the qualification."
    return [ErrorDetail("part", "part_without_items", message)]


def item_parts(part: PartKind, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return ``(content, expected)`` of the flat fields in which an item is sent or imported."""
    if part is PartKind.FLAGGING:
        flags = given.get("flags") or [dict(flag) for flag in DEFAULT_FLAGS]
        content = {"text": given.get("text"), "flags": flags}
        return content, {"flags": given.get("expected_flags")}
    content = {"prompt": given.get("prompt")}
    if part is PartKind.RANKING:
        content["completions"] = given.get("completions", [])
        return content, {"ranking": given.get("expected_ranking")}
    return content, {"example": given.get("example", "")}


def item_shown(part: PartKind, content: Mapping[str, Any], order: Sequence[int]) -> dict[str, Any]:
    """Return what a person sees of an item; completions stand in slots, in this ``order``."""
    if part is not PartKind.RANKING:
        return dict(content)
    texts = content["completions"]
    slots = [{"slot": slot_name(at), "text": texts[index]} for at, index in enumerate(order)]
    return {"prompt": content["prompt"], "slots": slots}


def ranking_by_index(ranking: Sequence[Sequence[str]], order: Sequence[int]) -> list[list[int]]:
    """Return a ranking of slots as one of the item's completions."""
    return [[order[ord(slot) - ord("A")] for slot in group] for group in ranking]


def slot_name(index: int) -> str:
    """Return A, B, C, …"""
    return chr(ord("A") + index)


def _text_faults(content: Mapping[str, Any], field: str) -> list[ErrorDetail]:
    text = content.get(field)
    if isinstance(text, str) and text.strip() and len(text) <= MAX_TEXT:
        return []
    message = f"`{field}` is a text of 1 to {MAX_TEXT:,} characters."
    return [ErrorDetail(field, "text_invalid", message)]


def _flag_faults(content: Mapping[str, Any], expected: Mapping[str, Any]) -> list[ErrorDetail]:
    keys = [flag.get("key") for flag in content.get("flags", ())]
    faults = []
    if not keys or len(set(keys)) < len(keys) or not all(keys):
        message = "`flags` names what is asked about the text, each key once."
        faults.append(ErrorDetail("flags", "flags_invalid", message))
    given = expected.get("flags")
    if not isinstance(given, list):
        message = "`expected_flags` lists what reviewers flagged; [] where they flagged nothing."
        return [*faults, ErrorDetail("expected_flags", "flags_missing", message)]
    if unknown := [flag for flag in given if flag not in keys]:
        message = f"{unknown[0]!r} is not among the flags this item asks about."
        faults.append(ErrorDetail("expected_flags", "unknown_flag", message))
    return faults


def _ranking_faults(content: Mapping[str, Any], expected: Mapping[str, Any]) -> list[ErrorDetail]:
    texts = content.get("completions", ())
    proper = MIN_COMPLETIONS <= len(texts) <= MAX_COMPLETIONS
    if not proper or not all(isinstance(text, str) and text.strip() for text in texts):
        message = f"`completions` are {MIN_COMPLETIONS} to {MAX_COMPLETIONS} texts."
        return [ErrorDetail("completions", "completions_invalid", message)]
    groups = expected.get("ranking")
    flat = [index for group in groups for index in group] if isinstance(groups, list) else []
    if sorted(flat) != list(range(len(texts))):
        message = (
            "`expected_ranking` puts each completion, by its number from 0, into one group, "
            "best first."
        )
        return [ErrorDetail("expected_ranking", "ranking_invalid", message)]
    if len([group for group in groups or () if group]) < MIN_COMPLETIONS:
        message = "The reviewers' ranking ties everything: there is nothing to agree with."
        return [ErrorDetail("expected_ranking", "ranking_all_tied", message)]
    return []
