"""Rankings as elements: one prompt, all its completions, all that labelers said about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from training.engine.data.conversation import render_conversation
from training.engine.data.files import Row
from training.engine.errors import BadConfigError
from training.engine.rlhf.preferences import Groups, Pair, Ties, pair_targets


@dataclass(frozen=True)
class Element:
    """Everything known about one prompt.

    Attributes:
        prompt_id: Its id.
        use_case: Its use case; empty where none was given.
        prompt: Token ids of the prompt.
        completions: Token ids of each completion, its stop token included.
        names: Id of each completion.
        rankings: Each labeler's groups of completion ids, best first.
        pairs: What the loss uses.
    """

    prompt_id: str
    use_case: str
    prompt: list[int]
    completions: list[list[int]]
    names: list[str]
    rankings: list[Groups]
    pairs: list[Pair]

    @property
    def longest(self) -> int:
        """Tokens of the prompt with its longest completion."""
        return len(self.prompt) + max((len(ids) for ids in self.completions), default=0)

    @property
    def tokens(self) -> int:
        """Tokens that are encoded for it with a shared prefix."""
        return len(self.prompt) + sum(len(ids) for ids in self.completions)


def elements_render(
    tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row], *, ties: Ties, max_length: int
) -> list[Element]:
    """Renders rankings; completions that are too long or that nobody ranked are left out.

    Raises:
        BadConfigError: If a ranking names a completion that its row does not hold.
    """
    return [_render(tokenizer, row, ties=ties, max_length=max_length) for row in rows]


def _render(
    tokenizer: PreTrainedTokenizerBase, row: Row, *, ties: Ties, max_length: int
) -> Element:
    rankings = [ranking["groups"] for ranking in row["rankings"]]
    ranked = {str(name) for groups in rankings for group in groups for name in group}
    known = {str(completion["completion_id"]) for completion in row["completions"]}
    if ranked - known:
        where = f"completions of prompt {row['prompt_id']!r} to hold every ranked id"
        raise BadConfigError("data.rankings", where, sorted(ranked - known)[0])
    names, completions, prompt = [], [], []
    for completion in row["completions"]:
        ended = completion.get("finish_reason") != "length"
        rendered = render_conversation(tokenizer, row["messages"], completion["text"], ended=ended)
        cut = rendered.prompt_length
        prompt, answer = rendered.ids[:cut], rendered.ids[cut:]
        name = str(completion["completion_id"])
        if name in ranked and answer and len(rendered.ids) <= max_length:
            names.append(name)
            completions.append(answer)
    rankings = [[[str(name) for name in group] for group in groups] for groups in rankings]
    pairs = pair_targets(rankings, names, ties=ties)
    use_case = str(row.get("use_case") or "")
    return Element(str(row["prompt_id"]), use_case, prompt, completions, names, rankings, pairs)
