"""New ranking tasks from the promoted policy, mixed with the previous one and SFT."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from labeling.assignments.models import TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.datasets.models import DatasetKind
from touchstone.registry.models import ModelVersion
from training.runs.domain.engine_config import PROMPT_IDS, Recipe
from training.runs.domain.mixing import mix_draw
from training.runs.models import (
    CycleStep,
    Gate,
    RunSample,
    StepName,
    StepRunRole,
    StepState,
)
from training.runs.services.steps.base import (
    CycleContext,
    step_begin,
    step_move,
    step_run_start,
    step_runs_done,
)
from training.runs.services.steps.prompts import prompts_choose

_FEWEST = 2
Samples = Mapping[int, Mapping[str, Sequence[RunSample]]]


def sample_advance(context: CycleContext, step: CycleStep) -> bool:
    """Queue the samples, wait for them, and make tasks of them."""
    step_begin(context, step, _sample)
    if not step_runs_done(step):
        return False
    specs, left_out = _specs(context, _samples(step))
    created = labeling_task_create(
        project=context.cycle.project,
        kind=TaskKind.RANKING,
        specs=specs,
        seed=context.config.sample.seed,
        purpose_key=f"cycle:{context.cycle.public_id}",
    )
    step_move(step, StepState.DONE, summary={"tasks": len(created), "left_out": left_out})
    return True


def _sample(context: CycleContext, step: CycleStep) -> None:
    config = context.config.sample
    version = context.dataset(DatasetKind.PROMPTS)
    prompts = prompts_choose(
        version, splits=config.splits, count=config.prompts, seed=context.cycle.number
    )
    if not prompts:
        return
    ids = [str(prompt.public_id) for prompt in prompts]
    count = _places(context)
    for offset, (role, model) in enumerate(_policies(context).items()):
        step_run_start(
            context,
            step,
            role,
            recipe=Recipe.SAMPLE,
            config=config.engine(
                num_completions=count, seed=config.seed + offset, **{PROMPT_IDS: ids}
            ),
            datasets=[version],
            models=[model],
        )


def _policies(context: CycleContext) -> dict[StepRunRole, ModelVersion]:
    """Return the policies that the mix wants; the opponent may have been SFT itself."""
    weights = _weights(context)
    sft = context.model(StepName.SFT)
    gate = Gate.objects.select_related("serving").get(step=context.steps[StepName.GATE])
    policies = {
        StepRunRole.CANDIDATE: context.model(StepName.PPO),
        StepRunRole.PREVIOUS: gate.serving,
        StepRunRole.SFT: sft,
    }
    if gate.serving == sft:
        del policies[StepRunRole.PREVIOUS]
    return {role: model for role, model in policies.items() if weights[role] > 0}


def _weights(context: CycleContext) -> dict[str, float]:
    mix = context.config.sample.mix
    return {
        StepRunRole.CANDIDATE: mix.candidate,
        StepRunRole.PREVIOUS: mix.previous,
        StepRunRole.SFT: mix.sft,
    }


def _places(context: CycleContext) -> int:
    wanted = context.config.sample.completions_per_prompt
    return wanted or context.cycle.project.completions_per_task


def _samples(step: CycleStep) -> Samples:
    """Return the samples by prompt and policy, in the order they were made."""
    found: dict[int, dict[str, list[RunSample]]] = defaultdict(lambda: defaultdict(list))
    rows = RunSample.objects.filter(run__step_run__step=step).select_related(
        "completion__content", "run__step_run"
    )
    for sample in rows.order_by("index"):
        found[sample.completion.prompt_id][sample.run.step_run.role].append(sample)
    return found


def _specs(context: CycleContext, samples: Samples) -> tuple[list[TaskSpec], int]:
    """Draw each task's completions; return the tasks and how many prompts had too few."""
    weights, count, seed = _weights(context), _places(context), context.config.sample.seed
    specs = []
    for prompt_id, by_role in sorted(samples.items()):
        texts = {
            role: [sample.completion.content.body["text"] for sample in made]
            for role, made in by_role.items()
        }
        generator = Random(f"mix:{seed}:{context.cycle.number}:{prompt_id}")  # noqa: S311
        picks = mix_draw(texts, weights, count=count, generator=generator)
        chosen = [by_role[pick.source][pick.index].completion_id for pick in picks]
        if len(chosen) >= _FEWEST:
            specs.append(TaskSpec(prompt_id, chosen, [pick.propensity for pick in picks]))
    return specs, len(samples) - len(specs)
