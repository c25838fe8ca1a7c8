"""Settings of `ppo`: learning what the reward model prefers, held by KL to the SFT policy."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass
from typing import Literal

from training.engine.config.common import OptimizerConfig, TrainingConfig
from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class PpoData:
    """Inputs of `ppo`."""

    prompts: str = setting(
        path=True,
        doc='{"prompt_id", "messages", "split"} rows; `train` to learn on, `validation` to watch.',
    )
    text: str | None = setting(
        None,
        path=True,
        doc="Pretraining text for the PPO-ptx mix; needed if `ptx.coefficient` > 0.",
    )


@dataclass(frozen=True, kw_only=True)
class RolloutConfig:
    """How episodes are made."""

    episodes: int = setting(128, minimum=2, doc="Responses sampled per update.")
    max_new_tokens: int = setting(64, minimum=1, doc="Longest response, stop token included.")
    max_prompt_tokens: int = setting(1024, minimum=1, doc="Longer prompts are left out.")
    temperature: float = setting(
        1.0, above=0, doc="Divides the logits when sampling and in every log-probability."
    )
    batch_size: int = setting(128, minimum=1, doc="Responses sampled at once: speed for memory.")


@dataclass(frozen=True, kw_only=True)
class KlConfig:
    """What holds the policy near the reference."""

    coefficient: float = setting(
        0.05, minimum=0, doc="Reward taken per nat of KL. Too small and the reward model is gamed."
    )
    controller: Literal["fixed", "adaptive"] = setting(
        "fixed", doc="`adaptive` moves the coefficient until KL is `target` (Ziegler et al.)."
    )
    target: float = setting(6.0, above=0, doc="KL that `adaptive` aims at, in nats per response.")
    horizon: int = setting(10_000, minimum=1, doc="Episodes over which `adaptive` acts.")
    max_kl: float = setting(
        0.0, minimum=0, doc="End the run when KL per response exceeds this many nats; 0 never does."
    )


@dataclass(frozen=True, kw_only=True)
class PtxConfig:
    """PPO-ptx: pretraining gradients mixed in, against forgetting."""

    coefficient: float = setting(
        0.0,
        minimum=0,
        doc="Weight of the pretraining loss. InstructGPT used 27.8; 0 leaves it out.",
    )
    batch_size: int = setting(32, minimum=1, doc="Rows of text per minibatch.")
    sequence_length: int = setting(96, minimum=8, doc="Tokens per row of text.")


@dataclass(frozen=True, kw_only=True)
class PpoOptimizerConfig(OptimizerConfig):
    """AdamW as PPO likes it: a linear decay to zero, and a larger epsilon."""

    schedule: Literal["cosine", "linear", "constant"] = setting(
        "linear", doc="Shape of the decay after the warm-up, over the whole run."
    )
    final_lr_fraction: float = setting(
        0.0, minimum=0, maximum=1, doc="Where the decay ends, as a fraction of the peak."
    )
    eps: float = setting(
        1e-5, above=0, doc="Adam's epsilon, after Ziegler et al.: early steps stay small."
    )


@dataclass(frozen=True, kw_only=True)
class PpoConfig(TrainingConfig):
    """Proximal policy optimisation as InstructGPT ran it."""

    data: PpoData = setting(doc="Input files.")
    reward_model: str = setting(model=True, doc="Folder or hub name of the reward model.")
    reference: str | None = setting(
        None,
        model=True,
        doc="Policy that KL is measured to; `model` itself (the SFT policy) by default.",
    )
    updates: int = setting(40, minimum=1, doc="Rounds of sampling and learning.")
    epochs: int = setting(
        1, minimum=1, doc="Passes over an update's episodes. InstructGPT made one."
    )
    minibatch_size: int = setting(32, minimum=1, doc="Episodes per optimizer step.")
    micro_batch_size: int = setting(
        16,
        minimum=0,
        doc="Episodes per forward pass, sorted by length; 0 takes a minibatch at once.",
    )
    optimizer: PpoOptimizerConfig = setting(
        factory=PpoOptimizerConfig, doc="The policy's optimizer."
    )
    value_optimizer: PpoOptimizerConfig = setting(
        factory=PpoOptimizerConfig, doc="The value network's optimizer."
    )
    rollout: RolloutConfig = setting(factory=RolloutConfig, doc="How episodes are made.")
    kl: KlConfig = setting(factory=KlConfig, doc="What holds the policy near the reference.")
    ptx: PtxConfig = setting(factory=PtxConfig, doc="Pretraining gradients mixed in.")
    clip: float = setting(0.2, above=0, doc="Ratios beyond 1 ± clip earn nothing more.")
    value_clip: float = setting(
        0.2, above=0, doc="How far a value may move per update before it earns nothing more."
    )
    gamma: float = setting(1.0, above=0, maximum=1, doc="Discount per token.")
    gae_lambda: float = setting(
        0.95, minimum=0, maximum=1, doc="0 trusts the value network alone, 1 the rewards alone."
    )
    whiten_rewards: bool = setting(
        False, doc="Scale each update's rewards to variance one, their mean kept."
    )
    whiten_advantages: bool = setting(
        True, doc="Scale each update's advantages to mean zero and variance one."
    )
    missing_eos_cap: float = setting(
        -1.0, doc="A response that never stopped scores at most this, before the penalty."
    )
    missing_eos_penalty: float = setting(
        1.0, minimum=0, doc="Taken from the score of a response that never stopped."
    )
    eval_every: int = setting(
        10,
        minimum=0,
        doc="Updates between evaluations on validation prompts; 0 only first and last.",
    )
    eval_prompts: int = setting(
        64, minimum=0, doc="Validation prompts per evaluation (the first ones); 0 for none."
    )
    log_every: int = setting(1, minimum=1, doc="Updates between lines of training metrics.")
