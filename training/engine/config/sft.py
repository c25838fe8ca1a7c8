"""Settings of `sft`: supervised fine-tuning on demonstrations."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass
from typing import Literal

from training.engine.config.common import TrainingConfig
from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class SftData:
    """Inputs of `sft`."""

    demonstrations: str = setting(
        path=True, doc='{"prompt_id", "messages", "completion", "split"} rows, or a folder of them.'
    )


@dataclass(frozen=True, kw_only=True)
class ChoiceConfig:
    """By what the saved weights are chosen."""

    reward_model: str | None = setting(
        None,
        model=True,
        doc="Choose by this reward model's mean score of responses to validation prompts, as "
        "InstructGPT did; without one, by the validation loss.",
    )
    prompts: int = setting(64, minimum=1, doc="Validation prompts answered (the first ones).")
    max_new_tokens: int = setting(128, minimum=1, doc="Longest response, stop token included.")


@dataclass(frozen=True, kw_only=True)
class SftConfig(TrainingConfig):
    """Loss on the assistant's tokens only; the best validation loss is kept."""

    data: SftData = setting(doc="Input files.")
    epochs: int = setting(
        3,
        minimum=1,
        doc="Passes over the demonstrations. InstructGPT used 16 and chose among them.",
    )
    batch_size: int = setting(32, minimum=1, doc="Demonstrations per optimizer step.")
    micro_batch_size: int = setting(
        0, minimum=0, doc="Demonstrations per forward pass; 0 takes the whole batch at once."
    )
    max_length: int = setting(
        2048, minimum=8, doc="Tokens of prompt and answer; longer demonstrations are left out."
    )
    batching: Literal["sorted", "packed"] = setting(
        "sorted",
        doc="`sorted` pads batches of like length; `packed` fills rows of `max_length` with "
        "several demonstrations that cannot see each other (rows per step = `batch_size`).",
    )
    loss_on: Literal["completion", "assistant"] = setting(
        "completion", doc="The final answer only, or every turn of the assistant in the prompt too."
    )
    eval_every: int = setting(
        0, minimum=0, doc="Steps between validations; 0 validates after each epoch."
    )
    choose_best: bool = setting(
        True, doc="Save the weights that validated best instead of the last ones."
    )
    choice: ChoiceConfig = setting(factory=ChoiceConfig, doc="By what the weights are chosen.")
