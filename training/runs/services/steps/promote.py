"""Letting the candidate serve, or leaving things as they are because the gate refused."""

from touchstone.registry.selectors import serving_policy
from touchstone.registry.services import promotion_create
from training.runs.models import CycleStep, Gate, GateDecision, StepName, StepState
from training.runs.services.steps.base import CycleContext, StepFailedError, step_move


def promote_advance(context: CycleContext, step: CycleStep) -> bool:
    """Promote what the gate let through; otherwise skip this step and the last one."""
    gate = Gate.objects.select_related("candidate__project", "serving", "decided_by").get(
        step=context.steps[StepName.GATE]
    )
    if gate.decision != GateDecision.PROMOTE:
        step_move(step, StepState.SKIPPED, summary={"why": "The gate refused."})
        step_move(
            context.steps[StepName.SAMPLE], StepState.SKIPPED, summary={"why": "The gate refused."}
        )
        return True
    if step.state != StepState.RUNNING:
        step_move(step, StepState.RUNNING)
    _refuse_other_opponent(context, gate)
    promotion = promotion_create(model=gate.candidate, by=gate.decided_by, reason=_reason(gate))
    step_move(
        step,
        StepState.DONE,
        promotion=promotion,
        summary={"model": str(gate.candidate.public_id), "name": str(gate.candidate)},
    )
    return True


def _refuse_other_opponent(context: CycleContext, gate: Gate) -> None:
    """The evidence speaks of one opponent; against another one it says nothing."""
    serving = serving_policy(context.cycle.project)
    if serving is not None and serving != gate.serving and gate.decided_by is None:
        raise StepFailedError(
            f"{serving} serves by now, but the candidate was compared with {gate.serving}. "
            "Promote it by hand, or start another cycle."
        )


def _reason(gate: Gate) -> str:
    if gate.decided_by is not None:
        return str(gate.evidence.get("person", {}).get("reason", ""))
    return " ".join(gate.evidence["reasons"])
