"""The set-up's refusals, each one sentence, and its stamps."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import node, setup


def answering(output: str, returncode: int = 1) -> "subprocess.CompletedProcess[str]":
    return subprocess.CompletedProcess([], returncode, stdout=output, stderr="")


def test_stamp_is_fresh_only_for_the_very_same(tmp_path: Path) -> None:
    stamp = setup.Stamp(tmp_path / "stamp", ["a==1", "b==2"])
    assert not stamp.fresh()
    stamp.write()
    assert stamp.fresh()
    assert not setup.Stamp(tmp_path / "stamp", ["a==1", "b==3"]).fresh()
    assert not setup.Stamp(tmp_path / "stamp", ["a==1b==2"]).fresh()


def test_wrong_python_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(sys, "version", "3.10.4 (main)")
    with pytest.raises(SystemExit):
        setup.main()
    assert capsys.readouterr().err.startswith("Python 3.11 or 3.12 is needed and this is 3.10.4")


@pytest.mark.parametrize(
    "words",
    [
        "The virtual environment was not created successfully because ensurepip is not available.",
        "/usr/bin/python3.11: No module named venv",
    ],
)
def test_missing_venv_module_names_the_package_to_install(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(setup, "run_quietly", lambda _command: answering(words))
    with pytest.raises(SystemExit) as ended:
        setup.make_venv()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "Python's venv module is missing: install it, on Debian and Ubuntu with "
        f"`apt install python{version}-venv`, and start again.\n"
    )


def test_full_disk_is_refused_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = type(shutil.disk_usage("/"))(total=100, used=99, free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(SystemExit):
        setup.check_disk(4.5)
    said = capsys.readouterr().err
    assert said.startswith("Only 0.0 GiB are free on the disk of")
    assert "needs 4.5 GiB" in said


def test_failing_command_shows_the_end_of_its_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "LOG", tmp_path / "build" / "setup.log")
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(4)"]
    with pytest.raises(SystemExit):
        setup.logged(command, {})
    assert "the reason" in capsys.readouterr().err


def test_offline_torch_is_the_public_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "has_gpu", lambda: False)
    monkeypatch.setattr(setup, "offers_cpu_build", lambda _pin: False)
    monkeypatch.setattr(setup, "reachable", lambda _address: False)
    assert setup.torch_source("torch==2.13.0") == setup.TorchSource((), is_cpu=False)


def test_cpu_index_is_used_when_it_is_needed_and_reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "has_gpu", lambda: False)
    monkeypatch.setattr(setup, "offers_cpu_build", lambda _pin: False)
    monkeypatch.setattr(setup, "reachable", lambda _address: True)
    expected = setup.TorchSource(("--extra-index-url", setup.CPU_INDEX), is_cpu=True)
    assert setup.torch_source("torch==2.13.0") == expected
    monkeypatch.setattr(setup, "has_gpu", lambda: True)
    assert setup.torch_source("torch==2.13.0") == setup.TorchSource((), is_cpu=False)


def test_old_node_on_the_path_is_passed_over_for_the_wheels(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, words in (("node", "echo v18.19.0"), ("npm", "echo 9.2.0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{words}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = node.find(Path(sys.executable))
    assert found is not None
    assert found.folder != tmp_path
    done = subprocess.run([*found.npm, "--version"], env=found.environment(), capture_output=True)
    assert done.returncode == 0
