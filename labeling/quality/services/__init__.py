"""Writes on people's quality; one module per noun."""

from labeling.quality.services.eligibility import (
    DEFAULT_KINDS,
    eligibility_grant,
    eligibility_grant_defaults,
    eligibility_revoke,
)

__all__ = [
    "DEFAULT_KINDS",
    "eligibility_grant",
    "eligibility_grant_defaults",
    "eligibility_revoke",
]
