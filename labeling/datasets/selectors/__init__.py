"""Reading evidence for datasets, and datasets."""

from labeling.datasets.selectors.evidence import (
    demonstrations_imported,
    edits_eligible,
    judgments_eligible,
    judgments_new_count,
    prompts_eligible,
    thumbs_eligible,
)

__all__ = [
    "demonstrations_imported",
    "edits_eligible",
    "judgments_eligible",
    "judgments_new_count",
    "prompts_eligible",
    "thumbs_eligible",
]
