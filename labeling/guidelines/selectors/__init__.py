"""Reads: releases, where somebody stands with them, questions and answers."""

from labeling.guidelines.selectors.release import guideline_current, guidelines
from labeling.guidelines.selectors.standing import (
    GuidelineStanding,
    guideline_standing,
    guideline_standings,
    guidelines_unconfirmed,
)

__all__ = [
    "GuidelineStanding",
    "guideline_current",
    "guideline_standing",
    "guideline_standings",
    "guidelines",
    "guidelines_unconfirmed",
]
