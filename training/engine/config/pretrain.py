"""Settings of `pretrain`: next-token prediction on plain text."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass

from training.engine.config.common import TrainingConfig
from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class ArchitectureConfig:
    """A small Llama built from scratch, with a tokenizer trained on the corpus."""

    layers: int = setting(3, minimum=1, doc="Transformer blocks.")
    hidden: int = setting(128, minimum=8, doc="Width of the residual stream.")
    heads: int = setting(4, minimum=1, doc="Attention heads; must divide `hidden`.")
    mlp: int = setting(512, minimum=8, doc="Width of the feed-forward layer.")
    vocab: int = setting(
        1024, minimum=300, doc="Tokens, the 256 bytes included; the tokenizer may need fewer."
    )
    context: int = setting(512, minimum=16, doc="Longest sequence, in tokens.")


@dataclass(frozen=True, kw_only=True)
class NewModel:
    """A model that does not exist yet."""

    architecture: ArchitectureConfig = setting(
        factory=ArchitectureConfig, doc="Shape of the model to build."
    )


@dataclass(frozen=True, kw_only=True)
class PretrainData:
    """Inputs of `pretrain`."""

    text: str = setting(
        path=True, doc='JSONL or Parquet of {"text"} or {"messages"} rows (rendered as a chat).'
    )
    validation_fraction: float = setting(
        0.02, minimum=0, maximum=0.5, doc="Share of the rows held out for the validation loss."
    )


@dataclass(frozen=True, kw_only=True)
class PretrainConfig(TrainingConfig):
    """Next-token prediction on packed rows of text."""

    model: str | NewModel = setting(  # type: ignore[assignment]
        model=True,
        doc='Folder or hub name to continue from, or {"architecture": {...}} to build one.',
    )
    data: PretrainData = setting(doc="Input files.")
    batch_size: int = setting(16, minimum=1, doc="Rows per optimizer step.")
    micro_batch_size: int = setting(
        0, minimum=0, doc="Rows per forward pass; 0 takes the whole batch at once."
    )
    sequence_length: int = setting(96, minimum=8, doc="Tokens per packed row.")
    steps: int = setting(500, minimum=1, doc="Optimizer steps, over as many epochs as it takes.")
    eval_every: int = setting(0, minimum=0, doc="Steps between validations; 0 only at the end.")
