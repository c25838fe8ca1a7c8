"""Reads of people's quality; one module per noun."""

from labeling.quality.selectors.eligibility import eligibilities

__all__ = ["eligibilities"]
