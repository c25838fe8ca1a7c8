"""Prompts that labelers write, in InstructGPT's three forms, and what they become as conversations.

Source: InstructGPT (Ouyang et al. 2022, s3.2): plain, "an arbitrary task, while ensuring the tasks
had sufficient diversity"; few-shot, "an instruction, and multiple query/response pairs for that
instruction"; user-based, from the use cases of a waiting list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labeling.prompts.domain.canonical import Message

MAX_PROMPT_CHARACTERS = 40_000
MAX_EXAMPLES = 20


@dataclass(frozen=True)
class Example:
    """A query with its response."""

    query: str
    response: str


@dataclass(frozen=True)
class WrittenPrompt:
    """What was written: a text, or the parts of a few-shot prompt.

    Attributes:
        text: The whole prompt; empty for few-shot.
        instruction: What is to be done with each query.
        examples: Pairs that show it.
        query: The last query, which waits for its response.
    """

    text: str = ""
    instruction: str = ""
    examples: tuple[Example, ...] = ()
    query: str = ""

    @property
    def is_few_shot(self) -> bool:
        """Whether it has parts."""
        return bool(self.instruction or self.examples or self.query)

    def parts(self) -> dict[str, Any] | None:
        """Return the parts as JSON values, to be kept beside the conversation; else ``None``."""
        if not self.is_few_shot:
            return None
        pairs = [{"query": one.query, "response": one.response} for one in self.examples]
        return {"instruction": self.instruction, "examples": pairs, "query": self.query}


def written_messages(written: WrittenPrompt) -> list[Message]:
    """Return the conversation: one turn of the user's, few-shot parts below each other."""
    if not written.is_few_shot:
        return [{"role": "user", "content": written.text.strip()}]
    pairs = [_pair(one.query, one.response) for one in written.examples]
    blocks = [written.instruction.strip(), *pairs, _pair(written.query, "")]
    return [{"role": "user", "content": "\n\n".join(block for block in blocks if block)}]


def written_length(written: WrittenPrompt) -> int:
    """Return the characters of everything written."""
    return sum(len(turn["content"]) for turn in written_messages(written))


def empty_parts(written: WrittenPrompt) -> Sequence[str]:
    """Return the dotted names of few-shot parts that are still empty."""
    named = {"instruction": written.instruction, "query": written.query}
    for index, one in enumerate(written.examples):
        named[f"examples.{index}.query"] = one.query
        named[f"examples.{index}.response"] = one.response
    return [name for name, text in named.items() if not text.strip()]


def _pair(query: str, response: str) -> str:
    # An empty line between: as Markdown, one line break is none.
    return f"Query: {query.strip()}\n\nResponse: {response.strip()}".rstrip()
