"""Cycles and their gates: watching, resuming, cancelling, deciding."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from touchstone.registry.api.models import ModelRefOutput
from training.runs.access import access_cycle
from training.runs.domain.states import CycleState, StepState
from training.runs.models import (
    Cycle,
    CycleStep,
    Gate,
    GateDecision,
    Recipe,
    RunState,
    StepName,
    StepRunRole,
)
from training.runs.selectors.cycles import cycles_shown
from training.runs.selectors.gates import GateReport, gate_report
from training.runs.services.cycles import cycle_cancel, cycle_resume
from training.runs.services.decisions import gate_decide_by_person


class StepRunOutput(Output):
    """A run of a step, and what it is for."""

    id = serializers.UUIDField(source="run.public_id")
    role = serializers.ChoiceField(choices=StepRunRole.choices)
    recipe = serializers.ChoiceField(source="run.recipe", choices=Recipe.choices)
    state = serializers.ChoiceField(source="run.state", choices=RunState.choices)


class CycleStepOutput(Output):
    """One step of a cycle."""

    name = serializers.ChoiceField(choices=StepName.choices)
    state = serializers.ChoiceField(choices=StepState.choices)
    run = serializers.SerializerMethodField()
    runs = StepRunOutput(source="step_runs", many=True)
    error = serializers.SerializerMethodField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    summary = serializers.DictField()

    @extend_schema_field(StepRunOutput(allow_null=True))
    def get_run(self, step: CycleStep) -> dict[str, Any] | None:
        """Return the step's first run."""
        runs = list(step.step_runs.all())
        return StepRunOutput(runs[0]).data if runs else None

    def get_error(self, step: CycleStep) -> str | None:
        """Return why it failed."""
        return step.error or None


class CycleOutput(Output):
    """A turn of the loop."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=CycleState.choices)
    reason = serializers.CharField()
    policy = NamedOutput()
    base_model = ModelRefOutput()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    steps = CycleStepOutput(many=True)


class WinRateOutput(Output):
    """How often people preferred the candidate, ties as half; null until the labels are in."""

    value = serializers.FloatField(allow_null=True)
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)


class GateRuleOutput(Output):
    """One rule's word; ``passed`` is null where it cannot tell."""

    name = serializers.CharField()
    passed = serializers.BooleanField(allow_null=True)
    detail = serializers.CharField()


class GateOutput(Output):
    """A gate: what it asks, what it has been told, what it decided."""

    state = serializers.ChoiceField(choices=StepState.choices)
    candidate = ModelRefOutput()
    serving = ModelRefOutput()
    n_declared = serializers.IntegerField()
    n_labeled = serializers.IntegerField()
    win_rate = WinRateOutput()
    minimum_detectable = serializers.FloatField(allow_null=True)
    decision = serializers.ChoiceField(choices=GateDecision.choices, allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())
    rules = GateRuleOutput(many=True)
    decided_by = NamedOutput(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class GateDecideInput(Input):
    """A person's decision where the gate asked."""

    decision = serializers.ChoiceField(
        choices=[choice for choice in GateDecision.choices if choice[0] != GateDecision.ASK]
    )
    reason = serializers.CharField(max_length=2000)


class CyclesView(ApiView):
    """A project's cycles."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(CycleOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the cycles, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        return Response(page(cycles_shown().filter(project=project), request, CycleOutput))


class CycleView(ApiView):
    """One cycle."""

    @extend_schema(responses=CycleOutput)
    def get(self, request: Request, cycle_id: UUID) -> Response:
        """Tell where a cycle stands, step by step."""
        return Response(CycleOutput(access_cycle(current_user(request), cycle_id)).data)


class CycleResumeView(ApiView):
    """A cycle that failed."""

    @extend_schema(request=None, responses=CycleOutput)
    def post(self, request: Request, cycle_id: UUID) -> Response:
        """Go on at the step that failed."""
        user = current_user(request)
        cycle = cycle_resume(cycle=access_cycle(user, cycle_id, Role.ADMIN), by=user)
        return Response(_shown(cycle))


class CycleCancelView(ApiView):
    """A cycle that is not wanted any more."""

    @extend_schema(request=None, responses=CycleOutput)
    def post(self, request: Request, cycle_id: UUID) -> Response:
        """Stop a cycle, its runs and its gate's tasks."""
        user = current_user(request)
        cycle = cycle_cancel(cycle=access_cycle(user, cycle_id, Role.ADMIN), by=user)
        return Response(_shown(cycle))


class CycleGateView(ApiView):
    """A cycle's gate."""

    @extend_schema(responses=GateOutput)
    def get(self, request: Request, cycle_id: UUID) -> Response:
        """Return what the gate asks and what it decided; no result before all labels are in."""
        cycle = access_cycle(current_user(request), cycle_id)
        return Response(GateOutput(_gate_report(cycle)).data)


class CycleDecideView(ApiView):
    """A gate that asks a person."""

    @extend_schema(request=GateDecideInput, responses=GateOutput)
    def post(self, request: Request, cycle_id: UUID) -> Response:
        """Decide where the evidence did not."""
        user = current_user(request)
        cycle = access_cycle(user, cycle_id, Role.ADMIN)
        given = self.parse(request, GateDecideInput)
        decision = GateDecision(given["decision"])
        gate_decide_by_person(cycle=cycle, by=user, decision=decision, reason=given["reason"])
        return Response(GateOutput(_gate_report(cycle)).data)


def _shown(cycle: Cycle) -> Any:
    return CycleOutput(cycles_shown().get(pk=cycle.pk)).data


def _gate_report(cycle: Cycle) -> GateReport:
    gate = (
        Gate.objects.filter(step__cycle=cycle)
        .select_related("candidate", "serving", "step", "project", "decided_by")
        .first()
    )
    if gate is None:
        raise NotFoundError("gate of this cycle")
    return gate_report(gate)
