"""A whole rehearsal from an empty project to its findings, read from top to bottom.

While the base model trains, demonstrations are written; while rankings are made, the worker
samples the evaluation answers of base and SFT.
"""

from dataclasses import dataclass

from labeling.assignments.models import TaskKind
from labeling.datasets.models import DatasetKind, DatasetVersion
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context
from training.rehearsal.campaign.evaluation import answers_of, evaluation_start
from training.rehearsal.campaign.labor import (
    crew_open,
    crew_work,
    demonstration_tasks,
    labelers_calibrated,
    ranking_tasks,
)
from training.rehearsal.campaign.learning import (
    corpus_store,
    dataset_freeze,
    run_model,
    run_start,
    run_wait,
)
from training.rehearsal.campaign.turn import Turn, turn_run
from training.rehearsal.campaign.world import World, world_build
from training.rehearsal.labelers import SimulatedLabeler, pool
from training.rehearsal.language import Scenario
from training.runs.domain.engine_config import Recipe
from training.runs.models import Run


@dataclass
class Outcome:
    """Everything a report is made of."""

    world: World
    labelers: list[SimulatedLabeler]
    items: list[tuple[Scenario, list[str]]]
    samples: Run
    answers: dict[str, dict[str, str]]
    turn: Turn | None


def campaign_run(context: Context) -> Outcome:
    """Run every stage that is not behind us yet; return what came of it.

    Raises:
        RehearsalError: A run failed, or the workers do not work.
        ApiError: The server refused something that a labeler did.
    """
    with context.stages.stage("set-up"):
        world = world_build(context)
    # 1. The base model learns the language; meanwhile people write ideal answers.
    base_run = _pretrain(context, world)
    with context.stages.stage("demonstrations"):
        _demonstrations(context, world)
    base = _finished(context, "pretrain", base_run)
    # 2. SFT on the demonstrations, and K answers of it to every prompt.
    prompts = dataset_freeze(context, world, DatasetKind.PROMPTS)
    sft = _finished(context, "sft", _sft(context, world, base))
    with context.stages.stage("sample"):
        samples = run_wait(context, "sample", _samples(context, world, sft, prompts))
    # 3. People rank them, while the worker answers the test prompts for base and SFT.
    evaluations = {
        "base": evaluation_start(context, world, "base", base, prompts),
        "SFT": evaluation_start(context, world, "SFT", sft, prompts),
    }
    items = ranking_tasks(context, world, samples)
    labelers = labelers_calibrated(context, items)
    with context.stages.stage("rankings"), crew_open(context, world, labelers) as crew:
        crew_work(context, world, crew, "rankings", TaskKind.RANKING)
    # 4. A turn of the loop: reward model, PPO, gate, promotion, new samples.
    turn = None
    if context.size.with_cycle:
        with context.stages.stage("cycle"):
            turn = turn_run(context, world, labelers)
        evaluations["PPO"] = evaluation_start(context, world, "PPO", turn.ppo, prompts)
    # 5. Everybody on the same held-out prompts.
    with context.stages.stage("evaluation"):
        answers = {
            name: answers_of(run_wait(context, f"evaluate {name}", run))
            for name, run in evaluations.items()
        }
    return Outcome(world, labelers, items, samples, answers, turn)


def _pretrain(context: Context, world: World) -> Run:
    corpus = context.journal.once("corpus", lambda: corpus_store(context))
    config = {**context.size.pretrain, "corpus": corpus}
    return run_start(context, world, "pretrain", Recipe.PRETRAIN, config)


def _demonstrations(context: Context, world: World) -> None:
    demonstration_tasks(context, world)
    # How they judge does not matter yet: the noise is set on the answers there will be to rank.
    people = pool(context.options.seed, context.size.labelers, 1.0, context.options.control)
    with crew_open(context, world, people) as crew:
        crew_work(context, world, crew, "demonstrations", TaskKind.DEMONSTRATION)


def _sft(context: Context, world: World, base: ModelVersion) -> Run:
    demonstrations = dataset_freeze(context, world, DatasetKind.DEMONSTRATIONS)
    return run_start(
        context,
        world,
        "sft",
        Recipe.SFT,
        context.size.sft,
        datasets=[demonstrations],
        models=[base],
    )


def _samples(context: Context, world: World, sft: ModelVersion, prompts: DatasetVersion) -> Run:
    ranked = [*world.prompts["train"], *world.prompts["validation"]]
    config = {
        "prompt_ids": [str(prompt.public_id) for prompt in ranked],
        "num_completions": context.size.completions_per_prompt,
        "temperature": context.size.temperature,
        "max_new_tokens": context.size.max_new_tokens,
    }
    return run_start(
        context, world, "sample", Recipe.SAMPLE, config, datasets=[prompts], models=[sft]
    )


def _finished(context: Context, stage: str, run: Run) -> ModelVersion:
    with context.stages.stage(stage):
        return run_model(run_wait(context, stage, run))
