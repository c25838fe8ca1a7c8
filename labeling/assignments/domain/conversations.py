"""Demonstrations of more than one turn: which turns are asked for, and what they make together.

With ``assistant_turns`` the labeler writes what the assistant says after each turn of the user's;
with ``both_sides`` they go on from the prompt's last turn, as the assistant and as the user, and
end as the assistant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices

from labeling.assignments.domain.answers import (
    MAX_TEXT_CHARACTERS,
    SchemaRules,
    WritingFacts,
    common_faults,
    too_long,
)
from touchstone.core.errors import ErrorDetail

MAX_TURNS = 60
Message = Mapping[str, str]


class DemonstrationMode(TextChoices):
    """What a demonstration asks for."""

    ANSWER = "answer"
    """The assistant's next turn."""
    ASSISTANT_TURNS = "assistant_turns"
    """The assistant's turn after each turn of the user's; those that are there are replaced."""
    BOTH_SIDES = "both_sides"
    """How the conversation goes on, the user's turns too."""


@dataclass(frozen=True)
class ConversationAnswer:
    """The written turns, in their order."""

    turns: tuple[Message, ...]
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""
    writing: WritingFacts | None = None


def conversation_faults(
    answer: ConversationAnswer,
    mode: DemonstrationMode,
    prompt: Sequence[Message],
    rules: SchemaRules,
) -> list[ErrorDetail]:
    """Return everything wrong with the written turns; empty where they are well-formed."""
    faults = _role_faults(answer.turns, mode, prompt)
    for index, turn in enumerate(answer.turns):
        if not turn["content"].strip():
            message = f"Turn {index + 1}, the {turn['role']}'s, is empty: write it."
            faults.append(ErrorDetail(f"turns.{index}", "text_empty", message))
    length = sum(len(turn["content"]) for turn in answer.turns)
    if length > MAX_TEXT_CHARACTERS:
        faults.append(too_long("turns", length, MAX_TEXT_CHARACTERS))
    return faults + common_faults(answer.prompt_fields, answer.notes, rules)


def conversation_composed(
    mode: DemonstrationMode, prompt: Sequence[Message], turns: Sequence[Message]
) -> list[Message]:
    """Return the whole conversation: the given turns with the written ones in their places."""
    if mode != DemonstrationMode.ASSISTANT_TURNS:
        return [*prompt, *turns]
    written = iter(turns)
    whole: list[Message] = []
    for turn in prompt:
        if turn["role"] != "assistant":
            whole.append(turn)
        if turn["role"] == "user":
            whole.append(next(written))
    return whole


def turns_asked(prompt: Sequence[Message]) -> int:
    """Return how many turns of the assistant's a prompt asks for with ``assistant_turns``."""
    return sum(turn["role"] == "user" for turn in prompt)


def _role_faults(
    turns: Sequence[Message], mode: DemonstrationMode, prompt: Sequence[Message]
) -> list[ErrorDetail]:
    roles = [turn["role"] for turn in turns]
    if mode == DemonstrationMode.ASSISTANT_TURNS:
        wanted = turns_asked(prompt)
        if roles != ["assistant"] * wanted:
            message = f"Write the assistant's {wanted} turns, one after each of the user's."
            return [ErrorDetail("turns", "turns_incomplete", message)]
        return []
    expected = [("assistant", "user")[index % 2] for index in range(len(roles))]
    if not roles or roles != expected or roles[-1] != "assistant":
        message = "The turns begin and end with the assistant's, the user's stand between."
        return [ErrorDetail("turns", "turns_out_of_order", message)]
    if len(roles) > MAX_TURNS:
        message = f"{len(roles)} turns; a demonstration has up to {MAX_TURNS}."
        return [ErrorDetail("turns", "too_many_turns", message)]
    return []
