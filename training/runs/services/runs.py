"""Creating, cancelling and retrying runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from labeling.datasets.models import DatasetState, DatasetVersion
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.clock import ClockNow
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.core.nudge import nudge
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelVersion
from training.engine.errors import BadConfigError
from training.runs.domain.engine_config import NEEDS, Recipe, engine_config_check
from training.runs.models import Run, RunState
from training.runs.services.leases import EXECUTE_TASK
from training.runs.services.transitions import run_settled, run_transition


@transaction.atomic
def run_create(
    *,
    project: Project,
    recipe: Recipe,
    config: Mapping[str, Any],
    datasets: Sequence[DatasetVersion] = (),
    models: Sequence[ModelVersion] = (),
    created_by: User | None = None,
) -> Run:
    """Queue a run, its config and inputs frozen, and nudge a worker on commit.

    Raises:
        InvalidError: The config, a dataset or a model does not fit the recipe.
    """
    _inputs_check(project, recipe, datasets, models)
    try:
        engine_config_check(recipe, config)
    except BadConfigError as error:
        detail = ErrorDetail(f"config.{error.field}", "bad_config", str(error))
        raise InvalidError(str(error), code="bad_config", details=[detail]) from error
    run = Run.objects.create(
        project=project, recipe=recipe, config=dict(config), created_by=created_by
    )
    run.datasets.set(datasets)
    run.inputs.set(models)
    Run.objects.filter(pk=run.pk).update(nudged_at=ClockNow())
    audit_record(
        actor=created_by,
        action="run.create",
        target=str(run.public_id),
        project_id=project.pk,
        detail={"recipe": str(recipe)},
    )
    transaction.on_commit(lambda: nudge(EXECUTE_TASK, run_id=run.pk))
    return run


@transaction.atomic
def run_cancel(*, run: Run, by: User | None) -> Run:
    """Cancel a waiting run at once; ask the worker of a held one to stop, with a checkpoint.

    Raises:
        ConflictError: The run is over.
    """
    row = Run.objects.select_for_update().get(pk=run.pk)
    this = Run.objects.filter(pk=row.pk)
    if row.state == RunState.QUEUED:
        run_transition(this, RunState.CANCELLED, finished_at=ClockNow())
        run_settled(row.pk)
    elif row.state in (RunState.CLAIMED, RunState.RUNNING):
        this.filter(cancel_requested_at=None).update(cancel_requested_at=ClockNow())
    else:
        raise ConflictError(f"The run is {row.state}: there is nothing to cancel.")
    _audit(row, by, "run.cancel")
    row.refresh_from_db()
    return row


@transaction.atomic
def run_retry(*, run: Run, by: User | None) -> Run:
    """Queue a failed or cancelled run again; its next attempt resumes from its last checkpoint.

    Raises:
        ConflictError: The run is neither failed nor cancelled.
    """
    row = Run.objects.select_for_update().get(pk=run.pk)
    queued = row.state in (RunState.FAILED, RunState.CANCELLED) and run_transition(
        Run.objects.filter(pk=row.pk),
        RunState.QUEUED,
        failures=0,
        error="",
        finished_at=None,
        cancel_requested_at=None,
        nudged_at=ClockNow(),
    )
    if not queued:
        raise ConflictError(f"The run is {row.state}: only a failed or cancelled one is retried.")
    _audit(row, by, "run.retry")
    transaction.on_commit(lambda: nudge(EXECUTE_TASK, run_id=row.pk))
    row.refresh_from_db()
    return row


def _inputs_check(
    project: Project,
    recipe: Recipe,
    datasets: Sequence[DatasetVersion],
    models: Sequence[ModelVersion],
) -> None:
    needs = NEEDS[recipe]
    kinds, roles = [d.kind for d in datasets], [m.role for m in models]
    allowed = needs.datasets | needs.optional_datasets
    if not needs.datasets <= set(kinds) <= allowed or len(set(kinds)) < len(kinds):
        raise _mismatch("datasets", recipe, needs.datasets, kinds)
    if sorted(roles) != sorted(needs.models):
        raise _mismatch("models", recipe, needs.models, roles)
    for dataset in datasets:
        if dataset.project_id != project.pk or dataset.state != DatasetState.READY:
            raise InvalidError(f"{dataset} is not a ready dataset version of this project.")
    for model in models:
        if model.project_id != project.pk or model.kind == ModelKind.EXTERNAL:
            raise InvalidError(f"{model} is not a model of this project with weights of its own.")


def _mismatch(
    field: str, recipe: Recipe, needed: frozenset[str], given: Sequence[str]
) -> InvalidError:
    wanted, found = (", ".join(sorted(names)) or "none" for names in (needed, given))
    message = f"{recipe} takes one each of these {field}: {wanted}; given: {found}."
    detail = ErrorDetail(field, "inputs_mismatch", message)
    return InvalidError(message, code="inputs_mismatch", details=[detail])


def _audit(run: Run, by: User | None, action: str) -> None:
    audit_record(actor=by, action=action, target=str(run.public_id), project_id=run.project_id)
