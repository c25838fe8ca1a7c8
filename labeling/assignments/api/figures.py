"""Agreement and the project's overview over HTTP."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.agreement import TieRule
from labeling.assignments.models import TaskKind
from labeling.assignments.selectors.agreement import (
    HEADLINE_RULE,
    agreement_by_labeler,
    agreement_by_rule,
)
from labeling.assignments.selectors.overview import overview
from labeling.assignments.selectors.ratings import FlagAgreement, rating_agreement
from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class AgreementFigureOutput(Output):
    """A figure with what is needed to believe it; all null but n where nothing was compared."""

    value = serializers.FloatField(allow_null=True)
    interval = serializers.ListField(
        child=serializers.FloatField(), allow_null=True, min_length=2, max_length=2
    )
    standard_error = serializers.FloatField(allow_null=True, help_text="Clustered by prompt.")
    n = serializers.IntegerField()
    n_clusters = serializers.IntegerField(help_text="Prompts behind n.")
    coverage = serializers.FloatField(allow_null=True)
    tie_rate = serializers.FloatField(allow_null=True)
    tie_rule = serializers.CharField(allow_null=True)
    definition = serializers.CharField(help_text="See docs/metrics.md.")


class AgreementByTieRuleOutput(Output):
    """The headline under each tie rule."""

    excluded = AgreementFigureOutput()
    half = AgreementFigureOutput()
    strict = AgreementFigureOutput()


class AgreementFlagOutput(Output):
    """Agreement on one flag."""

    flag = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    alpha = serializers.FloatField(allow_null=True)
    alpha_interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    positive_agreement = serializers.FloatField(allow_null=True)
    positive_agreement_interval = serializers.ListField(
        child=serializers.FloatField(), allow_null=True
    )
    n = serializers.IntegerField(help_text="Ratings that could be compared.")


class LabelerOutput(Output):
    """A labeler by id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class AgreementLabelerOutput(Output):
    """One labeler against the others, on the shared sample."""

    labeler = LabelerOutput()
    figure = AgreementFigureOutput()


class AgreementOutput(Output):
    """Every agreement figure of a project."""

    headline = AgreementFigureOutput(help_text="Of the shared sample, ties left out.")
    all = AgreementFigureOutput(help_text="Of every task that more than one person judged.")
    by_tie_rule = AgreementByTieRuleOutput()
    likert_alpha = AgreementFigureOutput()
    flags = AgreementFlagOutput(many=True)
    by_labeler = AgreementLabelerOutput(many=True)


class AgreementView(ApiView):
    """How far labelers agree."""

    @extend_schema(responses=AgreementOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return the live agreement figures (reviewers)."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        by_rule = agreement_by_rule(project_id=project.pk, shared=True)
        everything = agreement_by_rule(project_id=project.pk, shared=False)
        ratings = rating_agreement(project=project)
        body = {
            "headline": by_rule[HEADLINE_RULE].as_dict(),
            "all": everything[HEADLINE_RULE].as_dict(),
            "by_tie_rule": {rule.value: by_rule[rule].as_dict() for rule in TieRule},
            "likert_alpha": ratings.likert_alpha.as_dict(),
            "flags": [_flag_body(flag) for flag in ratings.flags],
            "by_labeler": _labeler_bodies(project.pk),
        }
        return Response(body)


class SplitCountsOutput(Output):
    """Prompts by split."""

    train = serializers.IntegerField()
    validation = serializers.IntegerField()
    test = serializers.IntegerField()


class OverviewPromptsOutput(Output):
    """A project's prompts."""

    total = serializers.IntegerField()
    by_split = SplitCountsOutput()


class OverviewTasksOutput(Output):
    """Labeling tasks of one kind."""

    kind = serializers.ChoiceField(choices=TaskKind.choices)
    total = serializers.IntegerField()
    places = serializers.IntegerField(help_text="Judgments wanted.")
    places_done = serializers.IntegerField()
    open = serializers.IntegerField(help_text="Places neither filled nor held.")


class OverviewDemonstrationsOutput(Output):
    """What became of demonstrations that fill places; and what was imported, without a place."""

    in_use = serializers.IntegerField(help_text="Models may learn from them.")
    in_review = serializers.IntegerField(help_text="Drawn for a reviewer, and not decided.")
    returned = serializers.IntegerField(help_text="Sent back, and not revised since.")
    imported = serializers.IntegerField(help_text="References imported as ideal answers.")


class OverviewDayOutput(Output):
    """One day, UTC."""

    date = serializers.DateField()
    count = serializers.IntegerField()


class OverviewJudgmentsOutput(Output):
    """Judgments that came in; revisions not counted again."""

    total = serializers.IntegerField()
    reviews = serializers.IntegerField(help_text="Of the total: tasks that reviewers settled.")
    today = serializers.IntegerField()
    last_7_days = OverviewDayOutput(many=True)


class OverviewFeedbackOutput(Output):
    """Thumbs that hold."""

    up = serializers.IntegerField()
    down = serializers.IntegerField()


class OverviewModelOutput(Output):
    """A model by name and number."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    role = serializers.CharField()


class OverviewCycleOutput(Output):
    """The latest retraining cycle."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.CharField()


class OverviewOutput(Output):
    """A project at a glance."""

    prompts = OverviewPromptsOutput()
    tasks = OverviewTasksOutput(many=True)
    demonstrations = OverviewDemonstrationsOutput()
    judgments = OverviewJudgmentsOutput()
    agreement = AgreementFigureOutput()
    labelers_active_today = serializers.IntegerField()
    feedback = OverviewFeedbackOutput()
    serving_model = OverviewModelOutput(allow_null=True)
    latest_cycle = OverviewCycleOutput(allow_null=True)


class OverviewView(ApiView):
    """A project at a glance."""

    @extend_schema(responses=OverviewOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return counts, the last days, agreement, and what serves (reviewers)."""
        access = access_project(current_user(request), project_id, Role.REVIEWER)
        return Response(overview(project=access.project))


def _flag_body(flag: FlagAgreement) -> dict[str, Any]:
    return {
        "flag": flag.flag,
        "label": flag.label,
        "alpha": flag.alpha.value,
        "alpha_interval": flag.alpha.interval,
        "positive_agreement": flag.positive.value,
        "positive_agreement_interval": flag.positive.interval,
        "n": flag.alpha.n,
    }


def _labeler_bodies(project_id: int) -> list[dict[str, Any]]:
    figures = agreement_by_labeler(project_id=project_id)
    people = User.objects.in_bulk(list(figures))
    return [
        {
            "labeler": {"id": people[user_id].public_id, "name": people[user_id].name},
            "figure": figure.as_dict(),
        }
        for user_id, figure in figures.items()
    ]
