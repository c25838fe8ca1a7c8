"""The gold editor over HTTP, for reviewers."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.models import TaskKind
from labeling.quality.access import access_gold_item, access_task
from labeling.quality.models import GoldItem
from labeling.quality.selectors.gold import gold_items
from labeling.quality.services.gold import gold_item_create, gold_item_restore, gold_item_retire
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class GoldItemOutput(Output):
    """A task whose answer is known."""

    id = serializers.UUIDField(source="public_id")
    task_id = serializers.UUIDField(source="task.public_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices, source="task.kind")
    prompt_excerpt = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    reason = serializers.SerializerMethodField(help_text="The review's.")
    created_by = NamedOutput()
    created_at = serializers.DateTimeField()
    retired_at = serializers.DateTimeField(allow_null=True)

    def get_reason(self, item: GoldItem) -> str:
        """Return why the review ranks as it does."""
        notes = item.judgment.notes
        return str(notes.body.get("text") or "") if notes else ""


class GoldItemInput(Input):
    """What to note on a new item."""

    note = serializers.CharField(max_length=2000, allow_blank=True, default="")


class GoldItemsView(ApiView):
    """The item bank."""

    @extend_schema(
        parameters=[*PAGE_PARAMETERS, OpenApiParameter("retired", bool)],
        responses=page_serializer(GoldItemOutput),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List gold items, newest first (reviewers)."""
        project = access_project(current_user(request), project_id, Role.REVIEWER).project
        retired = request.query_params.get("retired") == "true"
        items = gold_items(project=project, retired=retired)
        return Response(page(items, request, GoldItemOutput))


class TaskGoldView(ApiView):
    """A settled task becomes a gold item."""

    @extend_schema(request=GoldItemInput, responses={201: GoldItemOutput})
    def post(self, request: Request, task_id: UUID) -> Response:
        """Make the task's review the expected answer (reviewers)."""
        user = current_user(request)
        task = access_task(user, task_id)
        item = gold_item_create(task=task, by=user, **self.parse(request, GoldItemInput))
        return Response(_body(item), status=201)


class GoldItemRetireView(ApiView):
    """An item leaves the bank."""

    @extend_schema(request=None, responses=GoldItemOutput)
    def post(self, request: Request, gold_item_id: UUID) -> Response:
        """Retire a gold item; again changes nothing (reviewers)."""
        user = current_user(request)
        item = gold_item_retire(item=access_gold_item(user, gold_item_id), by=user)
        return Response(_body(item))


class GoldItemRestoreView(ApiView):
    """An item comes back into the bank."""

    @extend_schema(request=None, responses=GoldItemOutput)
    def post(self, request: Request, gold_item_id: UUID) -> Response:
        """Use a retired gold item again; again changes nothing (reviewers)."""
        user = current_user(request)
        item = gold_item_restore(item=access_gold_item(user, gold_item_id), by=user)
        return Response(_body(item))


def _body(item: GoldItem) -> object:
    items = gold_items(project=item.project, retired=item.retired_at is not None)
    return GoldItemOutput(items.get(pk=item.pk)).data
