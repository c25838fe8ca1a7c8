"""What all steps share: the cycle being advanced, moving a step, and its runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labeling.datasets.models import DatasetKind, DatasetVersion
from touchstone.core.clock import ClockNow
from touchstone.registry.models import ModelVersion
from training.runs.domain.cycle_config import CycleConfig, cycle_config_parse
from training.runs.domain.engine_config import Recipe
from training.runs.domain.states import STEP_TRANSITIONS, sources
from training.runs.models import (
    Cycle,
    CycleStep,
    Run,
    RunState,
    StepName,
    StepRun,
    StepRunRole,
    StepState,
)
from training.runs.services.runs import run_create, run_retry

OVER = (StepState.DONE, StepState.SKIPPED)
_STARTS = (StepState.RUNNING,)
_ENDS = (StepState.DONE, StepState.SKIPPED, StepState.FAILED)


class StepFailedError(Exception):
    """The step cannot go on; the message is for the person who will resume the cycle."""


class CycleContext:
    """A locked cycle, its settings and its steps."""

    def __init__(self, cycle: Cycle) -> None:
        """Read the steps of ``cycle``, whose row the caller has locked."""
        self.cycle = cycle
        self.steps = {StepName(step.name): step for step in cycle.steps.order_by("index")}
        self._config: CycleConfig | None = None

    @property
    def config(self) -> CycleConfig:
        """The cycle's settings, as frozen at its start."""
        if self._config is None:
            self._config = cycle_config_parse(self.cycle.config)
        return self._config

    def current(self) -> CycleStep | None:
        """Return the first step that is not over; ``None`` at the end."""
        return next((step for step in self.steps.values() if step.state not in OVER), None)

    def dataset(self, kind: DatasetKind) -> DatasetVersion:
        """Return the dataset version that this cycle froze."""
        return self.steps[StepName.FREEZE].datasets.get(kind=kind)

    def model(self, name: StepName) -> ModelVersion:
        """Return the model that a training step of this cycle made."""
        run = step_run(self.steps[name], StepRunRole.TRAIN)
        if run is None or run.produced is None:
            raise StepFailedError(f"The step {name} made no model.")
        return run.produced


def step_move(step: CycleStep, target: StepState, **fields: Any) -> None:
    """Bring a step of a locked cycle into ``target``.

    Raises:
        RuntimeError: Its state does not allow that: a mistake of ours.
    """
    if target in _STARTS:
        fields = {"started_at": ClockNow(), "finished_at": None, "error": "", **fields}
    if target in _ENDS:
        fields = {"finished_at": ClockNow(), **fields}
    allowed = CycleStep.objects.filter(pk=step.pk, state__in=sources(STEP_TRANSITIONS, target))
    if not allowed.update(state=target, **fields):
        raise RuntimeError(f"{step} cannot go from {step.state} to {target}")
    step.refresh_from_db()


def step_run(step: CycleStep, role: StepRunRole) -> Run | None:
    """Return the step's run of this role; ``None`` before it was started."""
    return Run.objects.filter(step_run__step=step, step_run__role=role).first()


def step_run_start(
    context: CycleContext,
    step: CycleStep,
    role: StepRunRole,
    *,
    recipe: Recipe,
    config: Mapping[str, Any],
    datasets: Sequence[DatasetVersion],
    models: Sequence[ModelVersion],
) -> Run:
    """Queue a run for a step."""
    run = run_create(
        project=context.cycle.project,
        recipe=recipe,
        config=config,
        datasets=datasets,
        models=models,
        created_by=context.cycle.started_by,
    )
    StepRun.objects.create(step=step, run=run, role=role)
    return run


def step_begin(
    context: CycleContext, step: CycleStep, start: Callable[[CycleContext, CycleStep], None]
) -> None:
    """Bring a step that waits, or failed, to work: start its runs, or retry those that failed."""
    if step.state not in (StepState.PENDING, StepState.FAILED):
        return
    started = [found.run for found in step.step_runs.select_related("run")]
    if not started:
        start(context, step)
    for run in started:
        if run.state in (RunState.FAILED, RunState.CANCELLED):
            run_retry(run=run, by=context.cycle.started_by)
    step_move(step, StepState.RUNNING)


def step_runs_done(step: CycleStep) -> bool:
    """Return whether all runs of a step have succeeded.

    Raises:
        StepFailedError: One has failed, or was cancelled.
    """
    runs = list(Run.objects.filter(step_run__step=step).order_by("pk"))
    for run in runs:
        if run.state in (RunState.FAILED, RunState.CANCELLED):
            reason = run.error or "It was cancelled."
            raise StepFailedError(f"The {run.recipe} run is {run.state}. {reason}")
    return all(run.state == RunState.SUCCEEDED for run in runs)
