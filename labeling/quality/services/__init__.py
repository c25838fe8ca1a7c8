"""Writes on people's quality; one module per noun."""

from labeling.quality.services.eligibility import (
    eligibility_grant,
    eligibility_grant_defaults,
    eligibility_revoke,
)

__all__ = [
    "eligibility_grant",
    "eligibility_grant_defaults",
    "eligibility_revoke",
]
