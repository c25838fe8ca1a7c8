"""How big a rehearsal is and how its models are trained; every number that may be tuned.

``full`` is the experiment of docs/training.md, ``demo`` fills the demo's second project in the
background, ``small`` is plumbing with SFT over base, for the test command.
"""

from dataclasses import dataclass, field, replace
from typing import Any

Config = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Size:
    """One size of rehearsal."""

    name: str
    corpus_documents: int
    """Plain-text documents that the base model reads."""
    train_prompts: int
    """Prompts to learn from: a ranking task each, and PPO's episodes."""
    validation_prompts: int
    """Held out, a ranking task each: what the reward model's accuracy is measured on."""
    test_prompts: int
    """Held out: the head-to-head comparisons, and the gate's."""
    demonstrations: int
    """Demonstration tasks, on as many of the train prompts."""
    completions_per_prompt: int
    """K: completions of a ranking task."""
    labelers: int
    gate_comparisons: int
    """Declared before the first is labeled."""
    new_tasks: int = 0
    """Prompts that the promoted policy answers anew, for the next ranking tasks."""
    max_new_tokens: int = 56
    temperature: float = 1.0
    calibration_prompts: int = 120
    """Ranking tasks on which the labelers' noise is set."""
    with_cycle: bool = True
    """Whether reward model, PPO and gate follow, or the rehearsal ends with SFT."""
    pretrain: Config = field(default_factory=dict)
    sft: Config = field(default_factory=dict)
    reward: Config = field(default_factory=dict)
    ppo: Config = field(default_factory=dict)


def _architecture(layers: int, hidden: int, vocab: int) -> Config:
    shape = {"layers": layers, "hidden": hidden, "heads": 4, "mlp": 4 * hidden, "vocab": vocab}
    return {"architecture": {**shape, "context": 160}}


FULL = Size(
    name="full",
    corpus_documents=12_000,
    train_prompts=700,
    validation_prompts=80,
    test_prompts=300,
    demonstrations=300,
    completions_per_prompt=6,
    labelers=16,
    gate_comparisons=380,
    new_tasks=60,
    pretrain={
        "model": _architecture(2, 128, 700),
        "steps": 1000,
        "batch_size": 16,
        "sequence_length": 96,
        "optimizer": {"lr": 4e-3, "schedule": "cosine"},
    },
    sft={"epochs": 6, "batch_size": 32, "optimizer": {"lr": 5e-4, "schedule": "cosine"}},
    reward={"epochs": 2, "batch_size": 8, "optimizer": {"lr": 1e-3, "schedule": "cosine"}},
    ppo={
        "updates": 40,
        "minibatch_size": 32,
        "micro_batch_size": 32,
        "optimizer": {"lr": 1.5e-4},
        "value_optimizer": {"lr": 3e-4},
        "kl": {"coefficient": 0.1},
        "rollout": {"episodes": 128, "batch_size": 128, "max_new_tokens": 56},
    },
)  # fmt: skip

# The experiment itself: a rehearsal repeats, so the demo's cycle ends as that of seed 0 did.
DEMO = replace(FULL, name="demo")

SMALL = Size(
    name="small",
    corpus_documents=1_200,
    train_prompts=80,
    validation_prompts=16,
    test_prompts=120,
    demonstrations=80,
    completions_per_prompt=4,
    labelers=4,
    gate_comparisons=0,
    calibration_prompts=32,
    with_cycle=False,
    pretrain={
        **FULL.pretrain,
        "model": _architecture(2, 64, 768),
        "steps": 120,
        "optimizer": {"lr": 4e-3, "schedule": "cosine", "warmup_steps": 10},
    },
    sft={**FULL.sft, "epochs": 8, "batch_size": 16, "optimizer": {"lr": 2e-3}},
)

SIZES = {size.name: size for size in (FULL, DEMO, SMALL)}
