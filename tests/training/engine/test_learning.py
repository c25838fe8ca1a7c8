"""Each recipe learns what it should, measured on prompts it has not seen."""

import json
import random
from pathlib import Path

import pytest

from tests.training.engine.world import (
    FAST,
    REFUND,
    REPAIR,
    World,
    answer,
    metrics,
    question,
    result,
    run,
    write_rows,
)
from training.engine.recipes import sft


def sampled(policy: str, world: World, folder: Path) -> list[dict[str, object]]:
    config = {
        "model": policy,
        "data": {"prompts": world.prompts, "splits": ["validation"]},
        "num_completions": 8,
        "max_new_tokens": 40,
    }
    lines = (run("sample", folder, config) / "completions.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def refund_rate(completions: list[dict[str, object]]) -> float:
    return sum(REFUND in str(c["text"]) for c in completions) / len(completions)


def test_pretraining_learns_the_corpus(with_base: World) -> None:
    folder = Path(with_base.base).parent

    losses = [line["loss"] for line in metrics(folder, "train")]

    assert losses[0] > 2 * result(folder)["validation_loss"]
    assert result(folder)["validation_loss"] < 1.5


def test_sft_learns_to_answer_and_to_stop(with_policy: World, tmp_path: Path) -> None:
    folder = Path(with_policy.policy).parent

    completions = sampled(with_policy.policy, with_policy, tmp_path)

    losses = [line["loss"] for line in metrics(folder, "validation")]
    assert result(folder)["validation_loss"] == min(losses) < losses[0]
    assert sum(c["finish_reason"] == "stop" for c in completions) > 0.9 * len(completions)
    assert 0.2 < refund_rate(completions) < 0.8


def test_reward_model_agrees_with_held_out_labels(world: World) -> None:
    figures = result(Path(world.reward).parent)

    # Labels err one time in ten, so 0.9 is the most that can be expected.
    assert figures["validation_accuracy"] > 0.8
    assert figures["validation_pairs"] == 12 * 2 * 4
    assert figures["validation_prompts"] == 12
    assert 0 < figures["validation_accuracy_error"] < 0.15
    assert figures["measured_agreement"] == 0.82
    assert figures["noise_ceiling"] == 0.9


def test_reward_model_of_shuffled_labels_agrees_with_nothing(world: World, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in Path(world.rankings).read_text().splitlines()]
    chance = random.Random(3)
    for row in rows:
        for labeler in row["rankings"]:
            labeler["groups"] = chance.sample(labeler["groups"], 2)
    path = tmp_path / "shuffled.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    config = {"model": world.policy, "data": {"rankings": str(path)}, "optimizer": FAST}

    figures = result(run("reward", tmp_path / "run", config))

    assert 0.25 < figures["validation_accuracy"] < 0.75


def test_ppo_moves_the_policy_where_the_labels_point(world: World, tmp_path: Path) -> None:
    config = {
        "model": world.policy,
        "reward_model": world.reward,
        "data": {"prompts": world.prompts},
        "updates": 12,
        "optimizer": {"lr": 2e-3},
        "value_optimizer": {"lr": 2e-3},
        "kl": {"coefficient": 0.02},
        "rollout": {"episodes": 32, "max_new_tokens": 40},
        "minibatch_size": 16,
        "micro_batch_size": 0,
    }

    folder = run("ppo", tmp_path / "ppo", config)

    before = refund_rate(sampled(world.policy, world, tmp_path / "before"))
    after = refund_rate(sampled(str(folder / "model"), world, tmp_path / "after"))
    figures = result(folder)
    assert after > max(0.8, before + 0.2)
    assert figures["validation_score"] > figures["validation_score_before"]
    assert figures["validation_kl_before"] == 0 < figures["validation_kl"]
    first = metrics(folder, "train")[0]
    assert first["ratio_max_deviation"] < 1e-6
    assert first["kl"] == 0


def test_ppo_learns_with_adapters_and_checkpointed_activations(
    world: World, tmp_path: Path
) -> None:
    config = {
        "model": world.policy,
        "reward_model": world.reward,
        "data": {"prompts": world.prompts},
        "updates": 10,
        "lora": {"rank": 8},
        "gradient_checkpointing": True,
        "optimizer": {"lr": 1e-2},
        "value_optimizer": {"lr": 1e-2},
        "kl": {"coefficient": 0.02},
        "rollout": {"episodes": 32, "max_new_tokens": 40},
        "minibatch_size": 16,
    }

    folder = run("ppo", tmp_path / "ppo", config)

    updates = metrics(folder, "train")
    assert updates[0]["ratio_max_deviation"] < 1e-6
    assert updates[0]["kl"] == 0
    scores = [line["score"] for line in updates]
    assert sum(scores[-3:]) / 3 > scores[0] + 0.3


def test_ppo_stops_when_kl_is_too_high(world: World, tmp_path: Path) -> None:
    config = {
        "model": world.policy,
        "reward_model": world.reward,
        "data": {"prompts": world.prompts},
        "updates": 12,
        "optimizer": {"lr": 5e-3, "schedule": "constant"},
        "kl": {"coefficient": 0.0, "max_kl": 0.5},
        "rollout": {"episodes": 16, "max_new_tokens": 40},
        "minibatch_size": 8,
        "eval_prompts": 0,
    }

    figures = result(run("ppo", tmp_path, config))

    last = metrics(tmp_path, "train")[-1]
    assert figures["stopped_by_kl"] == last["stopped_by_kl"] == 1
    assert figures["updates"] < 12
    assert last["kl"] > 0.5
    assert all(line["kl"] <= 0.5 for line in metrics(tmp_path, "train")[:-1])


def test_sft_weights_may_be_chosen_by_a_reward_model(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {
        "model": world.base,
        "data": {"demonstrations": world.demonstrations},
        "epochs": 4,
        "batch_size": 16,
        "optimizer": FAST,
        "choice": {"reward_model": world.reward, "prompts": 8, "max_new_tokens": 32},
    }
    measured = iter([0.1, 0.9, 0.3, 0.2])

    plain = run("sft", tmp_path / "plain", config)
    monkeypatch.setattr(sft, "policy_score", lambda *arguments: {"score": next(measured)})
    scripted = run("sft", tmp_path / "scripted", config)

    scores = [line["score"] for line in metrics(plain, "validation")]
    assert result(plain)["validation_score"] == max(scores)
    assert len(set(scores)) > 1
    assert (result(scripted)["validation_score"], result(scripted)["best_step"]) == (0.9, 8)


def test_thumbs_alone_can_teach_where_rankings_are_silent(world: World, tmp_path: Path) -> None:
    thumbs = [
        {"messages": question(n), "completion": answer(n, remedy), "label": remedy == REFUND}
        for n in range(100)
        for remedy in (REFUND, REPAIR)
    ]
    rows = [json.loads(line) for line in Path(world.rankings).read_text().splitlines()]
    for row in rows:
        if row["split"] == "train":
            said = row["rankings"][0]
            row["rankings"] = [said, {"labeler": "cat", "groups": said["groups"][::-1]}]
    config = {
        "model": world.policy,
        "data": {
            "rankings": write_rows(tmp_path / "rankings.jsonl", rows),
            "unpaired": write_rows(tmp_path / "thumbs.jsonl", thumbs),
        },
        "optimizer": FAST,
        "epochs": 3,
    }

    without = result(run("reward", tmp_path / "without", config))
    config["unpaired"] = {"weight": 1.0, "batch_size": 16}
    with_thumbs = result(run("reward", tmp_path / "with", config))

    assert with_thumbs["validation_accuracy"] > 0.8
    assert without["validation_accuracy"] < 0.75
