"""The engine's recipes as whole processes: steps per CPU second (or wall second on a GPU).

`python -m bench.training` measures a model of half a million parameters on one thread;
`--shape large --device cuda --dtype bfloat16` one of 0.4 billion. Data is random words of fixed
lengths, so that runs compare; nothing is said here about what is learned.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.machine import machine

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Shape:
    """A model, and data to match; lengths in words (two to three tokens each)."""

    layers: int
    hidden: int
    prompt: int
    response: int
    rankings: int
    k: int
    batch_size: int
    updates: int
    episodes: int


SHAPES = {
    "small": Shape(2, 128, 16, 32, rankings=160, k=6, batch_size=8, updates=6, episodes=64),
    "large": Shape(24, 1024, 128, 256, rankings=128, k=6, batch_size=16, updates=4, episodes=256),
}


class Workshop:
    """A folder with data and models, and a way to run recipes in it."""

    def __init__(self, folder: Path, shape: Shape, common: dict[str, Any]) -> None:
        self.folder, self.shape, self.common = folder, shape, common
        self.rng = random.Random(0)
        self.vocabulary = [f"w{number}" for number in range(600)]

    def words(self, count: int) -> str:
        """Return ``count`` random words."""
        return " ".join(self.rng.choices(self.vocabulary, k=count))

    def write(self, name: str, rows: list[dict[str, Any]]) -> str:
        """Write JSONL and return its path."""
        path = self.folder / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return str(path)

    def run(self, recipe: str, **config: Any) -> dict[str, float]:
        """Run a recipe in a process of its own and return its final metrics."""
        folder = self.folder / f"run-{recipe}"
        folder.mkdir()
        path = folder / "run.json"
        path.write_text(json.dumps({"recipe": recipe, **self.common, **config}))
        command = [sys.executable, "-m", "training.engine", recipe, "--config", str(path)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
        result = json.loads((folder / "result.json").read_text())
        metrics: dict[str, float] = result["metrics"]
        return metrics

    def model(self, recipe: str) -> str:
        """Return the folder of the model that a recipe made."""
        return str(self.folder / f"run-{recipe}" / "model")


def data(shop: Workshop) -> dict[str, str]:
    """Write all inputs and return their paths."""
    shape = shop.shape
    prompts = [
        {
            "prompt_id": f"p{number}",
            "messages": [{"role": "user", "content": shop.words(shape.prompt)}],
            "split": "train",
        }
        for number in range(shape.rankings)
    ]
    rankings = []
    for prompt in prompts:
        ids = [f"{prompt['prompt_id']}-{index}" for index in range(shape.k)]
        answers = [{"completion_id": id_, "text": shop.words(shape.response)} for id_ in ids]
        order = shop.rng.sample(ids, len(ids))
        label = {"labeler": "one", "groups": [[id_] for id_ in order]}
        rankings.append({**prompt, "completions": answers, "rankings": [label], "use_case": ""})
    demonstrations = [{**p, "completion": shop.words(shape.response)} for p in prompts]
    texts = [{"text": shop.words(shape.prompt + shape.response)} for _ in range(200)]
    return {
        "prompts": shop.write("prompts.jsonl", prompts),
        "rankings": shop.write("rankings.jsonl", rankings),
        "demonstrations": shop.write("demonstrations.jsonl", demonstrations),
        "text": shop.write("text.jsonl", texts),
    }


def measure(shop: Workshop) -> dict[str, dict[str, float]]:
    """Run all four recipes and return each one's figures."""
    shape, paths = shop.shape, data(shop)
    length = shape.prompt + shape.response
    architecture = {
        "layers": shape.layers, "hidden": shape.hidden, "heads": max(4, shape.hidden // 64),
        "mlp": 4 * shape.hidden, "vocab": 1200, "context": 4 * length,
    }  # fmt: skip
    steps = 20
    metrics = {
        "pretrain": shop.run(
            "pretrain", model={"architecture": architecture}, data={"text": paths["text"]},
            steps=steps, batch_size=16, sequence_length=2 * length,
        ),
        "sft": shop.run(
            "sft", model=shop.model("pretrain"), epochs=1, batch_size=shape.batch_size,
            data={"demonstrations": paths["demonstrations"]}, max_length=4 * length,
        ),
        "reward": shop.run(
            "reward", model=shop.model("sft"), data={"rankings": paths["rankings"]},
            batch_size=shape.batch_size, max_length=4 * length,
        ),
        "ppo": shop.run(
            "ppo", model=shop.model("sft"), reward_model=shop.model("reward"),
            data={"prompts": paths["prompts"]}, updates=shape.updates, eval_prompts=0,
            minibatch_size=32, micro_batch_size=32,
            rollout={"episodes": shape.episodes, "max_new_tokens": shape.response},
        ),
    }  # fmt: skip
    batches = -(-shape.rankings // shape.batch_size)
    done = {"pretrain": steps, "sft": batches, "reward": batches, "ppo": shape.updates}
    work = {
        "pretrain": 0, "sft": shape.rankings, "reward": shape.rankings,
        "ppo": shape.updates * shape.episodes,
    }  # fmt: skip
    return {name: _figures(metrics[name], done[name], work[name]) for name in metrics}


def _figures(metrics: dict[str, float], steps: int, items: int) -> dict[str, float]:
    cpu, wall = metrics["cpu_seconds"], metrics["wall_seconds"]
    return {
        "steps": steps,
        "cpu_seconds": cpu,
        "wall_seconds": wall,
        "steps_per_cpu_second": steps / cpu,
        "items_per_cpu_second": items / cpu,
        "items_per_wall_second": items / wall,
        "peak_memory_mib": metrics["peak_memory_mib"],
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", choices=SHAPES, default="small")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", default="float32")
    options = parser.parse_args()
    shape = SHAPES[options.shape]
    common = {"seed": 0, "device": options.device, "dtype": options.dtype}
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Workshop(Path(folder), shape, common))
    report = {
        "bench": "training", "machine": machine(), **common, "shape": asdict(shape),
        "includes": "model loading and tokenization; items are demonstrations, prompts with K "
        "completions, or episodes", "recipes": figures,
    }  # fmt: skip
    print(json.dumps(report))


if __name__ == "__main__":
    main()
