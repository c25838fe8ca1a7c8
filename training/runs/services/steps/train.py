"""The three training steps: SFT from the base, the reward model from that SFT, PPO from both."""

from collections.abc import Sequence
from typing import Any

from labeling.assignments.selectors.agreement import agreement_headline
from labeling.datasets.models import DatasetKind, DatasetVersion
from touchstone.registry.models import ModelVersion
from training.runs.domain.engine_config import Recipe
from training.runs.models import CycleStep, StepName, StepRunRole, StepState
from training.runs.services.steps.base import (
    CycleContext,
    step_begin,
    step_move,
    step_run,
    step_run_start,
    step_runs_done,
)


def train_advance(context: CycleContext, step: CycleStep) -> bool:
    """Start the step's run, or go on with the one that failed; then wait for its model."""
    step_begin(context, step, _start)
    if not step_runs_done(step):
        return False
    run = step_run(step, StepRunRole.TRAIN)
    metrics = run.result["metrics"] if run is not None and run.result else {}
    step_move(step, StepState.DONE, summary=metrics)
    return True


def _start(context: CycleContext, step: CycleStep) -> None:
    name = StepName(step.name)
    datasets, models = _inputs(context, name)
    step_run_start(
        context,
        step,
        StepRunRole.TRAIN,
        recipe=Recipe(name),
        config=_config(context, name),
        datasets=datasets,
        models=models,
    )


def _config(context: CycleContext, name: StepName) -> dict[str, Any]:
    config = dict(context.config.engine[name])
    if name == StepName.REWARD:
        # Printed beside the reward model's accuracy, with the ceiling that follows from it.
        measured = agreement_headline(project_id=context.cycle.project.pk).value
        config.setdefault("measured_agreement", measured)
    return config


def _inputs(
    context: CycleContext, name: StepName
) -> tuple[Sequence[DatasetVersion], Sequence[ModelVersion]]:
    dataset, model = context.dataset, context.model
    if name == StepName.SFT:
        return [dataset(DatasetKind.DEMONSTRATIONS)], [context.cycle.base_model]
    if name == StepName.REWARD:
        # Demonstrations fix where its scores are zero.
        datasets = [dataset(DatasetKind.RANKINGS), dataset(DatasetKind.DEMONSTRATIONS)]
        return datasets, [model(StepName.SFT)]
    return [dataset(DatasetKind.PROMPTS)], [model(StepName.SFT), model(StepName.REWARD)]
