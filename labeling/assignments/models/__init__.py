"""Rows of human work, in the order they come about."""

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.domain.states import AssignmentState
from labeling.assignments.models.agreement import AgreementSum, AgreementTotal
from labeling.assignments.models.assignment import (
    Assignment,
    Draft,
    Skip,
    SkipReason,
    SkipTakenBack,
)
from labeling.assignments.models.brief import PromptBrief, PromptForm
from labeling.assignments.models.demonstration import (
    DemonstrationDraw,
    DemonstrationVerdict,
    DrawCause,
    Verdict,
)
from labeling.assignments.models.eligibility import Eligibility
from labeling.assignments.models.judgment import Judgment, PairOutcome, Rating
from labeling.assignments.models.pause import Pause
from labeling.assignments.models.refusal import TopicRefusal
from labeling.assignments.models.signal import TaskSignal
from labeling.assignments.models.task import (
    LabelingTask,
    TaskCompletion,
    TaskKind,
    TaskPlace,
    TaskPurpose,
)
from labeling.assignments.models.void import JudgmentVoid, VoidCause

__all__ = [
    "AgreementSum",
    "AgreementTotal",
    "Assignment",
    "AssignmentState",
    "DemonstrationDraw",
    "DemonstrationMode",
    "DemonstrationVerdict",
    "Draft",
    "DrawCause",
    "Eligibility",
    "Judgment",
    "JudgmentVoid",
    "LabelingTask",
    "PairOutcome",
    "Pause",
    "PromptBrief",
    "PromptForm",
    "Rating",
    "Skip",
    "SkipReason",
    "SkipTakenBack",
    "TaskCompletion",
    "TaskKind",
    "TaskPlace",
    "TaskPurpose",
    "TaskSignal",
    "TopicRefusal",
    "Verdict",
    "VoidCause",
]
