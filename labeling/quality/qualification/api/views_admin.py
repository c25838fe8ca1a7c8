"""What admins do: publish versions, keep the banks, look at attempts, overrule."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.quality.qualification.access import (
    access_attempt_to_decide,
    access_gold_to_ask,
    access_item,
)
from labeling.quality.qualification.api.lines import items_from_lines
from labeling.quality.qualification.api.serializers import (
    QualificationItemFromGoldInput,
    QualificationItemInput,
    QualificationItemOutput,
    QualificationItemsImportInput,
    QualificationItemsImportOutput,
    QualificationPublishInput,
    QualificationVersionOutput,
    parts_from,
)
from labeling.quality.qualification.api.serializers_attempt import (
    AttemptDecisionOutput,
    AttemptOverruleInput,
    AttemptRecordOutput,
)
from labeling.quality.qualification.domain.parts import ItemUse, Outcome, PartKind
from labeling.quality.qualification.selectors.attempt import attempts
from labeling.quality.qualification.selectors.bank import qualification_items
from labeling.quality.qualification.selectors.standing import qualifications
from labeling.quality.qualification.services.bank import item_retire, items_add
from labeling.quality.qualification.services.decide import attempt_overrule
from labeling.quality.qualification.services.gold import item_from_gold
from labeling.quality.qualification.services.publish import qualification_publish
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

_FILTERS = {
    "part": [kind.value for kind in PartKind],
    "use": [use.value for use in ItemUse],
    "retired": ["true", "false"],
}


class QualificationsView(ApiView):
    """A project's versions."""

    @extend_schema(
        parameters=PAGE_PARAMETERS, responses=page_serializer(QualificationVersionOutput)
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the versions, newest first (admins)."""
        project = access_project(current_user(request), project_id, Role.ADMIN).project
        found = qualifications(project=project)
        return Response(page(found, request, QualificationVersionOutput))

    @extend_schema(request=QualificationPublishInput, responses={201: QualificationVersionOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Publish a version, which never changes (admins)."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        given = self.parse(request, QualificationPublishInput)
        given["parts"] = parts_from(given["parts"])
        version = qualification_publish(project=access.project, by=access.user, **given)
        return Response(QualificationVersionOutput(version).data, status=201)


class QualificationItemsView(ApiView):
    """The banks."""

    @extend_schema(
        parameters=[
            *PAGE_PARAMETERS,
            *(OpenApiParameter(name, str, enum=values) for name, values in _FILTERS.items()),
        ],
        responses=page_serializer(QualificationItemOutput),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the items with what reviewers said (admins)."""
        project = access_project(current_user(request), project_id, Role.ADMIN).project
        found = qualification_items(project=project, **_filters(request))
        return Response(page(found, request, QualificationItemOutput))

    @extend_schema(request=QualificationItemInput, responses={201: QualificationItemOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Add an item, which is never edited (admins)."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        given = self.parse(request, QualificationItemInput)
        [item] = items_add(project=access.project, by=access.user, given=[given])
        return Response(QualificationItemOutput(item).data, status=201)


class QualificationItemsImportView(ApiView):
    """Many items at once."""

    @extend_schema(
        request=QualificationItemsImportInput, responses={201: QualificationItemsImportOutput}
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Add the items of a JSONL file, all or none (admins)."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        lines = self.parse(request, QualificationItemsImportInput)["jsonl"]
        added = items_add(project=access.project, by=access.user, given=items_from_lines(lines))
        return Response({"added": len(added)}, status=201)


class QualificationItemFromGoldView(ApiView):
    """A gold item goes into a bank."""

    @extend_schema(request=QualificationItemFromGoldInput, responses={201: QualificationItemOutput})
    def post(self, request: Request, gold_item_id: UUID) -> Response:
        """Ask what a gold item asks, with the review as the expected answer (admins)."""
        user = current_user(request)
        gold = access_gold_to_ask(user, gold_item_id)
        given = self.parse(request, QualificationItemFromGoldInput)
        item = item_from_gold(gold=gold, by=user, use=given["use"])
        return Response(QualificationItemOutput(item).data, status=201)


class QualificationItemRetireView(ApiView):
    """The end of an item."""

    @extend_schema(request=None, responses=QualificationItemOutput)
    def post(self, request: Request, item_id: UUID) -> Response:
        """Ask an item no more; what was answered stands (admins)."""
        user = current_user(request)
        item = item_retire(item=access_item(user, item_id), by=user)
        shown = qualification_items(project=item.project).get(pk=item.pk)
        return Response(QualificationItemOutput(shown).data)


class QualificationAttemptsView(ApiView):
    """Everybody's attempts."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(AttemptRecordOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List the attempts with every decision on them, newest first (admins)."""
        project = access_project(current_user(request), project_id, Role.ADMIN).project
        return Response(page(attempts(project=project), request, AttemptRecordOutput))


class QualificationAttemptOverruleView(ApiView):
    """A decision against the rule."""

    @extend_schema(request=AttemptOverruleInput, responses=AttemptDecisionOutput)
    def post(self, request: Request, attempt_id: UUID) -> Response:
        """Let an attempt pass or fail, and say why (admins)."""
        user = current_user(request)
        attempt = access_attempt_to_decide(user, attempt_id)
        given = self.parse(request, AttemptOverruleInput)
        decision = attempt_overrule(
            attempt=attempt, by=user, outcome=Outcome(given["outcome"]), reason=given["reason"]
        )
        return Response(AttemptDecisionOutput(decision).data)


def _filters(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, allowed in _FILTERS.items():
        value = request.query_params.get(name)
        if value is not None and value not in allowed:
            raise InvalidError(f"`{name}` is one of {', '.join(allowed)}, not {value!r}.")
        if value is not None:
            given[name] = value
    if "retired" in given:
        given["retired"] = given["retired"] == "true"
    return given
