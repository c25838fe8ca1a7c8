"""Settings of `reward`: a scalar head learned from rankings."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass
from typing import Literal

from training.engine.config.common import TrainingConfig
from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class RewardData:
    """Inputs of `reward`."""

    rankings: str = setting(
        path=True,
        doc='{"prompt_id", "messages", "completions", "rankings", "split", "use_case"} rows.',
    )
    demonstrations: str | None = setting(
        None,
        path=True,
        doc="Demonstrations whose mean score becomes zero; without them the ranked completions'.",
    )
    unpaired: str | None = setting(
        None,
        path=True,
        doc='{"messages", "completion", "label"} rows: thumbs, true for up. Read only if they have '
        "weight.",
    )


@dataclass(frozen=True, kw_only=True)
class UnpairedConfig:
    """Thumbs beside the rankings."""

    weight: float = setting(
        0.0,
        minimum=0,
        doc="Weight of the mean loss of a batch of thumbs beside that of the pairs. Thumbs "
        "are noisier than rankings and come from other people; 0 leaves them out.",
    )
    batch_size: int = setting(8, minimum=1, doc="Thumbs per optimizer step.")


@dataclass(frozen=True, kw_only=True)
class RewardConfig(TrainingConfig):
    """K-way rankings, each completion encoded once."""

    data: RewardData = setting(doc="Input files.")
    epochs: int = setting(1, minimum=1, doc="Passes over the rankings; a second one overfits.")
    batch_size: int = setting(
        8, minimum=1, doc="Prompts per optimizer step, each with all its completions."
    )
    micro_batch_size: int = setting(
        0, minimum=0, doc="Prompts per forward pass; 0 takes the whole batch at once."
    )
    max_length: int = setting(
        2048, minimum=8, doc="Tokens of prompt and answer; longer completions are left out."
    )
    ties: Literal["exclude", "half"] = setting(
        "exclude", doc="What a labeler's tie counts: nothing, or half for each side."
    )
    shared_prefix: bool = setting(
        True,
        doc="Encode each prompt once for all its completions: the same scores, less work. Off with "
        "gradient checkpointing, which keeps no cache.",
    )
    unpaired: UnpairedConfig = setting(factory=UnpairedConfig, doc="Thumbs beside the rankings.")
    eval_every: int = setting(0, minimum=0, doc="Steps between validations; 0 only at the end.")
    measured_agreement: float | None = setting(
        None,
        minimum=0,
        maximum=1,
        doc="How often two labelers agree on a pair; printed beside the accuracy.",
    )
