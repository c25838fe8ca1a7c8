"""What a reward model learns from: rankings, thumbs, and the demonstrations that set its zero."""

from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from training.engine.config.reward import RewardConfig
from training.engine.data.conversation import render_conversation
from training.engine.data.files import Row, by_split, rows_read
from training.engine.data.rankings import Element, elements_render
from training.engine.errors import BadConfigError

Group = tuple[list[int], list[list[int]]]
"""Token ids of a prompt and of its completions."""


@dataclass(frozen=True)
class Thumb:
    """What an end user thought of one answer.

    Attributes:
        prompt: Token ids of the prompt.
        completion: Token ids of the answer, its stop token included.
        up: True for a thumb up.
    """

    prompt: list[int]
    completion: list[int]
    up: bool


def elements_read(
    config: RewardConfig, tokenizer: PreTrainedTokenizerBase
) -> dict[str, list[Element]]:
    """Reads the rankings of each split."""
    rows = rows_read(
        config.data.rankings,
        field="data.rankings",
        columns=("prompt_id", "messages", "completions", "rankings"),
    )
    return {
        split: elements_render(
            tokenizer, by_split(rows, split), ties=config.ties, max_length=config.max_length
        )
        for split in ("train", "validation", "test")
    }


def demonstrations_read(
    config: RewardConfig, path: str, tokenizer: PreTrainedTokenizerBase
) -> list[Group]:
    """Reads the demonstrations to learn from.

    Raises:
        BadConfigError: If none is short enough.
    """
    columns = ("prompt_id", "messages", "completion")
    rows = rows_read(path, field="data.demonstrations", columns=columns)
    found = [_rendered(tokenizer, row) for row in by_split(rows, "train")]
    groups: list[Group] = [
        (prompt, [answer])
        for prompt, answer in found
        if len(prompt) + len(answer) <= config.max_length
    ]
    if not groups:
        raise BadConfigError("data.demonstrations", "a row of split `train` that fits `max_length`")
    return groups


def thumbs_read(config: RewardConfig, tokenizer: PreTrainedTokenizerBase) -> list[Thumb]:
    """Reads the thumbs to learn from; none where they have no weight.

    Raises:
        BadConfigError: If they have weight but no file was given.
    """
    if not config.unpaired.weight:
        return []
    if config.data.unpaired is None:
        raise BadConfigError("data.unpaired", "thumbs, as `unpaired.weight` is above 0")
    columns = ("messages", "completion", "label")
    rows = rows_read(config.data.unpaired, field="data.unpaired", columns=columns)
    thumbs = [Thumb(*_rendered(tokenizer, row), up=row["label"]) for row in by_split(rows, "train")]
    return [t for t in thumbs if len(t.prompt) + len(t.completion) <= config.max_length]


def _rendered(tokenizer: PreTrainedTokenizerBase, row: Row) -> tuple[list[int], list[int]]:
    ended = row.get("finish_reason") != "length"
    rendered = render_conversation(tokenizer, row["messages"], row["completion"], ended=ended)
    return rendered.ids[: rendered.prompt_length], rendered.ids[rendered.prompt_length :]
