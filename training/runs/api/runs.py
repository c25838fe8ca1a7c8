"""Runs: queueing, watching, cancelling, retrying."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.datasets.models import DatasetKind
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from touchstone.registry.api.models import ModelRefOutput
from touchstone.registry.models import ModelRole
from training.runs.access import access_run, project_datasets, project_models
from training.runs.models import Recipe, Run, RunState
from training.runs.selectors.runs import run_metrics, runs_shown
from training.runs.services.runs import run_cancel, run_create, run_retry

OFFERED = [choice for choice in Recipe.choices if choice[0] != Recipe.PRETRAIN]


class RunInput(Input):
    """A run to queue: engine settings, and the datasets and models that its recipe takes."""

    recipe = serializers.ChoiceField(choices=OFFERED)
    config = serializers.DictField(default=dict)
    dataset = serializers.UUIDField(required=False)
    datasets = serializers.ListField(child=serializers.UUIDField(), default=list)
    base_model = serializers.UUIDField(required=False)
    reward_model = serializers.UUIDField(required=False)


class RunProgressOutput(Output):
    """How far the trainer is."""

    step = serializers.IntegerField()
    total_steps = serializers.IntegerField()


class RunDatasetOutput(Output):
    """A dataset version that a run learns from."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=DatasetKind.choices)
    number = serializers.IntegerField()


class ReferenceOutput(Output):
    """Something by its id."""

    id = serializers.UUIDField(source="public_id")


class RunOutput(Output):
    """A run."""

    id = serializers.UUIDField(source="public_id")
    recipe = serializers.ChoiceField(choices=Recipe.choices)
    state = serializers.ChoiceField(choices=RunState.choices)
    attempt = serializers.IntegerField()
    progress = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()
    cancel_requested = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    heartbeat_at = serializers.DateTimeField(allow_null=True)
    cycle = serializers.SerializerMethodField()
    datasets = RunDatasetOutput(many=True)
    base_model = serializers.SerializerMethodField()
    produced = ModelRefOutput(allow_null=True)
    config = serializers.DictField()
    result = serializers.DictField(allow_null=True)

    @extend_schema_field(RunProgressOutput(allow_null=True))
    def get_progress(self, run: Run) -> dict[str, int] | None:
        """Return the steps done; ``None`` before the trainer said how many there are."""
        if run.total_steps is None:
            return None
        return {"step": run.step, "total_steps": run.total_steps}

    def get_error(self, run: Run) -> str | None:
        """Return what went wrong in the last attempt that failed."""
        return run.error or None

    def get_cancel_requested(self, run: Run) -> bool:
        """Return whether somebody asked to cancel it."""
        return run.cancel_requested_at is not None

    @extend_schema_field(ReferenceOutput(allow_null=True))
    def get_cycle(self, run: Run) -> dict[str, Any] | None:
        """Return the cycle that started it."""
        started = getattr(run, "step_run", None)
        return ReferenceOutput(started.step.cycle).data if started else None

    @extend_schema_field(ModelRefOutput(allow_null=True))
    def get_base_model(self, run: Run) -> dict[str, Any] | None:
        """Return the policy it starts from."""
        policies = [model for model in run.inputs.all() if model.role == ModelRole.POLICY]
        return ModelRefOutput(policies[0]).data if policies else None


class RunMetricOutput(Output):
    """One line of a run's metrics."""

    id = serializers.IntegerField()
    attempt = serializers.IntegerField()
    step = serializers.IntegerField()
    phase = serializers.CharField()
    values = serializers.DictField(child=serializers.FloatField(allow_null=True))


class RunMetricsOutput(Output):
    """Metrics, oldest first; ask again with ``last_id``."""

    items = RunMetricOutput(many=True)
    last_id = serializers.IntegerField()


class RunsView(ApiView):
    """A project's runs."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(RunOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the runs, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        return Response(page(runs_shown().filter(project=project), request, RunOutput))

    @extend_schema(request=RunInput, responses={202: RunOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Queue a run."""
        user = current_user(request)
        project = access_project(user, project_id, Role.ADMIN).project
        given = self.parse(request, RunInput)
        datasets = [*given["datasets"], *([given["dataset"]] if "dataset" in given else [])]
        models = [given[name] for name in ("base_model", "reward_model") if name in given]
        run = run_create(
            project=project,
            recipe=Recipe(given["recipe"]),
            config=given["config"],
            datasets=project_datasets(project, datasets),
            models=project_models(project, models),
            created_by=user,
        )
        return Response(RunOutput(runs_shown().get(pk=run.pk)).data, status=202)


class RunView(ApiView):
    """One run."""

    @extend_schema(responses=RunOutput)
    def get(self, request: Request, run_id: UUID) -> Response:
        """Tell how far a run is, or how it ended."""
        return Response(RunOutput(access_run(current_user(request), run_id)).data)


class RunMetricsView(ApiView):
    """What a run has reported."""

    @extend_schema(
        parameters=[
            OpenApiParameter("after_id", int, description="`last_id` of the answer before.")
        ],
        responses=RunMetricsOutput,
    )
    def get(self, request: Request, run_id: UUID) -> Response:
        """Return the metrics that came after ``after_id``."""
        run = access_run(current_user(request), run_id)
        after_id = _whole_number(request.query_params.get("after_id", "0"))
        items = run_metrics(run, after_id=after_id)
        last_id = items[-1].pk if items else after_id
        return Response(RunMetricsOutput({"items": items, "last_id": last_id}).data)


class RunCancelView(ApiView):
    """A run that is not wanted any more."""

    @extend_schema(request=None, responses=RunOutput)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Cancel a run; one at work stops with a checkpoint."""
        user = current_user(request)
        run = run_cancel(run=access_run(user, run_id, Role.ADMIN), by=user)
        return Response(RunOutput(runs_shown().get(pk=run.pk)).data)


class RunRetryView(ApiView):
    """A run that failed."""

    @extend_schema(request=None, responses=RunOutput)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Queue a failed or cancelled run again; it resumes from its last checkpoint."""
        user = current_user(request)
        run = run_retry(run=access_run(user, run_id, Role.ADMIN), by=user)
        return Response(RunOutput(runs_shown().get(pk=run.pk)).data)


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise InvalidError(f"`after_id` is a whole number, not {text!r}.")
    return int(text)
