"""Freezing what this cycle learns from: demonstrations, rankings and prompts."""

from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.services import dataset_version_create
from training.runs.models import CycleStep, StepState
from training.runs.selectors.evidence import evidence_new_count
from training.runs.services.steps.base import CycleContext, StepFailedError, step_move

KINDS = (DatasetKind.DEMONSTRATIONS, DatasetKind.RANKINGS, DatasetKind.PROMPTS)


def freeze_advance(context: CycleContext, step: CycleStep) -> bool:
    """Freeze the versions, then wait until they are built."""
    if step.state in (StepState.PENDING, StepState.FAILED):
        _freeze(context, step)
    versions = list(step.datasets.order_by("pk"))
    for version in versions:
        if version.state == DatasetState.FAILED:
            raise StepFailedError(f"{version} could not be built: {version.error}")
    if any(version.state != DatasetState.READY for version in versions):
        return False
    for version in versions:
        _refuse_empty(version)
    # What the filters left out is not new the next time either.
    left_out = evidence_new_count(project=context.cycle.project, since=versions)
    summary = {version.kind: version.rows for version in versions}
    step_move(step, StepState.DONE, summary={**summary, "left_out": left_out})
    return True


def _freeze(context: CycleContext, step: CycleStep) -> None:
    wanted = context.config.freeze
    filters = DatasetFilters(wanted.min_agreement, wanted.include_surplus)
    versions = [
        dataset_version_create(
            project=context.cycle.project,
            kind=kind,
            user=context.cycle.started_by,
            name=f"Cycle {context.cycle.number}",
            filters=filters,
        )
        for kind in KINDS
    ]
    step.datasets.set(versions)
    step_move(step, StepState.RUNNING)


def _refuse_empty(version: DatasetVersion) -> None:
    if not version.rows.get("train"):
        raise StepFailedError(
            f"{version} has no rows in the train split. Have people label some, then resume."
        )
