"""Taking judgments out over HTTP: a preview, the order, how far it is (reviewers)."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.models import TaskKind, VoidCause
from labeling.guidelines.models import GuidelineVersion
from labeling.quality.access import access_void_order
from labeling.quality.models import VoidOrder
from labeling.quality.selectors.voids import (
    VoidCriteria,
    void_order_affected,
    void_orders,
    void_preview,
)
from labeling.quality.services.voids import criteria_check, void_order_create
from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Project, Role


class VoidPreviewInput(Input):
    """Which judgments are meant; what is left out means any."""

    cause = serializers.ChoiceField(choices=VoidCause.choices)
    user_id = serializers.UUIDField(required=False, help_text="Whose; a void needs one.")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=TaskKind.choices), required=False, default=list
    )
    before_guideline_id = serializers.UUIDField(
        required=False,
        help_text="Made under a release older than this one; relabeling needs one.",
    )
    since = serializers.DateTimeField(required=False, allow_null=True)
    until = serializers.DateTimeField(required=False, allow_null=True)


class VoidInput(VoidPreviewInput):
    """What to take out, and why."""

    reason = serializers.CharField(max_length=10_000, help_text="Kept with each judgment.")


class AffectedDatasetOutput(Output):
    """A dataset version that holds some of the judgments."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    number = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)


class AffectedModelOutput(Output):
    """A model that learned from some of the judgments, itself or through another model."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    role = serializers.CharField()


class VoidPreviewOutput(Output):
    """What would be taken out, and what it went into."""

    judgments = serializers.IntegerField()
    people = serializers.IntegerField()
    places = serializers.IntegerField(help_text="Places that go back to the queue.")
    stranded = serializers.IntegerField(
        help_text="Of these, those that wait for somebody new: whoever may be given such work has "
        "had the task already."
    )
    datasets = AffectedDatasetOutput(many=True)
    models = AffectedModelOutput(many=True)


class VoidOrderOutput(Output):
    """An order, and how far it is."""

    id = serializers.UUIDField(source="public_id")
    cause = serializers.ChoiceField(choices=VoidCause.choices)
    reason = serializers.CharField()
    user = NamedOutput(allow_null=True)
    kinds = serializers.ListField(child=serializers.CharField())
    before_guideline = serializers.CharField(
        source="before_guideline.number", allow_null=True, default=None
    )
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField()
    by = NamedOutput()
    created_at = serializers.DateTimeField()
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    finished_at = serializers.DateTimeField(allow_null=True)


class VoidOrderDetailOutput(VoidOrderOutput):
    """An order with what its judgments went into."""

    datasets = serializers.SerializerMethodField()
    models = serializers.SerializerMethodField()

    @extend_schema_field(AffectedDatasetOutput(many=True))
    def get_datasets(self, order: VoidOrder) -> Any:
        """Return the dataset versions that hold them."""
        return self.context["affected"]["datasets"]

    @extend_schema_field(AffectedModelOutput(many=True))
    def get_models(self, order: VoidOrder) -> Any:
        """Return the models that learned from them."""
        return self.context["affected"]["models"]


class VoidPreviewView(ApiView):
    """What an order would do."""

    @extend_schema(request=VoidPreviewInput, responses=VoidPreviewOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Count what would be taken out and name what it went into; nothing changes."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        criteria = _criteria(project, self.parse(request, VoidPreviewInput))
        criteria_check(criteria)
        body = void_preview(project=project, criteria=criteria)
        return Response(VoidPreviewOutput(body).data)


class VoidsView(ApiView):
    """Orders to take judgments out."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(VoidOrderOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the project's orders, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        return Response(page(void_orders(project=project), request, VoidOrderOutput))

    @extend_schema(request=VoidInput, responses={202: VoidOrderOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Have a worker take judgments out; their places go back to the queue."""
        user = current_user(request)
        project = access_project(user, project_id, Role.REVIEWER).project
        given = self.parse(request, VoidInput)
        reason = given.pop("reason")
        criteria = _criteria(project, given)
        order = void_order_create(project=project, by=user, criteria=criteria, reason=reason)
        return Response(VoidOrderOutput(order).data, status=202)


class VoidView(ApiView):
    """One order."""

    @extend_schema(responses=VoidOrderDetailOutput)
    def get(self, request: Request, void_id: UUID) -> Response:
        """Tell how far an order is, and what its judgments went into."""
        order = access_void_order(current_user(request), void_id)
        context = {"affected": void_order_affected(order=order)}
        return Response(VoidOrderDetailOutput(order, context=context).data)


def _criteria(project: Project, given: dict[str, Any]) -> VoidCriteria:
    return VoidCriteria(
        cause=VoidCause(given["cause"]),
        user=_user(project, given["user_id"]) if "user_id" in given else None,
        kinds=sorted(given["kinds"]),
        before_guideline=(
            _release(project, given["before_guideline_id"])
            if "before_guideline_id" in given
            else None
        ),
        since=given.get("since"),
        until=given.get("until"),
    )


def _user(project: Project, user_id: UUID) -> User:
    user = User.objects.filter(public_id=user_id, memberships__project=project).first()
    if user is None:
        raise InvalidError("`user_id` is nobody of this project.")
    return user


def _release(project: Project, guideline_id: UUID) -> GuidelineVersion:
    release = GuidelineVersion.objects.filter(project=project, public_id=guideline_id).first()
    if release is None:
        raise InvalidError("`before_guideline_id` is no release of this project.")
    return release
