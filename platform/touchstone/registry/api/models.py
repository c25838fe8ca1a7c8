"""Model versions, promotion and rollback. Reviewers read, admins decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from touchstone.registry.access import access_model_version
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion, PromotionKind
from touchstone.registry.selectors import model_versions, promotions, serving_policy
from touchstone.registry.services import promotion_create, rollback_create


class ModelRefOutput(Output):
    """A model version by its name."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    number = serializers.IntegerField()
    role = serializers.ChoiceField(choices=ModelRole.choices)


class ModelVersionOutput(ModelRefOutput):
    """A model version; ``serving`` needs the serving policy's key in the context."""

    kind = serializers.ChoiceField(choices=ModelKind.choices)
    recipe = serializers.CharField(allow_blank=True)
    parameters = serializers.IntegerField(allow_null=True)
    serving = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    metrics = serializers.DictField()
    parent = ModelRefOutput(allow_null=True)

    def get_serving(self, model: ModelVersion) -> bool:
        """Return whether this one answers chatbots now."""
        return bool(model.pk == self.context["serving_pk"])


class PromotionOutput(Output):
    """A decision about what serves."""

    id = serializers.UUIDField(source="public_id")
    model = ModelRefOutput()
    previous = ModelRefOutput(allow_null=True)
    kind = serializers.ChoiceField(choices=PromotionKind.choices)
    by = NamedOutput(allow_null=True)
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class DecisionInput(Input):
    """Why; it stands in the record for good."""

    reason = serializers.CharField(max_length=2000)


class ModelVersionsView(ApiView):
    """A project's model versions."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(ModelVersionOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the model versions, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        serving = serving_policy(project)
        context: Mapping[str, Any] = {"serving_pk": serving.pk if serving else None}
        return Response(page(model_versions(project), request, ModelVersionOutput, context=context))


class ModelVersionPromoteView(ApiView):
    """One policy."""

    @extend_schema(request=DecisionInput, responses=PromotionOutput)
    def post(self, request: Request, model_id: UUID) -> Response:
        """Let this policy serve from now on."""
        user = current_user(request)
        model = access_model_version(user, model_id, Role.ADMIN)
        body = self.parse(request, DecisionInput)
        promotion = promotion_create(model=model, by=user, **body)
        return Response(PromotionOutput(promotion).data)


class ProjectRollbackView(ApiView):
    """What serves a project."""

    @extend_schema(request=DecisionInput, responses=PromotionOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Let the policy serve again that served before."""
        user = current_user(request)
        project = access_project(user, project_id, Role.ADMIN).project
        body = self.parse(request, DecisionInput)
        return Response(PromotionOutput(rollback_create(project=project, by=user, **body)).data)


class PromotionsView(ApiView):
    """A project's promotions and rollbacks."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(PromotionOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the decisions, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        return Response(page(promotions(project), request, PromotionOutput))
