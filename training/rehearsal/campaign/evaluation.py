"""The policies on held-out prompts: sampled by the workers, judged by the true utility.

The true utility is the rehearsal's own yardstick. It reaches no model, no gate and no labeler.
"""

from collections.abc import Mapping
from typing import Any

from labeling.datasets.models import DatasetVersion
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context
from training.rehearsal.campaign.learning import run_start
from training.rehearsal.campaign.world import World
from training.rehearsal.language import utility
from training.runs.domain.engine_config import Recipe
from training.runs.models import Run, RunSample

# Apart from the seed of the samples that are ranked.
EVALUATION_SEED_OFFSET = 1_000
SAMPLES_TO_READ = 6


def evaluation_start(
    context: Context, world: World, name: str, model: ModelVersion, prompts: DatasetVersion
) -> Run:
    """Queue the sampling of a policy's answers to the test prompts, one each."""
    return run_start(
        context,
        world,
        f"evaluate {name}",
        Recipe.SAMPLE,
        {
            "seed": context.options.seed + EVALUATION_SEED_OFFSET,
            "prompt_ids": [str(prompt.public_id) for prompt in world.prompts["test"]],
            "num_completions": 1,
            "temperature": context.size.temperature,
            "max_new_tokens": context.size.max_new_tokens,
        },
        datasets=[prompts],
        models=[model],
    )


def answers_of(run: Run) -> dict[str, str]:
    """Return what a policy answered: prompt id to text."""
    rows = RunSample.objects.filter(run=run, index=0)
    fields = ("completion__prompt__public_id", "completion__content__body__text")
    return {str(public_id): text for public_id, text in rows.values_list(*fields)}


def samples_to_read(world: World, answers: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return a few prompts with every policy's answer and its true worth."""
    chosen = list(world.questions.items())[:SAMPLES_TO_READ]
    return [
        {
            "prompt": question.scenario.text,
            "answers": {
                policy: {
                    "text": texts[key],
                    "utility": round(utility(question.scenario, texts[key]), 3),
                }
                for policy, texts in answers.items()
                if key in texts
            },
        }
        for key, question in chosen
    ]
