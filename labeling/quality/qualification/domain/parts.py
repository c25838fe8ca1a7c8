"""The four parts of a qualification, and what one asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices


class PartKind(TextChoices):
    """What a part looks at. Source: Ouyang et al. 2022 (InstructGPT), app. B.1, 1 to 4."""

    FLAGGING = "flagging"
    """Finds in a text what reviewers found in it."""
    RANKING = "ranking"
    """Ranks completions as reviewers ranked them."""
    WRITING = "writing"
    """Writes demonstrations, which reviewers score from 1 to 7 without knowing whose they are."""
    SELF_ASSESSMENT = "self_assessment"
    """Says for which groups they can tell sensitive speech; recorded, no cut-off by default."""


class ItemUse(TextChoices):
    """What an item is for; the two banks never mix, or practice would give the screening away."""

    SCREENING = "screening"
    PRACTICE = "practice"


class Outcome(TextChoices):
    """Where a submitted attempt stands."""

    WAITING = "waiting"
    """Demonstrations wait for reviewers' scores."""
    PASSED = "passed"
    FAILED = "failed"


BANKED = (PartKind.FLAGGING, PartKind.RANKING, PartKind.WRITING)
"""The parts whose items are drawn from a bank; the self-assessment is one questionnaire."""

SCORE_MIN, SCORE_MAX = 1, 7
LEVEL_MIN, LEVEL_MAX = 1, 5
# Source: InstructGPT, app. B.1: 75 % on flagging and on comparisons, 6 of 7 on demonstrations.
DEFAULT_CUTOFFS: Mapping[PartKind, float | None] = {
    PartKind.FLAGGING: 0.75,
    PartKind.RANKING: 0.75,
    PartKind.WRITING: 6.0,
    PartKind.SELF_ASSESSMENT: None,
}
CUTOFF_RANGE: Mapping[PartKind, tuple[float, float]] = {
    PartKind.FLAGGING: (0.0, 1.0),
    PartKind.RANKING: (0.0, 1.0),
    PartKind.WRITING: (SCORE_MIN, SCORE_MAX),
    PartKind.SELF_ASSESSMENT: (LEVEL_MIN, LEVEL_MAX),
}


@dataclass(frozen=True)
class Part:
    """One part of a published version.

    Attributes:
        kind: what it looks at.
        items: how many are drawn for an attempt; 1 for the questionnaire.
        cutoff: the least figure that passes, None where the figure is only recorded.
        scores: reviewers' scores that each demonstration waits for (writing).
        groups: who the self-assessment asks about.
    """

    kind: PartKind
    items: int
    cutoff: float | None
    scores: int = 1
    groups: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Part":
        """Read a part as it stands in a version's row."""
        return cls(
            kind=PartKind(stored["kind"]),
            items=stored["items"],
            cutoff=stored["cutoff"],
            scores=stored["scores"],
            groups=tuple(stored["groups"]),
        )

    def stored(self) -> dict[str, Any]:
        """Return the part as it is kept in a version's row."""
        return {
            "kind": self.kind.value,
            "items": self.items,
            "cutoff": self.cutoff,
            "scores": self.scores,
            "groups": list(self.groups),
        }


def part_problems(part: Part) -> list[tuple[str, str]]:
    """Return what is wrong with a part as ``(field, message)``; empty where nothing is."""
    problems = []
    low, high = CUTOFF_RANGE[part.kind]
    if part.cutoff is not None and not low <= part.cutoff <= high:
        problems.append(("cutoff", f"A cut-off of this part is from {low:g} to {high:g}, or null."))
    if part.kind is PartKind.SELF_ASSESSMENT:
        if not part.groups or len(set(part.groups)) < len(part.groups):
            problems.append(("groups", "Name the groups to ask about, each once."))
        if part.items != 1:
            problems.append(("items", "The self-assessment is one questionnaire."))
    elif part.groups:
        problems.append(("groups", "Only the self-assessment asks about groups."))
    return problems
