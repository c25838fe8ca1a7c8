"""People's quality: one module per noun, all of them named here."""

from labeling.quality.models.qualification import (
    PracticeAnswer,
    Qualification,
    QualificationItem,
    QualificationItemRetirement,
)
from labeling.quality.models.qualification_attempt import (
    AttemptAnswer,
    AttemptDecision,
    AttemptDraft,
    AttemptItem,
    DemonstrationScore,
    QualificationAttempt,
)

__all__ = [
    "AttemptAnswer",
    "AttemptDecision",
    "AttemptDraft",
    "AttemptItem",
    "DemonstrationScore",
    "PracticeAnswer",
    "Qualification",
    "QualificationAttempt",
    "QualificationItem",
    "QualificationItemRetirement",
]
