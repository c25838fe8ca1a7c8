"""Rows of what models do: runs, cycles, policies and gates."""

from training.runs.models.cycle import (
    Cycle,
    CycleState,
    CycleStep,
    RetrainPolicy,
    StepName,
    StepRun,
    StepRunRole,
    StepState,
)
from training.runs.models.gate import Gate, GateDecision
from training.runs.models.run import Recipe, Run, RunMetric, RunSample, RunState

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
