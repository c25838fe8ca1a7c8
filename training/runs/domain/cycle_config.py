"""A retrain policy's config: what each step of a cycle does differently from its defaults.

``{"freeze": {…}, "sft": {…}, "reward": {…}, "ppo": {…}, "gate": {…}, "sample": {…}}``, every part
optional. The middle three are engine settings; the others are the dataclasses below.
"""

# ruff: noqa: RUF009 - `setting` makes a dataclass field, not a default value

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from training.engine.config.fields import parse, setting
from training.engine.errors import BadConfigError
from training.runs.domain.engine_config import Recipe, engine_config_check
from training.runs.domain.gate_rules import GateRules

_TRAINED = {"sft": Recipe.SFT, "reward": Recipe.REWARD, "ppo": Recipe.PPO}


@dataclass(frozen=True, kw_only=True)
class FreezeConfig:
    """Which evidence the datasets take."""

    min_agreement: float | None = setting(
        None, minimum=0, maximum=1, doc="Leave disputed tasks out of training; it usually hurts."
    )
    include_surplus: bool = setting(False, doc="Take judgments beyond a task's overlap too.")


@dataclass(frozen=True, kw_only=True)
class DrawConfig:
    """How policies are sampled."""

    seed: int = setting(0, minimum=0, doc="Same seed, same samples.")
    temperature: float = setting(1.0, minimum=0, doc="Divides the logits; 0: the likeliest.")
    top_p: float = setting(1.0, above=0, maximum=1, doc="Nucleus to sample from.")
    max_new_tokens: int = setting(256, minimum=1, doc="Longest answer, in tokens.")
    batch_size: int = setting(64, minimum=1, doc="Sequences sampled at once.")
    device: str = setting("auto", doc="As in the engine.")
    dtype: Literal["float32", "bfloat16"] = setting("float32", doc="As in the engine.")

    def engine(self, **more: Any) -> dict[str, Any]:
        """Return the engine's settings of a sampling run."""
        names = [field.name for field in fields(DrawConfig)]
        return {**{name: getattr(self, name) for name in names}, **more}


@dataclass(frozen=True, kw_only=True)
class GateConfig(DrawConfig):
    """The comparisons that decide."""

    n: int = setting(
        100, minimum=1, doc="Comparisons wanted; fewer where there are not so many prompts."
    )
    overlap: int = setting(1, minimum=1, maximum=15, doc="Labelers per pair of answers.")
    splits: tuple[Literal["test", "validation"], ...] = setting(
        ("test", "validation"), doc="Held-out splits to take prompts from, in this order."
    )
    max_days: int | None = setting(
        14, minimum=1, doc="Days to wait for labels before a person is asked; null: for ever."
    )
    priority: int = setting(1, doc="Place in the labelers' queue; training tasks have 0.")
    rules: GateRules = setting(factory=GateRules, doc="Thresholds.")


@dataclass(frozen=True, kw_only=True)
class MixConfig:
    """How often a new task's place goes to each policy, relative to the others."""

    candidate: float = setting(0.5, minimum=0, doc="The policy just promoted.")
    previous: float = setting(0.25, minimum=0, doc="What served before.")
    sft: float = setting(0.25, minimum=0, doc="This cycle's SFT policy.")


@dataclass(frozen=True, kw_only=True)
class NewTasksConfig(DrawConfig):
    """The new ranking tasks at a cycle's end."""

    prompts: int = setting(50, minimum=0, doc="Tasks wanted, one per prompt; 0: none.")
    completions_per_prompt: int | None = setting(
        None, minimum=2, maximum=9, doc="Answers per task; null: as the project says."
    )
    splits: tuple[Literal["train", "validation", "test"], ...] = setting(
        ("train", "validation"), doc="Splits to take prompts from."
    )
    mix: MixConfig = setting(factory=MixConfig, doc="Shares of the policies.")


@dataclass(frozen=True)
class CycleConfig:
    """A whole cycle's settings, checked."""

    freeze: FreezeConfig
    engine: Mapping[str, Mapping[str, Any]]
    gate: GateConfig
    sample: NewTasksConfig


def cycle_config_parse(raw: Mapping[str, Any]) -> CycleConfig:
    """Check a policy's config.

    Raises:
        BadConfigError: A part or setting is unknown, mistyped or out of range.
    """
    known = {"freeze", "gate", "sample", *_TRAINED}
    for name, part in raw.items():
        if name not in known:
            raise BadConfigError(name, f"one of {', '.join(sorted(known))}")
        if not isinstance(part, Mapping):
            raise BadConfigError(name, "an object of settings", part)
    for name, recipe in _TRAINED.items():
        try:
            engine_config_check(recipe, raw.get(name, {}))
        except BadConfigError as error:
            raise BadConfigError(f"{name}.{error.field}", str(error)) from error
    return CycleConfig(
        freeze=parse(FreezeConfig, raw.get("freeze", {}), at="freeze"),
        engine={name: raw.get(name, {}) for name in _TRAINED},
        gate=parse(GateConfig, raw.get("gate", {}), at="gate"),
        sample=parse(NewTasksConfig, raw.get("sample", {}), at="sample"),
    )
