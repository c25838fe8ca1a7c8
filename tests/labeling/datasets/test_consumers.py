"""Downloads, read by the libraries they are made for: ``datasets`` and TRL's own trainers."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from labeling.datasets.domain.schemas import SCHEMAS
from labeling.datasets.exports.download import DownloadFormat
from labeling.datasets.models import DatasetKind, DatasetVersion
from labeling.datasets.services import (
    dataset_download,
    dataset_version_build,
    dataset_version_create,
)
from labeling.prompts.models import Completion
from tests.factories import make_project, make_user
from tests.labeling.evidence import demonstrated, held_out_prompts, ranked, thumbed
from touchstone.projects.models import Project

os.environ.setdefault("HF_HUB_OFFLINE", "1")
SPLITS = ("train", "validation", "test")
PREFERENCE = ["prompt", "chosen", "rejected", "strength"]


@pytest.fixture
def project(db: None, settings: Any, tmp_path: Path) -> Project:
    settings.STORAGE_URL = str(tmp_path / "storage")
    project = make_project()
    for prompt in held_out_prompts(project).values():
        demonstrated(project, prompt, f"An ideal answer to {prompt.split}.")
        ranked(project, prompt, size=4)
    for completion in Completion.objects.filter(~Q(source="labeler")):
        thumbed(project, completion, rating="down" if completion.pk % 2 else "up")
    return project


def downloaded(
    project: Project, kind: DatasetKind, wanted: DownloadFormat, folder: Path
) -> DatasetVersion:
    version = dataset_version_build(dataset_version_create(project=project, kind=kind))
    download = dataset_download(version=version, user=make_user(), download_format=wanted)
    zipfile.ZipFile(io.BytesIO(b"".join(download.chunks))).extractall(folder)
    return version


def loaded(folder: Path, name: str, cache: Path) -> Any:
    from datasets import load_dataset

    return load_dataset(str(folder), name, cache_dir=str(cache))


@pytest.mark.parametrize("kind", DatasetKind)
def test_datasets_reads_every_kind_with_its_splits(
    project: Project, kind: DatasetKind, tmp_path: Path
) -> None:
    folder = tmp_path / "got"
    version = downloaded(project, kind, DownloadFormat.PARQUET, folder)
    read = loaded(folder, kind.value, tmp_path / "cache")
    assert {split: len(rows) for split, rows in read.items()} == version.rows
    assert set(version.rows) == set(SPLITS)
    assert all(version.rows.values())
    for split, rows in read.items():
        assert rows.column_names == SCHEMAS[kind].names
        assert set(rows["split"]) == {split}
        assert rows[0]["messages"][-1]["role"] == "user"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {file["path"] for file in manifest["files"]} == {
        f"data/{split}-00000-of-00001.parquet" for split in SPLITS
    }


def test_datasets_reads_a_version_whose_held_out_splits_are_empty(
    db: None, settings: Any, tmp_path: Path
) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")
    project = make_project()
    ranked(project)
    downloaded(project, DatasetKind.RANKINGS, DownloadFormat.PARQUET, tmp_path / "got")
    read = loaded(tmp_path / "got", "rankings", tmp_path / "cache")
    assert {split: len(rows) for split, rows in read.items()} == {"train": 1}


@pytest.mark.parametrize(
    ("kind", "name", "columns", "rows"),
    [
        (DatasetKind.DEMONSTRATIONS, "language_modeling", ["messages"], 1),
        (DatasetKind.DEMONSTRATIONS, "prompt_completion", ["prompt", "completion"], 1),
        (DatasetKind.RANKINGS, "preference", PREFERENCE, 5),
        (DatasetKind.PREFERENCE_PAIRS, "preference", PREFERENCE, 5),
        (DatasetKind.UNPAIRED, "unpaired_preference", ["prompt", "completion", "label"], 4),
        (DatasetKind.PROMPTS, "prompt_only", ["prompt"], 1),
    ],
)
def test_datasets_reads_trls_formats(
    project: Project, tmp_path: Path, kind: DatasetKind, name: str, columns: list[str], rows: int
) -> None:
    downloaded(project, kind, DownloadFormat.TRL, tmp_path / "got")
    read = loaded(tmp_path / "got", name, tmp_path / "cache")
    assert {split: len(part) for split, part in read.items()} == dict.fromkeys(SPLITS, rows)
    assert read["train"].column_names == columns
    for column in set(columns) - {"label", "strength"}:
        role = "user" if column == "prompt" else "assistant"
        assert read["train"][0][column][-1]["role"] == role


def test_rankings_and_pairs_give_the_same_preferences(project: Project, tmp_path: Path) -> None:
    for kind in (DatasetKind.RANKINGS, DatasetKind.PREFERENCE_PAIRS):
        downloaded(project, kind, DownloadFormat.TRL, tmp_path / kind)
    lines = [
        (tmp_path / kind / "preference" / "train.jsonl").read_text().splitlines()
        for kind in (DatasetKind.RANKINGS, DatasetKind.PREFERENCE_PAIRS)
    ]
    assert sorted(lines[0]) == sorted(lines[1])


def tokenizer_of(texts: list[str]) -> Any:
    """A tokenizer of whole words with a chat template, built on the spot."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel(unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    special = ["<unk>", "<pad>", "<eos>"]
    words.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=special))
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="<unk>", pad_token="<pad>", eos_token="<eos>"
    )
    tokenizer.chat_template = (
        "{% for m in messages %}{{ m['role'] }} : {{ m['content'] }} <eos> {% endfor %}"
        "{% if add_generation_prompt %}assistant : {% endif %}"
    )
    return tokenizer


def tiny_config(tokenizer: Any) -> Any:
    from transformers import LlamaConfig

    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        max_position_embeddings=512,
    )


def settings_of(tmp_path: Path) -> dict[str, Any]:
    return {
        "output_dir": str(tmp_path / "run"),
        "max_steps": 1,
        "per_device_train_batch_size": 2,
        "report_to": [],
        "save_strategy": "no",
        "use_cpu": True,
        "bf16": False,
        "gradient_checkpointing": False,
        "disable_tqdm": True,
    }


@pytest.mark.parametrize("name", ["language_modeling", "prompt_completion"])
def test_trl_trains_a_step_of_sft_on_demonstrations(
    project: Project, tmp_path: Path, name: str
) -> None:
    from transformers import LlamaForCausalLM
    from trl import SFTConfig, SFTTrainer  # type: ignore[attr-defined]

    downloaded(project, DatasetKind.DEMONSTRATIONS, DownloadFormat.TRL, tmp_path / "got")
    train = loaded(tmp_path / "got", name, tmp_path / "cache")["train"]
    tokenizer = tokenizer_of([str(row) for row in train])
    trainer = SFTTrainer(
        model=LlamaForCausalLM(tiny_config(tokenizer)),
        args=SFTConfig(**settings_of(tmp_path)),
        train_dataset=train,
        processing_class=tokenizer,
    )
    trained = trainer.train()
    assert trained.global_step == 1
    assert 0 < trained.training_loss < 100


def test_trl_trains_a_step_of_a_reward_model_on_rankings(project: Project, tmp_path: Path) -> None:
    from transformers import LlamaForSequenceClassification
    from trl import RewardConfig, RewardTrainer  # type: ignore[attr-defined]

    downloaded(project, DatasetKind.RANKINGS, DownloadFormat.TRL, tmp_path / "got")
    train = loaded(tmp_path / "got", "preference", tmp_path / "cache")["train"]
    tokenizer = tokenizer_of([str(row) for row in train])
    config = tiny_config(tokenizer)
    config.num_labels = 1
    trainer = RewardTrainer(
        model=LlamaForSequenceClassification(config),
        args=RewardConfig(**settings_of(tmp_path)),
        train_dataset=train,
        processing_class=tokenizer,
    )
    trained = trainer.train()
    assert trained.global_step == 1
    assert 0 < trained.training_loss < 100
