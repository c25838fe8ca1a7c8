"""Reads of attempts: what the runner shows, what they come to, and what waits for a score."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)

from labeling.agreement import pair_counts
from labeling.quality.models import (
    AttemptAnswer,
    AttemptDecision,
    AttemptItem,
    QualificationAttempt,
)
from labeling.quality.qualification.domain.figures import (
    PartFigure,
    flagging_figure,
    flags_agree,
    ranking_figure,
    self_assessment_figure,
    writing_figure,
)
from labeling.quality.qualification.domain.items import item_shown, ranking_by_index
from labeling.quality.qualification.domain.parts import Outcome, Part, PartKind
from labeling.quality.qualification.selectors.standing import attempts_with_outcome
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def attempts(*, project: Project) -> QuerySet[QualificationAttempt]:
    """Return everybody's attempts with their decisions: for admins."""
    return (
        attempts_with_outcome()
        .filter(project=project)
        .select_related("user", "qualification")
        .prefetch_related("decisions__decided_by")
    )


def attempt_items(attempt: QualificationAttempt) -> QuerySet[AttemptItem]:
    """Return what an attempt asks, in order; what reviewers said is not even read."""
    items = AttemptItem.objects.filter(attempt=attempt).select_related("item", "draft")
    return items.defer("item__expected", "item__explanation_markdown").order_by("index")


def shown_to(attempt: QualificationAttempt, item: AttemptItem) -> dict[str, Any]:
    """Return what the person sees of an item of their attempt."""
    if item.item is None:
        return {"groups": list(_part(attempt, PartKind(item.part)).groups)}
    return item_shown(PartKind(item.part), item.item.content, item.order)


def parts_of(attempt: QualificationAttempt) -> list[Part]:
    """Return the parts of the attempt's version, in its order."""
    return [Part.of(stored) for stored in attempt.qualification.parts]


def attempt_figures(attempt: QualificationAttempt) -> list[PartFigure]:
    """Return each part's figure, from the answers handed in and the scores given so far."""
    answers = list(
        AttemptAnswer.objects.filter(attempt_item__attempt=attempt)
        .select_related("attempt_item__item")
        .prefetch_related("scores")
        .order_by("attempt_item__index")
    )
    return [
        _figure(part, [a for a in answers if a.attempt_item.part == part.kind])
        for part in parts_of(attempt)
    ]


def demonstrations_to_score(*, project: Project, reviewer: User) -> QuerySet[AttemptAnswer]:
    """Return demonstrations that wait for ``reviewer``'s score: not their own, none scored twice.

    Nothing in the rows' order or content tells who wrote them.
    """
    latest = AttemptDecision.objects.filter(attempt=OuterRef("attempt_item__attempt"))
    wanted = Func(
        F("attempt_item__attempt__qualification__parts"),
        Value('$[*] ? (@.kind == "writing").scores'),
        template="(jsonb_path_query_first(%(expressions)s::jsonpath))::int",
        output_field=IntegerField(),
    )
    return (
        AttemptAnswer.objects.filter(project=project, attempt_item__part=PartKind.WRITING)
        .exclude(attempt_item__attempt__user=reviewer)
        .exclude(scores__reviewer=reviewer)
        .annotate(outcome=Subquery(latest.order_by("-pk").values("outcome")[:1]))
        .filter(outcome=Outcome.WAITING)
        .annotate(given=Count("scores"), wanted=wanted)
        .filter(given__lt=F("wanted"))
        .select_related("attempt_item__item")
    )


def _figure(part: Part, answers: Sequence[AttemptAnswer]) -> PartFigure:
    if part.kind is PartKind.FLAGGING:
        agreed = [flags_agree(one.answer["flags"], _expected(one)["flags"]) for one in answers]
        return flagging_figure(part, agreed)
    if part.kind is PartKind.RANKING:
        pairs = (pair_counts(_ranked(one), _expected(one)["ranking"]) for one in answers)
        return ranking_figure(part, pairs)
    if part.kind is PartKind.WRITING:
        return writing_figure(part, [_scores(one) for one in answers])
    levels: Iterable[int] = (level for one in answers for level in one.answer["levels"].values())
    return self_assessment_figure(part, list(levels))


def _expected(answer: AttemptAnswer) -> dict[str, Any]:
    item = answer.attempt_item.item
    assert item is not None  # noqa: S101 - only the questionnaire has none
    expected: dict[str, Any] = item.expected
    return expected


def _ranked(answer: AttemptAnswer) -> list[list[int]]:
    return ranking_by_index(answer.answer["ranking"], answer.attempt_item.order)


def _scores(answer: AttemptAnswer) -> list[int]:
    return [score.score for score in answer.scores.all()]


def _part(attempt: QualificationAttempt, kind: PartKind) -> Part:
    return next(part for part in parts_of(attempt) if part.kind is kind)
