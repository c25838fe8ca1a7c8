"""Practice: an answer, and at once what reviewers said and why. It counts for nothing."""

from dataclasses import dataclass
from typing import Any

from labeling.agreement import TieRule, pair_counts
from labeling.assignments.domain.order import display_order
from labeling.quality.models import PracticeAnswer, QualificationItem
from labeling.quality.qualification.domain.answers import answer_problem
from labeling.quality.qualification.domain.draw import attempt_generator
from labeling.quality.qualification.domain.figures import flags_agree
from labeling.quality.qualification.domain.items import item_shown, ranking_by_index, slot_name
from labeling.quality.qualification.domain.parts import PartKind
from touchstone.accounts.models import User
from touchstone.core.errors import InvalidError


@dataclass(frozen=True)
class PracticeFeedback:
    """What reviewers said of an item that was just answered.

    Attributes:
        agreement: 1 or 0 for flags; the share of pairs ordered alike, ties excluded, for rankings;
            None where nothing compares.
        pairs: how many pairs that share rests on; 0 for the other parts.
        flags, ranking, example: what reviewers chose or wrote, by part.
        explanation_markdown: why.
        letters: the answerer's letter for each of the item's own, which the explanation means.
    """

    agreement: float | None
    pairs: int
    flags: list[str]
    ranking: list[list[str]]
    example: str
    explanation_markdown: str
    letters: dict[str, str]


def practice_answer(
    *, item: QualificationItem, user: User, answer: dict[str, Any]
) -> PracticeFeedback:
    """Keep a practice answer and return what reviewers said.

    Raises:
        InvalidError: It is no finished answer to this item.
    """
    part = PartKind(item.part)
    order = practice_order(item)
    shown = item_shown(part, item.content, order)
    if problem := answer_problem(part, shown, answer, complete=True):
        raise InvalidError(problem)
    PracticeAnswer.objects.create(project_id=item.project_id, item=item, user=user, answer=answer)
    agreement, pairs = _agreement(part, item.expected, answer, order)
    slot_of = {index: slot_name(at) for at, index in enumerate(order)}
    ranking = item.expected.get("ranking", [])
    return PracticeFeedback(
        agreement=agreement,
        pairs=pairs,
        flags=item.expected.get("flags", []),
        ranking=[[slot_of[index] for index in group] for group in ranking],
        example=item.expected.get("example", ""),
        explanation_markdown=item.explanation_markdown,
        letters={slot_name(index): slot for index, slot in sorted(slot_of.items())},
    )


def practice_order(item: QualificationItem) -> list[int]:
    """Return the order of a practice item's completions: shuffled, the same for everybody.

    People write items best first.
    """
    count = len(item.content.get("completions", ()))
    return display_order(count, attempt_generator(item.pk, "practice"))


def _agreement(
    part: PartKind, expected: dict[str, Any], answer: dict[str, Any], order: list[int]
) -> tuple[float | None, int]:
    if part is PartKind.FLAGGING:
        return float(flags_agree(answer["flags"], expected["flags"])), 0
    if part is PartKind.RANKING:
        counts = pair_counts(ranking_by_index(answer["ranking"], order), expected["ranking"])
        compared = counts.compared(TieRule.EXCLUDED)
        return counts.agreed(TieRule.EXCLUDED) / compared if compared else None, compared
    return None, 0
