"""Registering a base model, and triggering a cycle, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.training.runs.material import Material, make_model
from touchstone.core.storage import tree_manifest
from touchstone.registry.models import ModelRole, ModelVersion
from training.runs.management.commands import retrain
from training.runs.models import Cycle, RetrainPolicy
from training.runs.services.base_models import safetensors_parameters
from training.runs.services.cycles import cycle_advance
from training.runs.services.steps.base import StepFailedError
from training.runs.supervisor.inputs import model_path


def safetensors(path: Path, shapes: dict[str, list[int]]) -> None:
    """Write a file with zeros of these shapes, as the format's description says."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, shape in shapes.items():
        size = 4
        for length in shape:
            size *= length
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + bytes(offset))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    safetensors(folder / "model.safetensors", {"embed": [10, 4], "norm": [4], "scale": []})
    return folder


def test_parameters_are_counted_from_the_header(folder: Path) -> None:
    assert safetensors_parameters(folder / "model.safetensors") == 10 * 4 + 4 + 1


def test_a_folder_goes_to_storage_and_comes_back_for_a_run(
    material: Material, folder: Path
) -> None:
    project = material.cast.project
    call_command("register_base_model", project.slug, str(folder))
    model = ModelVersion.objects.latest("pk")

    assert (model.role, model.kind, model.name, model.number) == ("policy", "base", "my-model", 2)
    assert (model.parameters, model.template_digest) == (45, "")
    assert model.weights_sha256 == tree_manifest(model.location).sha256
    fetched = Path(model_path(model.location))
    assert (fetched / "model.safetensors").read_bytes() == (
        folder / "model.safetensors"
    ).read_bytes()


def test_digests_of_a_model_of_ours_are_kept(material: Material, folder: Path) -> None:
    (folder / "touchstone.json").write_text(json.dumps({"template_digest": "d" * 64}))
    call_command("register_base_model", material.cast.project.slug, str(folder), name="Mine")
    model = ModelVersion.objects.latest("pk")
    assert (model.name, model.template_digest) == ("Mine", "d" * 64)


def test_a_hub_name_stays_a_name(material: Material) -> None:
    call_command("register_base_model", material.cast.project.slug, "somebody/small-model")
    model = ModelVersion.objects.latest("pk")
    assert (model.name, model.location) == ("small-model", "somebody/small-model")
    assert model_path(model.location) == "somebody/small-model"


@pytest.mark.parametrize(
    ("project", "model", "said"),
    [
        ("nowhere", "somebody/model", "no project"),
        (None, "/does/not/exist", "is not a folder"),
        (None, ".", "holds no config.json beside"),
    ],
)
def test_what_cannot_be_registered_is_said_in_one_sentence(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    project: str | None, model: str, said: str,
) -> None:  # fmt: skip
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    with pytest.raises(CommandError, match=said):
        call_command("register_base_model", project or material.cast.project.slug, model)


def test_retrain_starts_a_cycle_of_the_first_policy_or_makes_one(
    material: Material, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("retrain", material.cast.project.slug, "--no-wait")
    cycle = Cycle.objects.get()
    assert (cycle.policy.name, cycle.reason) == ("By hand", "manage.py retrain")
    assert f"Cycle 1 ({cycle.public_id}) has begun." in capsys.readouterr().out
    with pytest.raises(CommandError, match="runs already"):
        call_command("retrain", material.cast.project.slug, "--no-wait")
    assert RetrainPolicy.objects.count() == 1


def test_retrain_follows_a_cycle_to_its_failure(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise StepFailedError("There is nothing to learn from.")

    def worker(_: float) -> None:
        cycle_advance(cycle_id=Cycle.objects.get().pk)

    monkeypatch.setattr("training.runs.services.steps.freeze._freeze", fail)
    monkeypatch.setattr(f"{retrain.__name__}.time.sleep", worker)
    with pytest.raises(CommandError, match="freeze failed: There is nothing to learn from"):
        call_command("retrain", material.cast.project.slug)


def test_retrain_needs_a_base_model(material: Material, folders: Path) -> None:
    ModelVersion.objects.filter(role=ModelRole.POLICY).update(kind="trained")
    make_model(material.cast, folders, ModelRole.REWARD)
    with pytest.raises(CommandError, match="register_base_model"):
        call_command("retrain", material.cast.project.slug, "--no-wait")
