"""Loading foreign bases, forward passes, adapters, and what is left on the disk."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification

from tests.training.engine.models.bases import gemma2, gpt2, saved
from tests.training.engine.world import FAST, World, answer, metrics, question, result, run
from training.engine.config.common import LoraConfig, RunConfig
from training.engine.config.sft import SftConfig, SftData
from training.engine.data.batching import collate_packed, pad_right
from training.engine.data.conversation import render_conversation
from training.engine.errors import BadConfigError
from training.engine.learner import learner_start
from training.engine.models.forward import CausalModel, next_is
from training.engine.models.load import causal_load, reward_load, tokenizer_load
from training.engine.models.reward_scores import grouped_scores
from training.engine.runtime import runtime_prepare

CPU = runtime_prepare(RunConfig(recipe="sft", device="cpu"))


def policy(world: World, *, trainable: bool = False) -> CausalModel:
    tokenizer = tokenizer_load(world.policy)
    return CausalModel.wrap(causal_load(world.policy, tokenizer, CPU, trainable=trainable))


def rows(world: World) -> list[list[int]]:
    tokenizer = tokenizer_load(world.policy)
    texts = ["we will refund it.", "sorry", "sorry about your lamp, we will repair it."]
    return [render_conversation(tokenizer, question(n), t).ids for n, t in enumerate(texts)]


def every(ids: torch.Tensor) -> torch.Tensor:
    return torch.ones_like(ids, dtype=torch.bool)


def test_padding_on_the_right_changes_no_logit(with_policy: World) -> None:
    model, sequences = policy(with_policy), rows(with_policy)
    ids = pad_right(sequences)

    padded = model.logits_at(ids, every(ids)).view(*ids.shape, -1)

    for row, sequence in enumerate(sequences):
        alone = model.net(torch.tensor([sequence])).logits[0]
        torch.testing.assert_close(padded[row, : len(sequence)], alone, rtol=1e-4, atol=1e-5)


def test_packed_examples_cannot_see_each_other(with_policy: World) -> None:
    model, sequences = policy(with_policy), rows(with_policy)
    examples = [(ids, [True] * len(ids)) for ids in sequences]

    batch = collate_packed(examples, [[0, 1], [2]])
    packed = model.logits_at(batch.ids, next_is(batch.targets), batch.positions)

    alone = torch.cat([model.net(torch.tensor([ids])).logits[0, :-1] for ids in sequences])
    torch.testing.assert_close(packed, alone, rtol=1e-4, atol=1e-5)


def test_packed_without_restarting_positions_would_be_wrong(with_policy: World) -> None:
    model, sequences = policy(with_policy), rows(with_policy)
    examples = [(ids, [True] * len(ids)) for ids in sequences]
    batch = collate_packed(examples, [[0, 1], [2]])

    mixed = model.logits_at(batch.ids, next_is(batch.targets))

    alone = torch.cat([model.net(torch.tensor([ids])).logits[0, :-1] for ids in sequences])
    assert (mixed - alone).abs().max() > 0.01


@pytest.mark.parametrize(("make", "plain"), [(gpt2, True), (gemma2, False)])
def test_logits_are_the_models_own_whatever_comes_after_the_head(make: Any, plain: bool) -> None:
    model = CausalModel.wrap(make(300).eval())
    ids = torch.arange(20).view(2, 10)

    logits = model.logits_at(ids, every(ids))

    assert model.plain_head is plain
    torch.testing.assert_close(logits, model.net(ids).logits.view(20, -1), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("make", [gpt2, gemma2])
def test_a_foreign_base_goes_through_every_recipe(make: Any, files: World, tmp_path: Path) -> None:
    base = saved(make(270), tmp_path / "base")
    sft = {"model": base, "data": {"demonstrations": files.demonstrations}, "max_steps": 2}
    policy = str(run("sft", tmp_path / "sft", sft) / "model")
    reward = {"model": policy, "data": {"rankings": files.rankings}, "max_steps": 2}
    judge = str(run("reward", tmp_path / "reward", reward) / "model")
    ppo = {
        "model": policy,
        "reward_model": judge,
        "data": {"prompts": files.prompts},
        "updates": 1,
        "minibatch_size": 4,
        "rollout": {"episodes": 8, "max_new_tokens": 8},
        "eval_prompts": 2,
    }

    folder = run("ppo", tmp_path / "ppo", ppo)

    [figures] = metrics(folder, "train")
    assert figures["ratio_max_deviation"] < 1e-6
    assert figures["kl"] == 0
    net = AutoModelForCausalLM.from_pretrained(folder / "model")
    assert net.config.vocab_size >= 271, "the pad token has a row of its own"


def test_the_reward_model_reloads_with_plain_transformers(world: World) -> None:
    sequences = rows(world)
    own = reward_load(world.reward, CPU, trainable=False)
    ids = torch.full((3, 60), own.net.config.pad_token_id)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = torch.tensor(sequence)

    plain = AutoModelForSequenceClassification.from_pretrained(world.reward)
    logits = plain(ids).logits.squeeze(-1)

    last = torch.tensor([len(sequence) - 1 for sequence in sequences])
    scores = own.scores(pad_right(sequences), last)
    assert plain.config.num_labels == 1
    torch.testing.assert_close(scores, logits - own.shift, rtol=1e-4, atol=1e-5)


def test_demonstrations_have_mean_score_zero(world: World, tmp_path: Path) -> None:
    lines = Path(world.demonstrations).read_text().splitlines()
    train = [line for line in lines if json.loads(line)["split"] == "train"]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(train))

    folder = run(
        "score", tmp_path / "run", {"model": world.reward, "data": {"completions": str(file)}}
    )

    scored = [json.loads(line) for line in (folder / "scores.jsonl").read_text().splitlines()]
    assert [row["row"] for row in scored] == list(range(len(train)))
    assert sum(row["score"] for row in scored) / len(scored) == pytest.approx(0, abs=1e-4)
    assert result(folder)["rows"] == len(train)


def test_a_shared_prefix_gives_the_same_scores_and_gradients(world: World) -> None:
    tokenizer = tokenizer_load(world.policy)
    prompts, completions = [], []
    for number, texts in enumerate([["sorry", answer(1, "we will refund it.")], ["no", "", "ok"]]):
        rendered = [
            render_conversation(tokenizer, question(number) * (number + 1), text) for text in texts
        ]
        prompts.append(rendered[0].ids[: rendered[0].prompt_length])
        completions.append([one.ids[one.prompt_length :] for one in rendered])
    results = []
    for shared in (True, False):
        model = reward_load(world.reward, CPU, trainable=True)
        scores = grouped_scores(model, prompts, completions, shared_prefix=shared)
        (scores * torch.arange(5)).sum().backward()  # type: ignore[no-untyped-call]
        gradient = model.net.base_model.layers[0].self_attn.k_proj.weight.grad
        results.append((scores.detach(), gradient))

    torch.testing.assert_close(results[0][0], results[1][0], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(results[0][1], results[1][1], rtol=1e-3, atol=1e-4)


def test_gradient_checkpointing_gives_the_same_weights(with_base: World, tmp_path: Path) -> None:
    config = {
        "model": with_base.base,
        "data": {"demonstrations": with_base.demonstrations},
        "max_steps": 2,
        "optimizer": FAST,
    }

    plain = run("sft", tmp_path / "plain", config)
    saved_memory = run("sft", tmp_path / "gc", {**config, "gradient_checkpointing": True})

    files = [load_file(f / "model" / "model.safetensors") for f in (plain, saved_memory)]
    for name, tensor in files[0].items():
        torch.testing.assert_close(tensor, files[1][name], rtol=1e-3, atol=1e-5)


def test_micro_batches_add_up_to_the_batch(with_base: World, tmp_path: Path) -> None:
    config = {
        "model": with_base.base,
        "data": {"demonstrations": with_base.demonstrations},
        "max_steps": 1,
        "optimizer": {"lr": 1e-3, "eps": 1e-2},
    }

    whole = run("sft", tmp_path / "whole", config)
    parts = run("sft", tmp_path / "parts", {**config, "micro_batch_size": 5})

    files = [load_file(f / "model" / "model.safetensors") for f in (whole, parts)]
    for name, tensor in files[0].items():
        torch.testing.assert_close(tensor, files[1][name], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("recipe", ["sft", "reward"])
def test_adapters_learn_and_are_merged_when_saved(
    recipe: str, world: World, tmp_path: Path
) -> None:
    data = {
        "sft": {"demonstrations": world.demonstrations},
        "reward": {"rankings": world.rankings},
    }[recipe]
    config = {
        "model": world.base,
        "data": data,
        "optimizer": FAST,
        "lora": {"rank": 4},
        "checkpoint_every": 1,
        "epochs": 1,
    }

    folder = run(recipe, tmp_path, config)

    before, after = (
        load_file(Path(path) / "model.safetensors") for path in (world.base, folder / "model")
    )
    checkpoint = max((folder / "checkpoints").iterdir())
    names = set(load_file(checkpoint / "weights.safetensors"))
    assert all("lora_" in name or name == "model.score.weight" for name in names)
    assert not [name for name in after if "lora" in name]
    changed = "model.layers.0.self_attn.q_proj.weight"
    assert not torch.equal(before[changed], after[changed])
    assert torch.equal(before["model.norm.weight"], after["model.norm.weight"])
    losses = [line["loss"] for line in metrics(folder, "train")]
    assert losses
    if recipe == "reward":
        assert "score.weight" in after


def test_bfloat16_keeps_float32_masters_and_saves_bfloat16(
    with_base: World, tmp_path: Path
) -> None:
    config = {
        "model": with_base.base,
        "data": {"demonstrations": with_base.demonstrations},
        "max_steps": 3,
        "optimizer": FAST,
        "dtype": "bfloat16",
        "checkpoint_every": 1,
    }

    folder = run("sft", tmp_path, config)

    masters = load_file(folder / "checkpoints" / "step-2" / "weights.safetensors")
    stored = load_file(folder / "model" / "model.safetensors")
    assert {tensor.dtype for tensor in masters.values()} == {torch.float32}
    assert {tensor.dtype for tensor in stored.values()} == {torch.bfloat16}


def test_adapters_are_float32_over_a_base_in_the_runs_precision(
    world: World, tmp_path: Path
) -> None:
    net = policy(world, trainable=True).net
    config = SftConfig(
        recipe="sft",
        model=world.policy,
        data=SftData(demonstrations=world.demonstrations),
        dtype="bfloat16",
        lora=LoraConfig(rank=2),
    )

    learner = learner_start(net, config, 1)

    kinds = {(p.requires_grad, p.dtype) for p in net.parameters()}
    assert kinds == {(True, torch.float32), (False, torch.bfloat16)}
    assert {p.dtype for p in learner.merged().parameters()} == {torch.bfloat16}


def test_packed_sft_learns_as_sorted_does(with_base: World, tmp_path: Path) -> None:
    config = {
        "model": with_base.base,
        "data": {"demonstrations": with_base.demonstrations},
        "batching": "packed",
        "max_length": 96,
        "batch_size": 2,
        "epochs": 3,
        "optimizer": FAST,
    }

    folder = run("sft", tmp_path, config)

    losses = [line["loss"] for line in metrics(folder, "validation")]
    assert losses[-1] < 0.6


def test_a_model_notes_where_it_came_from(with_policy: World) -> None:
    facts = json.loads((Path(with_policy.policy) / "touchstone.json").read_text())

    assert facts["recipe"] == "sft"
    assert facts["base"] == with_policy.base
    assert facts["seed"] == 0
    assert facts["parameters"] > 10_000
    assert len(facts["template_digest"]) == len(facts["tokenizer_digest"]) == 64
    assert facts["versions"].keys() == {"torch", "transformers"}


def test_a_server_finds_how_to_sample_and_where_to_stop(with_policy: World) -> None:
    generation = json.loads((Path(with_policy.policy) / "generation_config.json").read_text())

    tokenizer = tokenizer_load(with_policy.policy)
    assert generation["do_sample"] is True
    assert generation["eos_token_id"] == tokenizer.convert_tokens_to_ids("<|end|>")
    assert generation["pad_token_id"] == tokenizer.convert_tokens_to_ids("<|pad|>")


def test_what_is_no_model_is_refused_by_name(files: World, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    config = {"model": str(tmp_path / "empty"), "data": {"demonstrations": files.demonstrations}}

    with pytest.raises(BadConfigError, match=r"^model: expected a model with a tokenizer"):
        run("sft", tmp_path / "run", config)


def test_pickled_weights_are_refused(with_base: World, tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    folder.mkdir()
    for path in Path(with_base.base).iterdir():
        if path.suffix != ".safetensors":
            (folder / path.name).write_bytes(path.read_bytes())
    weights = load_file(Path(with_base.base) / "model.safetensors")
    torch.save(weights, folder / "pytorch_model.bin")
    config = {"model": str(folder), "data": {"demonstrations": with_base.demonstrations}}

    with pytest.raises(BadConfigError, match=r"^model: expected safetensors weights"):
        run("sft", tmp_path / "run", config)


def test_ppo_refuses_a_reward_model_of_another_tokenizer(world: World, tmp_path: Path) -> None:
    base = saved(gpt2(270), tmp_path / "base")
    config = {"model": world.policy, "reward_model": base, "data": {"prompts": world.prompts}}

    with pytest.raises(BadConfigError, match=r"^reward_model: expected the policy's own tokenizer"):
        run("ppo", tmp_path / "run", config)


def test_sequences_beyond_the_models_context_are_refused(
    with_policy: World, tmp_path: Path
) -> None:
    config = {
        "model": with_policy.policy,
        "data": {"prompts": with_policy.prompts},
        "max_new_tokens": 500,
    }

    with pytest.raises(BadConfigError, match=r"max_new_tokens: expected at most 128 tokens, this"):
        run("sample", tmp_path / "run", config)
