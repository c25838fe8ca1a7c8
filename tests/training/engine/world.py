"""A tiny world for the recipes: a shop that repairs or refunds, and labelers who like refunds.

Recipes run in this process, on models that are trained once per session. Nothing here needs Django
or a database.
"""

import dataclasses
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.engine.__main__ import config_read, recipe_run
from training.engine.run_folder import RunFolder
from training.engine.supervision import StopRequest

THINGS = ("chair", "watch", "radio", "lamp", "phone", "bike")
REPAIR, REFUND = "we will repair it.", "we will refund it."
SHAPE = {"layers": 2, "hidden": 32, "heads": 2, "mlp": 64, "vocab": 320, "context": 128}
FAST = {"lr": 5e-3, "final_lr_fraction": 0.0}

Runner = Callable[..., Path]


def question(number: int) -> list[dict[str, str]]:
    thing = THINGS[number % len(THINGS)]
    return [{"role": "user", "content": f"my {thing} broke {number % 5} times."}]


def answer(number: int, remedy: str) -> str:
    return f"sorry about your {THINGS[number % len(THINGS)]}, {remedy}"


def split(number: int) -> str:
    return "validation" if number % 5 == 4 else "train"


def write_rows(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


class StopAfter(StopRequest):
    """Lets so many steps pass and asks the run to end after the next one."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = steps

    def __bool__(self) -> bool:
        self.steps -= 1
        return self.steps < 0


def run(
    recipe: str,
    folder: Path,
    config: dict[str, Any],
    *,
    stop: StopRequest | None = None,
    resume: Path | None = None,
) -> Path:
    """Runs a recipe in this process, as the command line would."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "run.json"
    path.write_text(json.dumps({"recipe": recipe, **config}))
    parsed = config_read(path, recipe)
    run_folder = RunFolder(folder)
    run_folder.lock()
    run_folder.freeze_config(dataclasses.asdict(parsed))
    try:
        recipe_run(parsed, run_folder, StopRequest() if stop is None else stop, resume)
    finally:
        run_folder.unlock()
    return folder


def result(folder: Path) -> dict[str, float]:
    content = json.loads((folder / "result.json").read_text())
    assert content["status"] == "succeeded"
    figures: dict[str, float] = content["metrics"]
    return figures


def metrics(folder: Path, phase: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    return [line for line in lines if line["phase"] == phase]


@dataclasses.dataclass(frozen=True)
class World:
    """Input files and models that tests share; none of them may be written to."""

    root: Path
    text: str
    demonstrations: str
    rankings: str
    prompts: str
    base: str = ""
    policy: str = ""
    reward: str = ""


def ranking(number: int, chance: random.Random) -> dict[str, Any]:
    """Four completions; two labelers prefer refunds, tie equals, and err one time in ten."""
    texts = [answer(number + i, REFUND if i % 2 else REPAIR) for i in range(4)]
    chance.shuffle(texts)
    names = {f"c{number}-{i}": text for i, text in enumerate(texts)}
    rankings = []
    for labeler in ("ann", "bob"):
        good = [name for name, text in names.items() if REFUND in text]
        bad = [name for name, text in names.items() if REPAIR in text]
        groups = [good, bad] if chance.random() < 0.9 else [bad, good]
        rankings.append({"labeler": labeler, "groups": groups})
    return {
        "prompt_id": f"p{number}",
        "messages": question(number),
        "completions": [{"completion_id": name, "text": text} for name, text in names.items()],
        "rankings": rankings,
        "split": split(number),
        "use_case": "shop" if number % 2 else "chat",
    }
