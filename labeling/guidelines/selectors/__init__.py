"""Reads: releases, where somebody stands with them, questions and answers."""

from labeling.guidelines.selectors.release import guideline_current, guidelines
from labeling.guidelines.selectors.standing import GuidelineStanding, guideline_standing

__all__ = ["GuidelineStanding", "guideline_current", "guideline_standing", "guidelines"]
