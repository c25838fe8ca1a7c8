"""Rows of human work, in the order they come about."""

from labeling.assignments.domain.states import AssignmentState
from labeling.assignments.models.agreement import AgreementSum, AgreementTotal
from labeling.assignments.models.assignment import Assignment, Draft, Skip, SkipReason
from labeling.assignments.models.eligibility import Eligibility
from labeling.assignments.models.judgment import Judgment, PairOutcome, Rating
from labeling.assignments.models.task import (
    LabelingTask,
    TaskCompletion,
    TaskKind,
    TaskPlace,
    TaskPurpose,
)

__all__ = [
    "AgreementSum",
    "AgreementTotal",
    "Assignment",
    "AssignmentState",
    "Draft",
    "Eligibility",
    "Judgment",
    "LabelingTask",
    "PairOutcome",
    "Rating",
    "Skip",
    "SkipReason",
    "TaskCompletion",
    "TaskKind",
    "TaskPlace",
    "TaskPurpose",
]
