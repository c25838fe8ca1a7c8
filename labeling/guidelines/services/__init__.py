"""Writes: releases, acknowledgments, tries of a quiz, questions and answers."""

from labeling.guidelines.services.question import question_answer, question_ask
from labeling.guidelines.services.quiz import quiz_try_begin, quiz_try_submit
from labeling.guidelines.services.release import guideline_acknowledge, guideline_publish

__all__ = [
    "guideline_acknowledge",
    "guideline_publish",
    "question_answer",
    "question_ask",
    "quiz_try_begin",
    "quiz_try_submit",
]
