"""Releases, who has read and understood them, and what was asked about them."""

from labeling.guidelines.models.question import Question, QuestionAnswer
from labeling.guidelines.models.quiz import QuizResult, QuizTry
from labeling.guidelines.models.release import Acknowledgment, GuidelineVersion

__all__ = [
    "Acknowledgment",
    "GuidelineVersion",
    "Question",
    "QuestionAnswer",
    "QuizResult",
    "QuizTry",
]
