"""metrics.jsonl: whole lines, finite numbers."""

import json
import math
import time
from pathlib import Path

from training.engine.metrics import MetricsLog


def test_a_line_is_readable_as_soon_as_it_is_written(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path / "metrics.jsonl", total_steps=7)

    log.write(3, "train", loss=0.123456789, tokens=5)

    [line] = (tmp_path / "metrics.jsonl").read_text().splitlines()
    content = json.loads(line)
    assert abs(content.pop("time") - time.time()) < 60
    assert content == {
        "step": 3,
        "phase": "train",
        "total_steps": 7,
        "loss": 0.1234568,
        "tokens": 5,
    }


def test_what_json_cannot_hold_is_null(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path / "metrics.jsonl", total_steps=1)

    log.write(1, "train", loss=math.nan, grad_norm=math.inf)

    content = json.loads((tmp_path / "metrics.jsonl").read_text())
    assert content["loss"] is content["grad_norm"] is None


def test_half_a_line_of_a_killed_trainer_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text('{"step": 1}\n{"step": 2, "lo')

    MetricsLog(path, total_steps=1).write(2, "train")

    assert [json.loads(line)["step"] for line in path.read_text().splitlines()] == [1, 2]
