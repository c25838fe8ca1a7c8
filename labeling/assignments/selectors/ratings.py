"""Alpha of the Likert ratings and agreement on the flags, over a bounded, stated sample.

The newest ``SAMPLE`` judgments of the shared sample that count and stand are read; alphas of
all ratings ever given would grow with the project, and these already have narrow intervals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labeling.agreement import AgreementFigure, Rating, Scale, alpha_figure, positive_agreement
from labeling.assignments.models import Judgment
from labeling.assignments.models import Rating as StoredRating
from labeling.assignments.selectors.standing import STANDING
from touchstone.projects.models import Project
from touchstone.projects.selectors import rating_schema_current

SAMPLE = 1500
"""Judgments read for alphas."""


@dataclass(frozen=True)
class FlagAgreement:
    """Agreement on one flag; ``alpha`` is chance-corrected, ``positive`` is for rare flags."""

    flag: str
    label: str
    alpha: AgreementFigure
    positive: AgreementFigure


@dataclass(frozen=True)
class RatingAgreement:
    """Agreement on the Likert scale and on each flag of the current schema."""

    likert_alpha: AgreementFigure
    flags: list[FlagAgreement]


def rating_agreement(*, project: Project) -> RatingAgreement:
    """Return the alphas of the shared sample's newest judgments (three queries)."""
    newest = Judgment.objects.filter(
        STANDING,
        project=project,
        task__in_shared_sample=True,
        counted=True,
        ranking__isnull=False,
    ).order_by("-pk")[:SAMPLE]
    prompts = dict(newest.values_list("pk", "prompt_id"))
    found = StoredRating.objects.filter(judgment_id__in=list(prompts)).order_by("pk")
    rows = list(
        found.values_list("judgment_id", "judgment__user_id", "completion_id", "overall", "flags")
    )
    likert = [
        Rating(prompts[judgment], completion, user, overall)
        for judgment, user, completion, overall, _ in rows
    ]
    schema = rating_schema_current(project)
    flags = [_flag(entry, rows, prompts) for entry in schema.flags]
    return RatingAgreement(alpha_figure(likert, Scale.INTERVAL), flags)


def _flag(
    entry: dict[str, str], rows: Sequence[tuple[Any, ...]], prompts: dict[int, int]
) -> FlagAgreement:
    ratings = [
        Rating(prompts[judgment], completion, user, float(entry["key"] in flags))
        for judgment, user, completion, _, flags in rows
    ]
    return FlagAgreement(
        flag=entry["key"],
        label=entry["label"],
        alpha=alpha_figure(ratings, Scale.NOMINAL),
        positive=positive_agreement(ratings),
    )
