"""The API's own pages."""

import re

from django.test import Client

from touchstone.core.api.docs import openapi_schema


def test_the_docs_show_every_operation_under_the_policy(client: Client) -> None:
    response = client.get("/api/docs/")
    html = response.content.decode()
    assert response.status_code == 200
    for text in ("/api/me", "/v1/feedback", "Who am I?", "ErrorEnvelope", "Public API"):
        assert text in html
    nonce = re.search(r'<style nonce="([^"]+)">', html)
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in response["Content-Security-Policy"]
    assert "<script" not in html


def test_every_link_of_the_docs_leads_somewhere(client: Client) -> None:
    html = client.get("/api/docs/").content.decode()
    targets = set(re.findall(r'id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]*)"', html))
    assert links <= targets


def test_the_schema_is_served_as_yaml_and_json(client: Client) -> None:
    response = client.get("/api/schema/")
    assert response["Content-Type"] == "application/yaml"
    assert response.content.startswith(b"openapi: 3.1")
    described = client.get("/api/schema/?format=json").json()
    assert described["openapi"] == "3.1.0"
    assert described["paths"]["/api/me"]["get"]["operationId"] == "me_get"


def test_every_operation_has_a_name_of_its_own_and_documents_the_envelope() -> None:
    schema = openapi_schema()
    for route, operations in schema["paths"].items():
        for method, operation in operations.items():
            for status in ("401", "404", "409", "422"):
                assert status in operation["responses"], (route, method)
    names = [
        operation["operationId"]
        for operations in schema["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))
