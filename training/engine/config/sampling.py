"""Settings of `sample` and `score`: completions and scores, made in the worker."""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from dataclasses import dataclass

from training.engine.config.common import RunConfig
from training.engine.config.fields import setting


@dataclass(frozen=True, kw_only=True)
class SampleData:
    """Inputs of `sample`."""

    prompts: str = setting(path=True, doc='{"prompt_id", "messages", "split"} rows.')
    splits: tuple[str, ...] = setting((), doc="Splits to answer; empty means all.")


@dataclass(frozen=True, kw_only=True)
class SampleConfig(RunConfig):
    """Completions of prompts, the same whatever the batch size or the order."""

    model: str = setting(model=True, doc="Folder or hub name of the policy.")
    data: SampleData = setting(doc="Input files.")
    num_completions: int = setting(1, minimum=1, doc="Completions per prompt.")
    temperature: float = setting(1.0, minimum=0, doc="Divides the logits; 0 takes the likeliest.")
    top_p: float = setting(
        1.0, above=0, maximum=1, doc="Smallest set of tokens with this probability is sampled from."
    )
    max_new_tokens: int = setting(256, minimum=1, doc="Longest completion, in tokens.")
    max_prompt_tokens: int = setting(
        2048, minimum=1, doc="Longer prompts are skipped and counted; truncating would change them."
    )
    batch_size: int = setting(64, minimum=1, doc="Sequences sampled at once: speed for memory.")


@dataclass(frozen=True, kw_only=True)
class ScoreData:
    """Inputs of `score`."""

    completions: str = setting(path=True, doc='{"messages", "completion"} rows.')


@dataclass(frozen=True, kw_only=True)
class ScoreConfig(RunConfig):
    """Scores of a reward model, shifted so that demonstrations had mean zero."""

    model: str = setting(model=True, doc="Folder or hub name of the reward model.")
    data: ScoreData = setting(doc="Input files.")
    batch_size: int = setting(32, minimum=1, doc="Sequences scored at once: speed for memory.")
    max_length: int = setting(
        2048, minimum=8, doc="Tokens of prompt and answer; a longer row ends the run with code 2."
    )
