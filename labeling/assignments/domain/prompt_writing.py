"""What a well-formed written prompt is, by the form that its brief asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from labeling.assignments.domain.answers import SchemaRules, WritingFacts, common_faults, too_long
from labeling.prompts.domain.rows import RowError, conversation_checked
from labeling.prompts.domain.writing import (
    MAX_EXAMPLES,
    MAX_PROMPT_CHARACTERS,
    WrittenPrompt,
    empty_parts,
    written_length,
    written_messages,
)
from touchstone.core.errors import ErrorDetail

MAX_USE_CASE_CHARACTERS = 40


@dataclass(frozen=True)
class PromptAnswer:
    """A prompt as its writer hands it in.

    Attributes:
        written: The text, or the parts of a few-shot prompt.
        use_case: What it is, where the brief leaves that open.
        sensitive: Its writer says that it is.
        invented: Its writer says that what looks personal in it is made up.
    """

    written: WrittenPrompt
    use_case: str = ""
    sensitive: bool = False
    invented: bool = False
    prompt_fields: Mapping[str, bool] = field(default_factory=dict)
    notes: str = ""
    writing: WritingFacts | None = None


@dataclass(frozen=True)
class BriefRules:
    """What a brief asks for."""

    few_shot: bool
    min_examples: int
    use_case_open: bool


def prompt_faults(answer: PromptAnswer, brief: BriefRules, rules: SchemaRules) -> list[ErrorDetail]:
    """Return everything wrong with a written prompt; empty where it is well-formed."""
    faults = _few_shot_faults(answer, brief) if brief.few_shot else _text_faults(answer)
    length = written_length(answer.written)
    if length > MAX_PROMPT_CHARACTERS:
        faults.append(too_long("text", length, MAX_PROMPT_CHARACTERS))
    if not faults:
        faults += _storable_faults(answer.written)
    if brief.use_case_open and not answer.use_case.strip():
        faults.append(ErrorDetail("use_case", "use_case_missing", "Say which use case it is."))
    if len(answer.use_case) > MAX_USE_CASE_CHARACTERS:
        faults.append(too_long("use_case", len(answer.use_case), MAX_USE_CASE_CHARACTERS))
    return faults + common_faults(answer.prompt_fields, answer.notes, rules)


def _text_faults(answer: PromptAnswer) -> list[ErrorDetail]:
    if answer.written.is_few_shot:
        message = "This brief asks for a prompt in one text, not for a few-shot prompt's parts."
        return [ErrorDetail("text", "text_expected", message)]
    if not answer.written.text.strip():
        return [ErrorDetail("text", "text_empty", "Write a prompt before submitting it.")]
    return []


def _few_shot_faults(answer: PromptAnswer, brief: BriefRules) -> list[ErrorDetail]:
    written = answer.written
    if written.text.strip():
        message = "This brief asks for a few-shot prompt: an instruction, pairs, and a query."
        return [ErrorDetail("text", "parts_expected", message)]
    faults = [
        ErrorDetail(name, "text_empty", "This part of the few-shot prompt is empty: write it.")
        for name in empty_parts(written)
    ]
    count = len(written.examples)
    if not brief.min_examples <= count <= MAX_EXAMPLES:
        message = f"{count} pairs; give {brief.min_examples} to {MAX_EXAMPLES}."
        faults.append(ErrorDetail("examples", "wrong_number_of_examples", message))
    return faults


def _storable_faults(written: WrittenPrompt) -> list[ErrorDetail]:
    try:
        conversation_checked([dict(turn) for turn in written_messages(written)])
    except RowError as error:
        return [ErrorDetail("text", error.code, error.message)]
    return []
