"""What a run.json may not say, and the sentence that answers it."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.engine.__main__ import config_read
from training.engine.config.ppo import PpoConfig
from training.engine.errors import BadConfigError


def read(folder: Path, recipe: str, **settings: Any) -> Any:
    data = folder / "data.jsonl"
    data.write_text("{}\n")
    inputs: dict[str, dict[str, Any]] = {
        "pretrain": {"model": {"architecture": {}}, "data": {"text": "data.jsonl"}},
        "sft": {"model": "base", "data": {"demonstrations": "data.jsonl"}},
        "ppo": {
            "model": "policy",
            "reward_model": "reward",
            "data": {"prompts": "data.jsonl"},
        },
    }
    path = folder / "run.json"
    path.write_text(json.dumps({**inputs[recipe], **settings}))
    return config_read(path, recipe)


@pytest.mark.parametrize(
    ("recipe", "settings", "message"),
    [
        ("sft", {"epoch": 3}, "epoch: expected no setting of this name; did you mean 'epochs'?"),
        (
            "ppo",
            {"kl": {"coeficient": 0.1}},
            "kl.coeficient: expected no setting of this name; did you mean 'coefficient'?",
        ),
        ("sft", {"epochs": 0}, "epochs: expected 1 or more, found 0"),
        ("sft", {"epochs": 1.5}, "epochs: expected a whole number, found 1.5"),
        ("sft", {"epochs": True}, "epochs: expected a whole number, found True"),
        ("sft", {"optimizer": {"lr": 0}}, "optimizer.lr: expected more than 0, found 0"),
        ("sft", {"optimizer": {"lr": "1e-5"}}, "optimizer.lr: expected a number, found '1e-5'"),
        ("sft", {"optimizer": 3}, "optimizer: expected an object of settings, found 3"),
        ("ppo", {"gae_lambda": 1.1}, "gae_lambda: expected 1 or less, found 1.1"),
        ("sft", {"dtype": "fp16"}, "dtype: expected one of 'float32', 'bfloat16', found 'fp16'"),
        ("sft", {"lora": {"targets": "q_proj"}}, "lora.targets: expected a list, found 'q_proj'"),
        ("sft", {"lora": {"targets": [1]}}, "lora.targets[0]: expected a string, found 1"),
        ("sft", {"choose_best": "no"}, "choose_best: expected true or false, found 'no'"),
        (
            "ppo",
            {"reward_model": 5},
            "reward_model: expected a string, found 5",
        ),
    ],
)
def test_bad_settings_are_named(
    tmp_path: Path, recipe: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadConfigError) as caught:
        read(tmp_path, recipe, **settings)

    assert str(caught.value) == message


def test_missing_input_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfigError) as caught:
        read(tmp_path, "sft", data={"demonstrations": "nowhere.jsonl"})

    missing = str(tmp_path / "nowhere.jsonl")
    expected = f"data.demonstrations: expected an existing file or folder, found {missing!r}"
    assert str(caught.value) == expected


def test_required_setting_is_named_with_its_meaning(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("{}")

    with pytest.raises(BadConfigError, match=r"^model: expected a value \(it has no default\): Fo"):
        config_read(path, "sft")


def test_what_is_no_json_is_answered_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("{'recipe': 1}")

    with pytest.raises(BadConfigError, match=r"--config: expected JSON \(.*line 1 column 2"):
        config_read(path, "sft")


def test_relative_inputs_are_found_beside_the_run_json(tmp_path: Path) -> None:
    config = read(tmp_path, "sft")

    assert config.data.demonstrations == str(tmp_path / "data.jsonl")


def test_a_group_that_is_given_in_part_keeps_its_own_defaults(tmp_path: Path) -> None:
    config = read(tmp_path, "ppo", optimizer={"lr": 0.001})

    assert isinstance(config, PpoConfig)
    assert (config.optimizer.lr, config.optimizer.eps) == (0.001, 1e-5)
    assert config.optimizer.schedule == "linear"


def test_a_new_model_is_described_instead_of_named(tmp_path: Path) -> None:
    config = read(tmp_path, "pretrain", model={"architecture": {"layers": 5}})

    assert config.model.architecture.layers == 5
    assert read(tmp_path, "pretrain", model="folder").model == "folder"


def test_a_model_is_a_folder_beside_the_run_json_or_a_hub_name(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()

    assert read(tmp_path, "sft", model="base").model == str(tmp_path / "base")
    assert read(tmp_path, "sft", model="org/name").model == "org/name"
    with pytest.raises(BadConfigError) as caught:
        read(tmp_path, "ppo", reward_model="/nowhere")

    expected = "reward_model: expected an existing model folder or a hub name, found '/nowhere'"
    assert str(caught.value) == expected
