"""One error envelope, whatever went wrong."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tests.clients import error_code
from touchstone.core.api.serializers import Input
from touchstone.core.api.views import ApiView
from touchstone.core.errors import ConflictError, ErrorDetail

FAULTS: dict[str, Exception] = {
    "conflict": ConflictError(
        "Somebody was faster.",
        code="conflict_revision",
        details=[ErrorDetail("revision", "stale", "It is 3 now.", {"revision": 3})],
    ),
    "missing": Http404(),
    "forbidden": PermissionDenied("Not you."),
    "throttled": exceptions.Throttled(wait=7),
}


class LineInput(Input):
    """A line of an order."""

    count = serializers.IntegerField(min_value=1)


class OrderInput(Input):
    """Something nested."""

    name = serializers.CharField()
    lines = LineInput(many=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what is wrong as a whole."""
        if attrs["name"] == "nothing":
            raise serializers.ValidationError("An order of nothing.", code="empty_order")
        return attrs


class FaultView(ApiView):
    """Goes wrong as asked."""

    permission_classes = ()

    def get(self, request: Request, fault: str) -> Response:
        """Raise."""
        raise FAULTS[fault]

    def post(self, request: Request, fault: str) -> Response:
        """Parse."""
        return Response(self.parse(request, OrderInput))


urlpatterns = [path("api/faults/<str:fault>", FaultView.as_view())]
pytestmark = pytest.mark.urls(__name__)


def post(client: Client, body: Any, content_type: str = "application/json") -> Any:
    return client.post("/api/faults/x", body, content_type=content_type)


def test_a_domain_error_comes_whole(client: Client) -> None:
    response = client.get("/api/faults/conflict", headers={"X-Request-Id": "request-0001"})
    assert response.status_code == 409
    assert response.json() == {
        "error": {
            "code": "conflict_revision",
            "message": "Somebody was faster.",
            "details": [
                {
                    "field": "revision",
                    "code": "stale",
                    "message": "It is 3 now.",
                    "extra": {"revision": 3},
                }
            ],
            "request_id": "request-0001",
        }
    }


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("missing", 404, "not_found"),
        ("forbidden", 403, "permission_denied"),
        ("throttled", 429, "throttled"),
    ],
)
def test_the_frameworks_errors_come_in_it_too(
    client: Client, fault: str, status: int, code: str
) -> None:
    response = client.get(f"/api/faults/{fault}")
    assert error_code(response) == (status, code)
    assert response.get("Retry-After") == ("7" if fault == "throttled" else None)


def test_each_fault_of_a_nested_body_has_its_path(client: Client) -> None:
    response = post(client, {"lines": [{"count": 1}, {"count": 0}, {"cuont": 2}], "nmae": "x"})
    assert error_code(response) == (422, "invalid")
    found = {(d["field"], d["code"]) for d in response.json()["error"]["details"]}
    assert found == {("nmae", "unknown_field")}, "unknown fields are told first, by themselves"
    response = post(client, {"name": "x", "lines": [{"count": 1}, {"count": 0}, {"cuont": 2}]})
    found = {(d["field"], d["code"]) for d in response.json()["error"]["details"]}
    assert found == {("lines.1.count", "min_value"), ("lines.2.cuont", "unknown_field")}


def test_a_fault_of_the_whole_has_no_field(client: Client) -> None:
    response = post(client, {"name": "nothing", "lines": []})
    (detail,) = response.json()["error"]["details"]
    assert detail == {"field": "", "code": "empty_order", "message": "An order of nothing."}


@pytest.mark.parametrize("body", [b"", b"[]", b'"text"', b"3", b"null"])
def test_a_body_that_is_no_object_is_refused(client: Client, body: bytes) -> None:
    assert post(client, body).status_code == 422


def test_another_method_and_another_type_come_in_it(client: Client) -> None:
    assert error_code(client.delete("/api/faults/x")) == (405, "method_not_allowed")
    response = post(client, b"<a/>", "application/xml")
    assert error_code(response) == (415, "unsupported_media_type")
