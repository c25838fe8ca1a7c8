"""What a rehearsal leaves behind: costs, a table that prints, pictures that open."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from training.rehearsal.campaign.context import Context, Stages
from training.rehearsal.display import StageDisplay, report_print
from training.rehearsal.pictures import pictures_draw
from training.rehearsal.report import costs, report_write


def rate(value: float) -> dict[str, Any]:
    return {"value": value, "low": value - 0.05, "high": value + 0.05, "n": 300}


def report() -> dict[str, Any]:
    """A whole report with made-up figures."""
    return {
        "seed": 3,
        "control": "true",
        "utilities": {"base": rate(0.1), "SFT": rate(0.4), "PPO": rate(0.55)},
        "head_to_head": {
            "SFT over base": {"win_rate": rate(0.8)},
            "PPO over SFT": {"win_rate": rate(0.65)},
        },
        "agreement": {
            "honest": {"value": 0.73, "interval": [0.7, 0.76], "n": 900},
            "pool": {"value": None, "interval": None, "n": 0},
            "noise_ceiling": {"lowest": 0.73, "normal": 0.802, "highest": 0.839},
        },
        "accuracy": {"Reward model against the truth": rate(0.82)},
        "kl": 2.31,
        "labels": {"demonstration": 300, "ranking": 780},
        "costs": {
            "ppo": {"wall_seconds": 90.0, "cpu_seconds": 80.0, "peak_memory_mib": 611.0},
            "rankings": {"wall_seconds": 30.0},
        },
        "samples": [
            {"prompt": "Where is [my lamp]?", "answers": {"SFT": {"text": "[sic]", "utility": -1}}}
        ],
        "checks": [
            {"name": "PPO beats SFT", "passed": True, "detail": "65 %"},
            {"name": "the gate promotes", "passed": False, "detail": "refuse"},
        ],
    }


def test_costs_are_told_by_run_by_stage_and_in_all(context: Context) -> None:
    with context.stages.stage("rankings"), context.stages.stage("sft"):
        pass
    taken = {"wall_seconds": 3.0, "cpu_seconds": 2.0, "peak_memory_mib": 400.0}
    context.runs["sft"] = {"metrics": {**taken, "loss": 1.0}}
    context.runs["ppo"] = {"metrics": {**taken, "peak_memory_mib": 600.0}}
    found = costs(context)

    assert found["sft"] == taken
    assert found["rankings"].keys() == {"wall_seconds"}
    assert (found["all"]["cpu_seconds"], found["all"]["peak_memory_mib"]) == (4.0, 600.0)


def test_the_table_prints_every_figure_and_what_failed() -> None:
    output = io.StringIO()
    report_print(Console(file=output, width=120), report())
    text = output.getvalue()

    for wanted in (
        "65.0%",
        "60.0% – 70.0%",
        "0.550",
        "2.31",
        "611.0",
        "80.2%",
        "780 rankings",
        "[sic]",
    ):
        assert wanted in text
    assert "✓ PPO beats SFT" in text
    assert "✗ the gate promotes: refuse" in text
    assert "Where is [my lamp]?" in text


def test_stages_are_plain_lines_where_there_is_no_terminal() -> None:
    output = io.StringIO()
    with StageDisplay(Console(file=output)) as display, Stages(display).stage("set-up"):
        display.update("set-up", 3, 10)

    assert output.getvalue().strip() == "set-up: 0.0 s"


def test_pictures_are_drawn_of_what_there_is(tmp_path: Path) -> None:
    lines = [{"step": i, "phase": "train", "values": {"score": 0.1 * i}} for i in range(5)]
    drawn = pictures_draw(report(), {"ppo": lines}, tmp_path)

    assert [path.name for path in drawn] == ["win-rates.png", "training.png"]
    for path in drawn:
        assert path.read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_there_are_no_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    assert pictures_draw(report(), {}, tmp_path) == []


def test_a_report_with_what_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        report_write({"value": float("nan")}, tmp_path)
