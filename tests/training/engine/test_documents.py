"""The documents name every setting and every metric, with the words that the code uses."""

import json
import re
from pathlib import Path

from tests.training.engine.world import World, run
from training.engine.config.reference import reference

DOCS = Path(__file__).parents[3] / "docs"


def test_the_configuration_reference_is_the_one_that_the_code_prints() -> None:
    text = (DOCS / "training.md").read_text()

    printed = text.split("training.engine.config.reference -->\n\n")[1]

    assert printed.split("\n<!-- end of the printed part")[0] == reference(), (
        "print it again: python -m training.engine.config.reference"
    )


def test_every_logged_figure_is_explained(world: World, tmp_path: Path) -> None:
    ppo = {
        "model": world.policy,
        "reward_model": world.reward,
        "data": {"prompts": world.prompts, "text": world.text},
        "updates": 1,
        "rollout": {"episodes": 4, "max_new_tokens": 8},
        "ptx": {"coefficient": 0.1, "sequence_length": 16},
    }
    run("ppo", tmp_path, ppo)
    text = (DOCS / "metrics.md").read_text().split("## Training metrics")[1]
    explained = set(re.findall(r"`_?([a-z_]+)`", text))

    logged: set[str] = set()
    for folder in (*(world.root / name for name in ("base", "sft", "reward")), tmp_path):
        for line in (folder / "metrics.jsonl").read_text().splitlines():
            logged |= set(json.loads(line))

    # Breakdowns are explained once, by their ending.
    unexplained = {
        name
        for name in logged - explained
        if not re.match(r"(accuracy|pairs)_(length|margin|use_case)_", name)
    }
    assert unexplained == set()
