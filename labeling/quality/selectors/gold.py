"""Reads of the item bank, and of how people did on it without being told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from labeling.agreement import AgreementFigure, Definition, PairCounts, figure_from_counts
from labeling.agreement import pair_counts as compare
from labeling.assignments.models import Judgment, JudgmentVoid, TaskKind
from labeling.assignments.selectors.agreement import HEADLINE_RULE
from labeling.assignments.selectors.history import LastTurn
from labeling.assignments.selectors.standing import STANDING, stands
from labeling.quality.models import GoldItem
from touchstone.projects.models import Project


def gold_items(*, project: Project, retired: bool = False) -> QuerySet[GoldItem]:
    """Return the project's gold items, those in use or those retired."""
    return (
        GoldItem.objects.filter(project=project, retired_at__isnull=not retired)
        .select_related("task", "judgment__notes", "created_by")
        .annotate(prompt_excerpt=LastTurn(F("task__prompt__content__body")))
    )


@dataclass(frozen=True)
class GoldAnswer:
    """What reviewers said of a gold task, and which of them."""

    ranking: list[list[int]]
    reviewer_id: int


@dataclass(frozen=True)
class GoldCheck:
    """How somebody's answer compares with a known one: gold, or a reviewer's."""

    user_id: int
    week: date
    prompt_id: int
    counts: PairCounts


def gold_answers(*, project: Project, kind: TaskKind | None = None) -> Mapping[int, GoldAnswer]:
    """Return the known answers by task: of items in use whose review still stands."""
    items = GoldItem.objects.filter(
        stands("judgment"),
        project=project,
        retired_at=None,
        task__cancelled_at=None,
        judgment__ranking__isnull=False,
    )
    if kind is not None:
        items = items.filter(task__kind=kind)
    rows = items.values_list("task_id", "judgment__ranking", "judgment__user_id")
    return {task: GoldAnswer(ranking, reviewer) for task, ranking, reviewer in rows if ranking}


def gold_checks(*, project: Project, users: Sequence[int]) -> list[GoldCheck]:
    """Return how people answered checks at first: a revision is no second chance (two queries).

    Left out: what was voided, what has no order, and whoever settled the task themselves.
    """
    answers = gold_answers(project=project)
    return _compared(_first_answers(project, users, answers).filter(gold_check=True), answers)


def settled_checks(*, project: Project, users: Sequence[int]) -> list[GoldCheck]:
    """Return how people had ordered what reviewers settled, as :func:`gold_checks` (two queries).

    Their first answers: who revises once the reason is known learns nothing of how they judge.
    """
    reviews = Judgment.objects.filter(
        STANDING, project=project, kind=TaskKind.REVIEW, ranking__isnull=False
    ).values_list("task__reviews_id", "ranking", "user_id")
    answers = {
        task: GoldAnswer(ranking, reviewer)
        for task, ranking, reviewer in reviews
        if task is not None and ranking
    }
    return _compared(_first_answers(project, users, answers).filter(gold_check=False), answers)


def _first_answers(
    project: Project, users: Sequence[int], answers: Mapping[int, GoldAnswer]
) -> QuerySet[Judgment]:
    voided = JudgmentVoid.objects.filter(judgment__assignment=OuterRef("assignment"))
    return Judgment.objects.filter(
        ~Exists(voided),
        project=project,
        user__in=users,
        supersedes=None,
        ranking__isnull=False,
        task__in=list(answers),
    )


def _compared(judgments: QuerySet[Judgment], answers: Mapping[int, GoldAnswer]) -> list[GoldCheck]:
    rows = judgments.values_list("user_id", "received_at", "prompt_id", "task_id", "ranking")
    return [
        GoldCheck(user, _monday(at.date()), prompt, compare(ranking, answers[task].ranking))
        for user, at, prompt, task, ranking in rows
        if ranking is not None and user != answers[task].reviewer_id
    ]


def gold_figure(
    checks: Iterable[GoldCheck], definition: Definition = Definition.WITH_GOLD
) -> AgreementFigure:
    """Return the agreement with gold: pairs ordered alike, ties of either side left out."""
    by_prompt: dict[int, PairCounts] = {}
    for one in checks:
        by_prompt[one.prompt_id] = by_prompt.get(one.prompt_id, PairCounts()) + one.counts
    return figure_from_counts(by_prompt.values(), rule=HEADLINE_RULE, definition=definition)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
