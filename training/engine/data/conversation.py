"""One function renders a conversation to tokens, for training, for sampling and for serving.

A prompt is the tokenizer's chat template with its generation prompt, tokenized as a server would
(`apply_chat_template(..., add_generation_prompt=True)`); an answer is its own tokens and one stop
token. So what the policy learned to continue is, id for id, what it is asked to continue. Bases
without a template get `DEFAULT_TEMPLATE`. The digest of all this travels with the model.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transformers import PreTrainedTokenizerBase

RENDERER_VERSION = 1
Message = Mapping[str, str]

# Plain words, no new tokens: any base has seen such headings.
DEFAULT_TEMPLATE = (
    "{% if bos_token is defined and bos_token and bos_token != eos_token %}"
    "{{ bos_token }}{% endif %}"
    "{% for message in messages %}"
    "{{ '### ' + message['role'].capitalize() + ':\\n' + message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ eos_token }}{% endif %}{{ '\\n\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '### Assistant:\\n' }}{% endif %}"
)


@dataclass(frozen=True)
class Rendered:
    """A conversation as tokens.

    Attributes:
        ids: Token ids of the prompt, the answer and the stop token.
        assistant_mask: True where the assistant speaks, its stop tokens included.
        prompt_length: Number of ids before the final answer.
    """

    ids: list[int]
    assistant_mask: list[bool]
    prompt_length: int


def render_prompt(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]) -> list[int]:
    """Renders turns that end before the assistant speaks, as a server does."""
    text = _template(tokenizer, messages, open_turn=True)
    return list(tokenizer(text, add_special_tokens=False)["input_ids"])


def render_conversation(
    tokenizer: PreTrainedTokenizerBase,
    messages: Sequence[Message],
    completion: str,
    *,
    ended: bool = True,
) -> Rendered:
    """Renders a prompt and its answer.

    Args:
        tokenizer: Tokenizer with a chat template.
        messages: Turns before the answer; earlier turns of the assistant among them.
        completion: The answer.
        ended: False for a completion that was cut at its length limit: no stop token follows.
    """
    text = _template(tokenizer, messages, open_turn=True)
    prompt = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    answer = tokenizer(completion, add_special_tokens=False)["input_ids"]
    answer = [*answer, stop_token_id(tokenizer)] if ended else list(answer)
    spans = _earlier_answers(tokenizer, messages, text)
    said = [
        any(first <= start < end <= last for first, last in spans)
        for start, end in prompt["offset_mapping"]
    ]
    ids = [*prompt["input_ids"], *answer]
    return Rendered(ids, said + [True] * len(answer), len(prompt["input_ids"]))


def stop_token_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """Finds the token that ends the assistant's turn.

    The template decides: the special token that it puts right after an answer (`<|im_end|>` where a
    chat model uses one), else the tokenizer's end of text.
    """
    known: int | None = getattr(tokenizer, "_touchstone_stop", None)
    if known is None:
        known = _find_stop(tokenizer)
        tokenizer._touchstone_stop = known
    return known


def template_digest(tokenizer: PreTrainedTokenizerBase) -> str:
    """Hashes what decides how a conversation becomes text."""
    parts = [RENDERER_VERSION, tokenizer.chat_template, stop_token_id(tokenizer)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def tokenizer_digest(tokenizer: PreTrainedTokenizerBase) -> str:
    """Hashes what decides how text becomes tokens; padding and truncation settings do not."""
    state: dict[str, Any] = json.loads(tokenizer.backend_tokenizer.to_str())
    state.pop("padding", None)
    state.pop("truncation", None)
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def _template(
    tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message], *, open_turn: bool
) -> str:
    turns = [{"role": turn["role"], "content": turn["content"]} for turn in messages]
    text: str = tokenizer.apply_chat_template(
        turns, tokenize=False, add_generation_prompt=open_turn
    )
    return text


def _find_stop(tokenizer: PreTrainedTokenizerBase) -> int:
    answer = "8Zq4"
    turns = [{"role": "user", "content": "?"}, {"role": "assistant", "content": answer}]
    text = _template(tokenizer, turns, open_turn=False)
    after = text[text.rindex(answer) + len(answer) :]
    tail = tokenizer(after, add_special_tokens=False)["input_ids"]
    special = set(tokenizer.all_special_ids) | set(tokenizer.added_tokens_decoder)
    return int(tail[0]) if tail and tail[0] in special else int(tokenizer.eos_token_id)


def _earlier_answers(
    tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message], text: str
) -> list[tuple[int, int]]:
    """Character spans of the assistant's earlier turns in `text`, their stop tokens included."""
    stop = tokenizer.convert_ids_to_tokens(stop_token_id(tokenizer))
    spans = []
    for index, turn in enumerate(messages):
        if turn["role"] != "assistant":
            continue
        start = len(_template(tokenizer, messages[:index], open_turn=True))
        end = start + len(turn["content"])
        if text[start:end] == turn["content"]:
            end += len(stop) if text[end:].startswith(stop) else 0
            spans.append((start, end))
    return spans
