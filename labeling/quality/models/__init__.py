"""People's quality: one module per noun, all of them named here."""

from labeling.quality.models.gold import GoldItem
from labeling.quality.models.last_look import LastLook, NewsPage
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
from labeling.quality.models.void_order import VoidOrder

__all__ = [
    "AttemptAnswer",
    "AttemptDecision",
    "AttemptDraft",
    "AttemptItem",
    "DemonstrationScore",
    "GoldItem",
    "LastLook",
    "NewsPage",
    "PracticeAnswer",
    "Qualification",
    "QualificationAttempt",
    "QualificationItem",
    "QualificationItemRetirement",
    "VoidOrder",
]
