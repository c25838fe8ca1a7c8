"""What a run asks of the engine: which inputs a recipe takes, and the run.json made of them.

A run's own config holds engine settings only; paths come from its datasets and models when an
attempt is prepared. The engine's dataclasses check it beforehand: they import no torch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from training.engine.config.common import RunConfig
from training.engine.config.fields import parse
from training.engine.config.ppo import PpoConfig
from training.engine.config.pretrain import PretrainConfig
from training.engine.config.reward import RewardConfig
from training.engine.config.sampling import SampleConfig
from training.engine.config.sft import SftConfig
from training.engine.errors import BadConfigError


class Recipe(TextChoices):
    """What a run does in the engine."""

    PRETRAIN = "pretrain"
    SFT = "sft"
    REWARD = "reward"
    PPO = "ppo"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Needs:
    """What a recipe takes: kinds of datasets, roles of models, and the engine's settings."""

    settings: type[RunConfig]
    datasets: frozenset[str] = frozenset()
    optional_datasets: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()


NEEDS: Mapping[Recipe, Needs] = {
    Recipe.PRETRAIN: Needs(PretrainConfig),
    Recipe.SFT: Needs(SftConfig, frozenset({"demonstrations"}), models=frozenset({"policy"})),
    Recipe.REWARD: Needs(
        RewardConfig,
        frozenset({"rankings"}),
        frozenset({"demonstrations"}),
        frozenset({"policy"}),
    ),
    Recipe.PPO: Needs(PpoConfig, frozenset({"prompts"}), models=frozenset({"policy", "reward"})),
    Recipe.SAMPLE: Needs(SampleConfig, frozenset({"prompts"}), models=frozenset({"policy"})),
}

CORPUS = "corpus"
"""Config key of a stored tree of plain text, for `pretrain` and for PPO's pretraining mix."""
PROMPT_IDS = "prompt_ids"
"""Config key of `sample`: which prompts of the dataset to answer; absent: all."""
_OURS = (CORPUS, PROMPT_IDS)
_FROM_INPUTS = ("recipe", "model", "reward_model", "reference", "threads")
_PATHS = ("demonstrations", "rankings", "prompts", "text", "completions")


@dataclass(frozen=True)
class EngineInputs:
    """Where an attempt's inputs lie: folders or files by dataset kind and by model role."""

    datasets: Mapping[str, str]
    models: Mapping[str, str]
    corpus: str | None = None


def engine_config(
    recipe: Recipe, config: Mapping[str, Any], inputs: EngineInputs, *, threads: int
) -> dict[str, Any]:
    """Return the content of an attempt's run.json."""
    ours = {key: value for key, value in config.items() if key not in _OURS}
    data = {**ours.pop("data", {}), **inputs.datasets}
    if inputs.corpus:
        data["text"] = inputs.corpus
    made: dict[str, Any] = {**ours, "recipe": str(recipe), "threads": threads, "data": data}
    if "policy" in inputs.models:
        made["model"] = inputs.models["policy"]
    if recipe is Recipe.PPO:
        made["reward_model"] = inputs.models["reward"]
    return made


def engine_config_check(recipe: Recipe, config: Mapping[str, Any]) -> None:
    """Check a run's config before anything is queued.

    Raises:
        BadConfigError: A setting is unknown, mistyped, out of range, or not the caller's to set.
    """
    reserved = set(_FROM_INPUTS) - ({"model"} if recipe is Recipe.PRETRAIN else set())
    for key in config:
        if key in reserved:
            raise BadConfigError(key, "no such setting: it follows from the run's inputs")
    data = config.get("data", {})
    if not isinstance(data, Mapping) or set(data) & set(_PATHS):
        raise BadConfigError("data", "settings only: files follow from the run's datasets")
    needs = NEEDS[recipe]
    anywhere = EngineInputs(
        datasets=dict.fromkeys(needs.datasets | needs.optional_datasets, "/"),
        models=dict.fromkeys(needs.models, "/"),
        corpus="/" if recipe is Recipe.PRETRAIN or CORPUS in config else None,
    )
    parse(needs.settings, engine_config(recipe, config, anywhere, threads=1))
