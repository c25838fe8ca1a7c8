"""Which of the evidence a version takes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SETTLED = ("review", "all")
REVIEW = ("approved", "any")


@dataclass(frozen=True)
class DatasetFilters:
    """The choices of one version; stored with it.

    Attributes:
        min_agreement: Rankings of tasks whose labelers agree less than this (share of the pairs
            that both order) are left out of the train split. Held-out splits are never filtered:
            it would flatter. ``None``, the default: no filter; the papers found that it hurts.
        include_surplus: Take judgments beyond a task's overlap too.
        settled: ``review``, the default: of a task that a reviewer settled, the review's ranking in
            place of the labelers'. ``all``: everybody's rankings, the review's among them.
        review: ``approved``, the default: demonstrations that were drawn for review wait until a
            reviewer let them pass; what was not drawn counts as approved. ``any``: no waiting.
        include_edits: Take labelers' edits of the better of two as demonstrations too. Off by
            default: InstructGPT's are written answers alone, and Llama 3 learns preferences from
            edits (edited > chosen > rejected), as pairs here always do.
    """

    min_agreement: float | None = None
    include_surplus: bool = False
    settled: str = "review"
    review: str = "approved"
    include_edits: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "DatasetFilters":
        """Return what ``as_json`` stored."""
        return cls(**value)
