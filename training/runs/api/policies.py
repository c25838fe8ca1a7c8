"""Retrain policies: when to retrain, and what."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role
from training.runs.access import access_retrain_policy
from training.runs.api.cycles import CycleOutput
from training.runs.models import RetrainPolicy
from training.runs.selectors.cycles import cycles_shown
from training.runs.services.policies import (
    retrain_policy_create,
    retrain_policy_trigger,
    retrain_policy_update,
)


class RetrainPolicyInput(Input):
    """A policy; without ``every_judgments`` and ``every_days`` it is triggered by hand alone."""

    name = serializers.CharField(max_length=120)
    is_active = serializers.BooleanField(default=True)
    every_judgments = serializers.IntegerField(min_value=1, allow_null=True, default=None)
    every_days = serializers.IntegerField(min_value=1, allow_null=True, default=None)
    config = serializers.DictField(default=dict)


class RetrainPolicyPatchInput(Input):
    """What is to change."""

    name = serializers.CharField(max_length=120, required=False)
    is_active = serializers.BooleanField(required=False)
    every_judgments = serializers.IntegerField(min_value=1, allow_null=True, required=False)
    every_days = serializers.IntegerField(min_value=1, allow_null=True, required=False)
    config = serializers.DictField(required=False)


class RetrainPolicyOutput(Output):
    """A retrain policy."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    is_active = serializers.BooleanField()
    every_judgments = serializers.IntegerField(allow_null=True)
    every_days = serializers.IntegerField(allow_null=True)
    config = serializers.DictField()
    created_at = serializers.DateTimeField()


class RetrainPoliciesView(ApiView):
    """A project's retrain policies."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(RetrainPolicyOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the policies, newest first."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        policies = RetrainPolicy.objects.filter(project=project)
        return Response(page(policies, request, RetrainPolicyOutput))

    @extend_schema(request=RetrainPolicyInput, responses={201: RetrainPolicyOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Write a policy down."""
        user = current_user(request)
        project = access_project(user, project_id, Role.ADMIN).project
        given = self.parse(request, RetrainPolicyInput)
        policy = retrain_policy_create(project=project, by=user, **given)
        policy.refresh_from_db()
        return Response(RetrainPolicyOutput(policy).data, status=201)


class RetrainPolicyView(ApiView):
    """One retrain policy."""

    @extend_schema(request=RetrainPolicyPatchInput, responses=RetrainPolicyOutput)
    def patch(self, request: Request, policy_id: UUID) -> Response:
        """Change a policy; cycles under way keep their config."""
        user = current_user(request)
        policy = access_retrain_policy(user, policy_id)
        given = self.parse(request, RetrainPolicyPatchInput)
        policy = retrain_policy_update(policy=policy, by=user, **given)
        return Response(RetrainPolicyOutput(policy).data)


class RetrainPolicyTriggerView(ApiView):
    """A turn of the loop, now."""

    @extend_schema(request=None, responses={202: CycleOutput})
    def post(self, request: Request, policy_id: UUID) -> Response:
        """Start a cycle with whatever has accumulated."""
        user = current_user(request)
        cycle = retrain_policy_trigger(policy=access_retrain_policy(user, policy_id), by=user)
        return Response(CycleOutput(cycles_shown().get(pk=cycle.pk)).data, status=202)
