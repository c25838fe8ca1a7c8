"""One rendering: the same token ids in training, in sampling and in serving."""

import json
from pathlib import Path
from typing import Any

import pytest
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from tests.training.engine.models.bases import plain_tokenizer
from tests.training.engine.world import World, run
from training.engine.config.ppo import PpoConfig, PpoData, RolloutConfig
from training.engine.config.sft import SftConfig, SftData
from training.engine.data.conversation import (
    DEFAULT_TEMPLATE,
    render_conversation,
    render_prompt,
    stop_token_id,
    template_digest,
    tokenizer_digest,
)
from training.engine.data.rankings import elements_render
from training.engine.models.load import tokenizer_load
from training.engine.recipes.ppo_inputs import prompts_read
from training.engine.recipes.sft import examples_render
from training.engine.sample import jobs_make

MESSAGES = [
    {"role": "system", "content": "You are a shop. Be kind — même en français."},
    {"role": "user", "content": "my chair broke 2 times."},
    {"role": "assistant", "content": "sorry, we will repair it."},
    {"role": "user", "content": "it broke again!\n\n"},
]
ANSWER = "sorry about your chair, we will refund it."


@pytest.fixture
def tokenizer(with_base: World) -> PreTrainedTokenizerBase:
    return tokenizer_load(with_base.base)


def served(folder: str, messages: list[dict[str, str]]) -> list[int]:
    """What `transformers serve` and vLLM feed to the model for a request of these messages."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoded: Any = tokenizer.apply_chat_template(
        messages, add_generation_prompt=True, tokenize=True, return_dict=True
    )
    return list(encoded["input_ids"])


def test_prompt_ids_are_equal_in_every_recipe_in_sampling_and_in_serving(
    with_base: World, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    row = {"prompt_id": "p", "messages": MESSAGES, "completion": ANSWER}
    ranking = {
        **row,
        "completions": [
            {"completion_id": "a", "text": ANSWER},
            {"completion_id": "b", "text": "?"},
        ],
        "rankings": [{"groups": [["a"], ["b"]]}],
    }
    file = tmp_path / "rows.jsonl"

    file.write_text(json.dumps(row) + "\n")
    expected = served(with_base.base, MESSAGES)

    sft = SftConfig(recipe="sft", model="m", data=SftData(demonstrations="d"))
    [(sft_ids, mask)] = examples_render(sft, tokenizer, [row])
    ppo = PpoConfig(
        recipe="ppo",
        model="m",
        reward_model="r",
        data=PpoData(prompts=str(file)),
        rollout=RolloutConfig(),
    )
    [element] = elements_render(tokenizer, [ranking], ties="exclude", max_length=512)

    assert sft_ids[: mask.index(True)] == expected
    assert prompts_read(ppo, tokenizer)[0][0].ids == expected
    assert (
        jobs_make(tokenizer, [row], num_completions=1, max_prompt_tokens=512)[0][0].ids == expected
    )
    assert element.prompt == expected
    assert element.completions[0] == sft_ids[len(expected) :]


def test_a_saved_policy_is_served_as_it_was_trained(with_policy: World) -> None:
    assert served(with_policy.policy, MESSAGES) == served(with_policy.base, MESSAGES)
    saved = AutoTokenizer.from_pretrained(with_policy.policy)
    assert template_digest(saved) == template_digest(tokenizer_load(with_policy.base))
    assert tokenizer_digest(saved) == tokenizer_digest(tokenizer_load(with_policy.base))


def test_answer_follows_its_prompt_and_ends_with_the_stop_token(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    rendered = render_conversation(tokenizer, MESSAGES, ANSWER)

    prompt = render_prompt(tokenizer, MESSAGES)
    assert rendered.ids[: rendered.prompt_length] == prompt
    assert rendered.ids[-1] == stop_token_id(tokenizer) == tokenizer.eos_token_id
    assert tokenizer.decode(rendered.ids[len(prompt) : -1]) == ANSWER


def test_a_completion_that_was_cut_off_gets_no_stop_token(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    whole = render_conversation(tokenizer, MESSAGES, ANSWER)
    cut = render_conversation(tokenizer, MESSAGES, ANSWER, ended=False)

    assert cut.ids == whole.ids[:-1]


def test_assistant_mask_covers_what_the_assistant_said_and_nothing_else(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    rendered = render_conversation(tokenizer, MESSAGES, ANSWER)

    said = [i for i, flag in zip(rendered.ids, rendered.assistant_mask, strict=True) if flag]
    assert tokenizer.decode(said) == "sorry, we will repair it.<|end|>" + ANSWER + "<|end|>"


def test_a_base_without_a_template_gets_plain_headings_and_a_pad_of_its_own(
    tmp_path: Path,
) -> None:
    plain_tokenizer().save_pretrained(tmp_path)

    tokenizer = tokenizer_load(str(tmp_path))

    assert tokenizer.chat_template == DEFAULT_TEMPLATE
    assert tokenizer.pad_token_id not in (None, tokenizer.eos_token_id)
    assert tokenizer.decode(render_prompt(tokenizer, MESSAGES[1:3])) == (
        "### User:\nmy chair broke 2 times.\n\n"
        "### Assistant:\nsorry, we will repair it.<|endoftext|>\n\n"
        "### Assistant:\n"
    )


def test_the_templates_own_end_of_turn_is_the_stop_token(tmp_path: Path) -> None:
    tokenizer = plain_tokenizer()
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    tokenizer.chat_template = (
        "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
        "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    tokenizer.save_pretrained(tmp_path)

    stop = stop_token_id(tokenizer_load(str(tmp_path)))

    assert stop == tokenizer.convert_tokens_to_ids("<|im_end|>") != tokenizer.eos_token_id


def test_digests_change_with_template_and_vocabulary_and_nothing_else(
    tokenizer: PreTrainedTokenizerBase, with_base: World
) -> None:
    template, vocabulary = template_digest(tokenizer), tokenizer_digest(tokenizer)
    tokenizer(["a", "b c d"], padding=True, truncation=True, max_length=2)
    assert (template_digest(tokenizer), tokenizer_digest(tokenizer)) == (template, vocabulary)

    tokenizer.chat_template += " "
    tokenizer.add_tokens(["zebra"])

    assert template_digest(tokenizer) != template
    assert tokenizer_digest(tokenizer) != vocabulary


def test_sft_may_learn_from_earlier_turns_too(with_base: World, tmp_path: Path) -> None:

    row = {"prompt_id": "p", "messages": MESSAGES, "completion": ANSWER, "split": "train"}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\n")
    config = {"model": with_base.base, "data": {"demonstrations": str(file)}, "epochs": 1}

    one = run("sft", tmp_path / "one", config)
    all_turns = run("sft", tmp_path / "all", {**config, "loss_on": "assistant"})

    weights = [(f / "model" / "model.safetensors").read_bytes() for f in (one, all_turns)]
    assert weights[0] != weights[1]
