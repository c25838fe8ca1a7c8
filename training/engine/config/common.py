"""Settings that every recipe shares: what to compute on, how to optimise, when to save."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass
from typing import Literal

from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class OptimizerConfig:
    """AdamW and its learning-rate schedule."""

    lr: float = setting(
        1e-5, above=0, doc="Peak learning rate. Small models take 1e-3, 7B models 1e-5 or less."
    )
    schedule: Literal["cosine", "linear", "constant"] = setting(
        "cosine", doc="Shape of the decay after the warm-up, over the whole run."
    )
    warmup_steps: int = setting(
        0, minimum=0, doc="Steps over which the learning rate rises from a tenth of its peak."
    )
    final_lr_fraction: float = setting(
        0.1, minimum=0, maximum=1, doc="Where the decay ends, as a fraction of the peak."
    )
    beta1: float = setting(0.9, minimum=0, maximum=1, doc="Decay of Adam's first moment.")
    beta2: float = setting(0.95, minimum=0, maximum=1, doc="Decay of Adam's second moment.")
    eps: float = setting(1e-8, above=0, doc="Adam's epsilon. PPO uses 1e-5 after Ziegler et al.")
    weight_decay: float = setting(
        0.0, minimum=0, doc="Decoupled decay of matrices; vectors and biases are spared."
    )
    max_grad_norm: float = setting(
        1.0, minimum=0, doc="Gradients are scaled down to this norm; 0 never clips."
    )


@dataclass(frozen=True, kw_only=True)
class LoraConfig:
    """Low-rank adapters (peft) instead of full fine-tuning; merged when the model is saved."""

    rank: int = setting(16, minimum=1, doc="Rank of each adapter: capacity against memory.")
    alpha: float = setting(32.0, above=0, doc="Adapters are scaled by alpha / rank.")
    dropout: float = setting(0.0, minimum=0, maximum=1, doc="Dropout before the adapters.")
    targets: tuple[str, ...] = setting(
        (), doc="Names of the linear layers to adapt; empty means all but the head."
    )


@dataclass(frozen=True, kw_only=True)
class RunConfig:
    """What every command of the engine understands."""

    recipe: str = setting(doc="Which recipe this file is for; must match the command line.")
    seed: int = setting(
        0, minimum=0, doc="Same seed, versions, processor and threads: the same weights."
    )
    device: str = setting("auto", doc="`auto` (CUDA where there is one), `cpu`, `cuda`, `cuda:1`.")
    dtype: Literal["float32", "bfloat16"] = setting(
        "float32",
        doc="`bfloat16` computes under autocast with float32 master weights and saves bfloat16.",
    )
    threads: int = setting(
        1, minimum=1, doc="CPU threads. Small models are slower with two on a busy machine."
    )


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(RunConfig):
    """What every recipe that changes weights understands."""

    model: str = setting(model=True, doc="Folder or hub name of the model to start from.")
    optimizer: OptimizerConfig = setting(factory=OptimizerConfig, doc="AdamW and its schedule.")
    lora: LoraConfig | None = setting(None, doc="Adapters instead of full fine-tuning.")
    gradient_checkpointing: bool = setting(
        False, doc="Recompute activations: a third more time, far less memory."
    )
    checkpoint_every: int = setting(
        0, minimum=0, doc="Steps between checkpoints; 0 saves one only when cancelled."
    )
    keep_checkpoints: int = setting(2, minimum=1, doc="Newest checkpoints kept on disk.")
    max_steps: int = setting(
        0, minimum=0, doc="End after this many optimizer steps (PPO: updates); 0 sets no bound."
    )
    log_every: int = setting(10, minimum=1, doc="Steps between lines of training metrics.")
