"""Rows of what models do: runs, cycles, policies and gates."""

from training.runs.domain.engine_config import Recipe
from training.runs.domain.states import CycleState, RunState, StepState
from training.runs.models.cycle import (
    Cycle,
    CycleStep,
    RetrainPolicy,
    StepName,
    StepRun,
    StepRunRole,
)
from training.runs.models.gate import Gate, GateDecision
from training.runs.models.run import Run, RunMetric, RunSample

__all__ = [
    "Cycle",
    "CycleState",
    "CycleStep",
    "Gate",
    "GateDecision",
    "Recipe",
    "RetrainPolicy",
    "Run",
    "RunMetric",
    "RunSample",
    "RunState",
    "StepName",
    "StepRun",
    "StepRunRole",
    "StepState",
]
