"""Starting, advancing, resuming and cancelling cycles.

``cycle_advance`` is called whenever something of a cycle finished, and by the sweeper in between;
it does what can be done now under a lock on the cycle's row, so any number of calls is one.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max

from labeling.assignments.services.task import labeling_task_cancel
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.clock import ClockNow
from touchstone.core.errors import ConflictError, DomainError
from touchstone.core.outbox import outbox_enqueue
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from training.runs.domain.states import CYCLE_TRANSITIONS, sources
from training.runs.models import (
    Cycle,
    CycleState,
    CycleStep,
    Gate,
    RetrainPolicy,
    Run,
    RunState,
    StepName,
    StepState,
)
from training.runs.selectors.gates import gate_tasks
from training.runs.services.runs import run_cancel
from training.runs.services.steps import HANDLERS, CycleContext
from training.runs.services.steps.base import StepFailedError, step_move
from training.runs.services.transitions import CYCLE_ADVANCE_TOPIC

logger = logging.getLogger(__name__)


def cycle_start(*, policy: RetrainPolicy, by: User | None, reason: str) -> Cycle:
    """Begin a turn of the loop.

    Raises:
        ConflictError: One runs already (``cycle_running``), or there is no base model
            (``no_base_model``).
    """
    base = base_model_latest(policy.project)
    if base is None:
        raise ConflictError(
            "There is no base model to start from. Register one: manage.py register_base_model.",
            code="no_base_model",
        )
    try:
        with transaction.atomic():
            return _start(policy, base, by, reason)
    except IntegrityError as error:
        raise _running_already() from error


def base_model_latest(project: Project) -> ModelVersion | None:
    """Return the newest base policy; ``None`` where none was registered."""
    bases = ModelVersion.objects.filter(project=project, role=ModelRole.POLICY, kind=ModelKind.BASE)
    return bases.order_by("-number").first()


def cycle_advance(*, cycle_id: int) -> None:
    """Do what can be done now; nothing for a cycle that does not run."""
    with transaction.atomic():
        cycle = (
            Cycle.objects.select_for_update(no_key=True, of=("self",))
            .select_related("project", "base_model", "started_by")
            .get(pk=cycle_id)
        )
        if cycle.state == CycleState.RUNNING:
            _advance(CycleContext(cycle))


@transaction.atomic
def cycle_resume(*, cycle: Cycle, by: User) -> Cycle:
    """Go on at the step that failed.

    Raises:
        ConflictError: It has not failed, or another cycle runs.
    """
    row = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if row.state != CycleState.FAILED:
        raise ConflictError(f"The cycle is {row.state}: only a failed one can be resumed.")
    try:
        with transaction.atomic():
            _cycle_move(row, CycleState.RUNNING, finished_at=None)
    except IntegrityError as error:
        raise _running_already() from error
    audit_record(
        actor=by, action="cycle.resume", target=str(row.public_id), project_id=row.project_id
    )
    outbox_enqueue(topic=CYCLE_ADVANCE_TOPIC, payload={"cycle_id": row.pk})
    return row


@transaction.atomic
def cycle_cancel(*, cycle: Cycle, by: User) -> Cycle:
    """Stop a cycle: its runs, and its gate's tasks; what it made stays.

    Raises:
        ConflictError: It is over.
    """
    row = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if row.state not in sources(CYCLE_TRANSITIONS, CycleState.CANCELLED):
        raise ConflictError(f"The cycle is {row.state}: there is nothing to cancel.")
    _cycle_move(row, CycleState.CANCELLED, finished_at=ClockNow())
    alive = (RunState.QUEUED, RunState.CLAIMED, RunState.RUNNING)
    for run in Run.objects.filter(step_run__step__cycle=row, state__in=alive):
        run_cancel(run=run, by=by)
    for gate in Gate.objects.filter(step__cycle=row):
        labeling_task_cancel(task_ids=list(gate_tasks(gate).values_list("pk", flat=True)))
    audit_record(
        actor=by, action="cycle.cancel", target=str(row.public_id), project_id=row.project_id
    )
    return row


def _start(policy: RetrainPolicy, base: ModelVersion, by: User | None, reason: str) -> Cycle:
    # Numbers are dealt out one by one; the project's row is their lock.
    Project.objects.select_for_update(no_key=True).get(pk=policy.project_id)
    cycles = Cycle.objects.filter(project=policy.project)
    cycle = Cycle.objects.create(
        project=policy.project,
        policy=policy,
        number=(cycles.aggregate(last=Max("number"))["last"] or 0) + 1,
        reason=reason,
        config=policy.config,
        base_model=base,
        started_by=by,
    )
    CycleStep.objects.bulk_create(
        CycleStep(cycle=cycle, name=name, index=index) for index, name in enumerate(StepName)
    )
    detail: Mapping[str, Any] = {"reason": reason, "policy": policy.name}
    audit_record(
        actor=by,
        action="cycle.start",
        target=str(cycle.public_id),
        project_id=policy.project_id,
        detail=dict(detail),
    )
    outbox_enqueue(topic=CYCLE_ADVANCE_TOPIC, payload={"cycle_id": cycle.pk})
    return cycle


def _advance(context: CycleContext) -> None:
    while (step := context.current()) is not None:
        try:
            with transaction.atomic():
                over = HANDLERS[StepName(step.name)](context, step)
        except (StepFailedError, DomainError) as error:
            _fail(context.cycle, step, str(error))
            return
        except DatabaseError:
            raise  # a deadlock, or no database: the sweeper comes again
        except Exception as error:
            # A mistake of ours must not hold the cycle for ever without a word.
            logger.exception("%s failed", step)
            _fail(context.cycle, step, f"{type(error).__name__}: {error}")
            return
        if not over:
            return
    _cycle_move(context.cycle, CycleState.DONE, finished_at=ClockNow())


def _fail(cycle: Cycle, step: CycleStep, error: str) -> None:
    # The handler's own changes were rolled back, its start included.
    step.refresh_from_db()
    if step.state in (StepState.PENDING, StepState.FAILED):
        step_move(step, StepState.RUNNING)
    step_move(step, StepState.FAILED, error=error)
    _cycle_move(cycle, CycleState.FAILED, finished_at=ClockNow())


def _cycle_move(cycle: Cycle, target: CycleState, **fields: Any) -> None:
    allowed = Cycle.objects.filter(pk=cycle.pk, state__in=sources(CYCLE_TRANSITIONS, target))
    if not allowed.update(state=target, **fields):
        raise RuntimeError(f"{cycle} cannot go from {cycle.state} to {target}")
    cycle.refresh_from_db()


def _running_already() -> ConflictError:
    return ConflictError(
        "A cycle of this project runs already; wait for its end or cancel it.",
        code="cycle_running",
    )
