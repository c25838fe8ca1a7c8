"""A run that was broken off and resumed ends with the same bytes as one that was not."""

from pathlib import Path
from typing import Any

import pytest

from tests.training.engine.world import FAST, StopAfter, World, result, run
from training.engine.checkpoints import checkpoint_latest
from training.engine.errors import BadConfigError, CancelledError
from training.engine.optimization import Optimizer
from training.engine.recipes import sft

RECIPES = ("pretrain", "sft", "reward", "ppo")


def config(recipe: str, world: World) -> dict[str, Any]:
    shared: dict[str, Any] = {"checkpoint_every": 2, "optimizer": FAST, "model": world.policy}
    match recipe:
        case "pretrain":
            return {**shared, "data": {"text": world.text}, "steps": 7, "sequence_length": 32}
        case "sft":
            data = {"demonstrations": world.demonstrations}
            return {**shared, "data": data, "epochs": 2, "batch_size": 16, "eval_every": 2}
        case "reward":
            return {**shared, "data": {"rankings": world.rankings}, "batch_size": 8}
        case _:
            return {
                **shared,
                "reward_model": world.reward,
                "data": {"prompts": world.prompts, "text": world.text},
                "updates": 5,
                "epochs": 2,
                "minibatch_size": 8,
                "rollout": {"episodes": 16, "max_new_tokens": 24},
                "kl": {"controller": "adaptive", "horizon": 100},
                "ptx": {"coefficient": 0.5, "batch_size": 4, "sequence_length": 32},
                "eval_prompts": 4,
            }


def weights(folder: Path) -> bytes:
    return (folder / "model" / "model.safetensors").read_bytes()


@pytest.mark.parametrize("recipe", RECIPES)
def test_cancelled_run_resumes_to_the_same_weights(
    recipe: str, world: World, tmp_path: Path
) -> None:
    whole = run(recipe, tmp_path / "whole", config(recipe, world))

    with pytest.raises(CancelledError, match="saved step-3"):
        run(recipe, tmp_path / "cut", config(recipe, world), stop=StopAfter(steps=2))
    assert not (tmp_path / "cut" / "result.json").exists()
    cut = run(recipe, tmp_path / "cut", config(recipe, world))

    assert weights(cut) == weights(whole)


@pytest.mark.parametrize("recipe", RECIPES)
def test_next_attempt_resumes_a_killed_one_from_its_checkpoint(
    recipe: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(recipe, tmp_path / "whole", config(recipe, world))
    take_step = Optimizer.step

    def power_cut(self: Optimizer, step: int) -> dict[str, float]:
        if step == last_step:
            raise KeyboardInterrupt
        return take_step(self, step)

    last_step = 2 * 4 + 4 if recipe == "ppo" else 3  # PPO takes four steps per update
    monkeypatch.setattr(Optimizer, "step", power_cut)
    with pytest.raises(KeyboardInterrupt):
        run(recipe, tmp_path / "first", config(recipe, world))
    monkeypatch.undo()
    checkpoint = checkpoint_latest(tmp_path / "first" / "checkpoints")
    assert checkpoint is not None
    assert checkpoint.name == "step-2"

    second = run(recipe, tmp_path / "second", config(recipe, world), resume=checkpoint)

    assert weights(second) == weights(whole)


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(
    world: World, tmp_path: Path
) -> None:
    settings = config("ppo", world)

    folders = [
        run("ppo", tmp_path / name, {**settings, "seed": seed})
        for name, seed in (("a", 0), ("b", 0), ("c", 1))
    ]

    assert weights(folders[0]) == weights(folders[1]) != weights(folders[2])


def test_sft_resumes_with_the_best_weights_of_before(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {**config("sft", world), "epochs": 4}
    losses = iter([3.0, 2.0, 1.0, 4.0, 5.0, 6.0, 7.0, 8.0] * 2)
    monkeypatch.setattr(sft, "mean_loss", lambda *arguments: next(losses))
    whole = run("sft", tmp_path / "whole", settings)

    with pytest.raises(CancelledError):
        run("sft", tmp_path / "cut", settings, stop=StopAfter(steps=8))
    cut = run("sft", tmp_path / "cut", settings)

    assert result(whole)["best_step"] == result(cut)["best_step"] == 6
    assert weights(cut) == weights(whole)
    assert next(losses, None) is None


def test_only_the_newest_checkpoints_are_kept(world: World, tmp_path: Path) -> None:
    settings = {**config("pretrain", world), "checkpoint_every": 1, "keep_checkpoints": 2}

    folder = run("pretrain", tmp_path, settings)

    assert sorted(path.name for path in (folder / "checkpoints").iterdir()) == ["step-5", "step-6"]


def test_a_broken_checkpoint_is_refused_by_name(world: World, tmp_path: Path) -> None:
    (tmp_path / "step-9").mkdir()

    with pytest.raises(BadConfigError, match="--resume: expected a checkpoint folder"):
        run("sft", tmp_path / "run", config("sft", world), resume=tmp_path / "step-9")


def test_a_run_keeps_its_settings(world: World, tmp_path: Path) -> None:
    settings = config("pretrain", world)
    run("pretrain", tmp_path, settings)

    with pytest.raises(BadConfigError, match=r"steps: expected 7 as in .*config.json"):
        run("pretrain", tmp_path, {**settings, "steps": 8})
