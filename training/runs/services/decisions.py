"""A person's word where the gate asked for one."""

from django.db import transaction

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.clock import ClockNow
from touchstone.core.errors import ConflictError, NotFoundError
from touchstone.core.outbox import outbox_enqueue
from training.runs.models import Cycle, Gate, GateDecision, StepName, StepState
from training.runs.services.steps.base import step_move
from training.runs.services.transitions import CYCLE_ADVANCE_TOPIC


@transaction.atomic
def gate_decide_by_person(*, cycle: Cycle, by: User, decision: GateDecision, reason: str) -> Gate:
    """Promote or refuse where the evidence did not settle it; the rules' results stay beside it.

    Raises:
        NotFoundError: The cycle has no gate yet.
        ConflictError: The gate does not ask.
    """
    row = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    gate = Gate.objects.select_related("step").filter(step__cycle=row).first()
    if gate is None:
        raise NotFoundError("gate of this cycle")
    if gate.step.state != StepState.AWAITING_DECISION:
        raise ConflictError(
            f"The gate is {gate.step.state}; a person decides only where it asks.",
            code="gate_does_not_ask",
        )
    gate.decision, gate.decided_by = decision, by
    gate.evidence["person"] = {"name": by.name, "reason": reason}
    gate.save(update_fields=["decision", "decided_by", "evidence"])
    Gate.objects.filter(pk=gate.pk).update(decided_at=ClockNow())
    summary = {"decision": decision, "reasons": [reason], "by": by.name}
    step_move(gate.step, StepState.DONE, summary=summary)
    audit_record(
        actor=by,
        action=f"gate.{decision}",
        target=str(row.public_id),
        project_id=row.project_id,
        detail={"reason": reason, "step": StepName.GATE},
    )
    outbox_enqueue(topic=CYCLE_ADVANCE_TOPIC, payload={"cycle_id": row.pk})
    gate.refresh_from_db()
    return gate
