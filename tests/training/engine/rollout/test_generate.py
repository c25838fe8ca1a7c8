"""Sampling: the right distribution, and a text that depends on nothing but its own name."""

import json
from pathlib import Path

import pytest
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from tests.training.engine.models.bases import gemma2, gpt2, plain_tokenizer
from tests.training.engine.world import World, question, result, run, write_rows
from training.engine.config.common import RunConfig
from training.engine.data.conversation import render_prompt, stop_token_id
from training.engine.models.load import causal_load, tokenizer_load
from training.engine.rollout.generate import SamplingSettings, draw, generate
from training.engine.rollout.noise import gumbel_noise, row_key
from training.engine.runtime import runtime_prepare

CPU = runtime_prepare(RunConfig(recipe="sample", device="cpu"))


@pytest.fixture
def tokenizer(with_policy: World) -> PreTrainedTokenizerBase:
    return tokenizer_load(with_policy.policy)


@pytest.fixture
def policy(with_policy: World, tokenizer: PreTrainedTokenizerBase) -> PreTrainedModel:
    return causal_load(with_policy.policy, tokenizer, CPU, trainable=False)


def settings(tokenizer: PreTrainedTokenizerBase, **changes: float) -> SamplingSettings:
    values = {"temperature": 1.0, "top_p": 1.0, "max_new_tokens": 40, **changes}
    return SamplingSettings(**values, stop_id=stop_token_id(tokenizer))  # type: ignore[arg-type]


def test_noise_is_standard_gumbel() -> None:
    keys = torch.tensor([row_key(0, f"p{n}", 0) for n in range(300)])

    noise = gumbel_noise(keys, 3, 200).double()

    # Mean is Euler's constant, variance pi squared over six.
    assert noise.mean().item() == pytest.approx(0.5772, abs=0.02)
    assert noise.var().item() == pytest.approx(1.6449, rel=0.03)
    assert noise.isfinite().all()


def test_noise_differs_by_row_position_and_token() -> None:
    keys = torch.tensor([row_key(0, "p", 0), row_key(0, "p", 1), row_key(1, "p", 0)])

    noise = torch.stack([gumbel_noise(keys, position, 50) for position in range(4)])

    assert torch.unique(noise).numel() == noise.numel()


def test_draws_follow_the_distribution() -> None:
    probabilities = torch.tensor([0.5, 0.3, 0.15, 0.05])
    count = 20_000
    keys = torch.tensor([row_key(7, "p", n) for n in range(count)])
    logits = probabilities.log().expand(count, -1)

    tokens, logprobs = draw(logits, keys, 0, SamplingSettings(1.0, 1.0, 1, 0))

    expected = probabilities * count
    chi_squared = ((tokens.bincount(minlength=4) - expected) ** 2 / expected).sum()
    assert chi_squared < 16.3  # 0.1 % of the distribution with three degrees of freedom
    torch.testing.assert_close(logprobs.exp(), probabilities[tokens], rtol=1e-4, atol=0)


def test_temperature_and_nucleus_change_the_distribution_that_is_reported() -> None:
    logits = torch.tensor([[0.5, 0.3, 0.15, 0.05]]).log().expand(500, -1)
    keys = torch.tensor([row_key(7, "p", n) for n in range(500)])

    tokens, logprobs = draw(logits, keys, 0, SamplingSettings(0.5, 0.9, 1, 0))

    # At temperature one half the squares count: .25, .09, .0225, .0025; two of them reach 0.9.
    kept = torch.tensor([0.25, 0.09]) / 0.34
    assert set(tokens.tolist()) == {0, 1}
    torch.testing.assert_close(logprobs.exp(), kept[tokens], rtol=1e-4, atol=0)


def test_temperature_zero_is_transformers_own_greedy_search(
    policy: PreTrainedModel, tokenizer: PreTrainedTokenizerBase
) -> None:
    prompts = [render_prompt(tokenizer, question(n)) for n in range(3)]

    responses = generate(policy, prompts, [0, 0, 0], settings(tokenizer, temperature=0.0))

    for prompt, response in zip(prompts, responses, strict=True):
        expected = policy.generate(
            torch.tensor([prompt]), do_sample=False, max_new_tokens=40, use_cache=True
        )
        assert response.ids == expected[0, len(prompt) :].tolist()


def test_reported_logprob_is_that_of_a_plain_forward_pass(
    policy: PreTrainedModel, tokenizer: PreTrainedTokenizerBase
) -> None:
    prompts = [render_prompt(tokenizer, question(n)) for n in range(5)]
    responses = generate(policy, prompts, list(range(5)), settings(tokenizer))

    for prompt, response in zip(prompts, responses, strict=True):
        logits = policy(torch.tensor([[*prompt, *response.ids]])).logits[0, len(prompt) - 1 : -1]
        logprobs = torch.log_softmax(logits, -1)
        total = logprobs[torch.arange(len(response.ids)), response.ids].sum()
        assert response.logprob == pytest.approx(total.item(), rel=1e-4, abs=1e-4)
        assert response.finished == (response.ids[-1] == stop_token_id(tokenizer))
        assert stop_token_id(tokenizer) not in response.ids[:-1]


@pytest.mark.parametrize("make", [gpt2, gemma2])
def test_other_architectures_are_sampled_alike_alone_and_in_a_batch(
    make: type[PreTrainedModel],
) -> None:
    tokenizer = plain_tokenizer()
    net = make(len(tokenizer)).eval()
    prompts = [tokenizer("my chair broke " * n)["input_ids"] for n in (1, 2, 3)]
    how = SamplingSettings(1.0, 1.0, 12, tokenizer.eos_token_id)

    together = generate(net, prompts, [5, 6, 7], how)
    alone = [generate(net, [p], [k], how)[0] for p, k in zip(prompts, (5, 6, 7), strict=True)]

    assert [r.ids for r in together] == [r.ids for r in alone]


def sampled(world: World, folder: Path, prompts: str, **changes: object) -> dict[str, str]:
    config = {
        "model": world.policy,
        "data": {"prompts": prompts},
        "num_completions": 3,
        "max_new_tokens": 30,
        **changes,
    }
    lines = (run("sample", folder, config) / "completions.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return {f"{row['prompt_id']}/{row['index']}": row["text"] for row in rows}


def test_text_depends_neither_on_batch_size_nor_on_order_nor_on_company(
    with_policy: World, tmp_path: Path
) -> None:
    rows = [{"prompt_id": f"p{n}", "messages": question(n)} for n in range(20)]
    forward = write_rows(tmp_path / "a.jsonl", rows)
    backward = write_rows(tmp_path / "b.jsonl", rows[::-1])
    few = write_rows(tmp_path / "c.jsonl", rows[:4])

    texts = sampled(with_policy, tmp_path / "1", forward, batch_size=64)

    assert len(texts) == 60
    assert texts == sampled(with_policy, tmp_path / "2", forward, batch_size=7)
    assert texts == sampled(with_policy, tmp_path / "3", backward, batch_size=1)
    assert sampled(with_policy, tmp_path / "4", few).items() <= texts.items()
    other = sampled(with_policy, tmp_path / "5", forward, seed=1)
    assert sum(texts[name] == other[name] for name in texts) < len(texts) / 2


def test_completions_carry_how_they_were_made(with_policy: World, tmp_path: Path) -> None:
    rows = [{"prompt_id": f"p{n}", "messages": question(n)} for n in range(3)]
    long = {"prompt_id": "long", "messages": [{"role": "user", "content": "broke " * 99}]}
    config = {
        "model": with_policy.policy,
        "data": {"prompts": write_rows(tmp_path / "a.jsonl", [*rows, long])},
        "max_new_tokens": 3,
        "max_prompt_tokens": 60,
        "seed": 5,
    }

    folder = run("sample", tmp_path / "run", config)

    [first, *rest] = [
        json.loads(line) for line in (folder / "completions.jsonl").read_text().splitlines()
    ]
    assert first.keys() == {
        "prompt_id",
        "index",
        "text",
        "finish_reason",
        "seed",
        "token_count",
        "logprob_sum",
    }
    assert (first["prompt_id"], first["index"], first["seed"]) == ("p0", 0, 5)
    assert (first["finish_reason"], first["token_count"]) == ("length", 3)
    assert first["logprob_sum"] < 0
    assert len(rest) == 2
    assert result(folder)["skipped_too_long"] == 1
