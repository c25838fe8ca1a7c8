"""``/api/schema/`` and ``/api/docs/``: the OpenAPI schema as a file, and as one plain page.

Both are made once per process: a second of work is too much for a page that anybody may ask for.
The page is our own, since the usual viewers load scripts from elsewhere or need inline ones, which
the content security policy forbids and an installation without the internet could not load.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from rest_framework.renderers import BaseRenderer


@dataclass(frozen=True)
class Field:
    """A parameter, or a property of a body: ``type`` as text, ``ref`` a component's name."""

    name: str
    type: str
    ref: str
    required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    summary: str
    parameters: tuple[Field, ...]
    request: str
    responses: tuple[tuple[str, str], ...]


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Show every operation and every component of the schema."""
    return render(request, "api_docs.html", _content())


@require_safe
def api_schema(request: HttpRequest) -> HttpResponse:
    """Answer the schema as YAML, or as JSON with ``?format=json``."""
    if request.GET.get("format") == "json":
        return HttpResponse(_rendered(OpenApiJsonRenderer2), content_type="application/json")
    return HttpResponse(_rendered(OpenApiYamlRenderer2), content_type="application/yaml")


@cache
def _rendered(renderer: type[BaseRenderer]) -> bytes:
    content: str | bytes = renderer().render(openapi_schema(), renderer_context={})
    return content.encode() if isinstance(content, str) else content


@cache
def openapi_schema() -> dict[str, Any]:
    """Return the whole schema, public and the app's own."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema: dict[str, Any] = generator.get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    return schema


@cache
def _content() -> dict[str, Any]:
    schema = openapi_schema()
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, operations in schema["paths"].items():
        for method, described in operations.items():
            public = path.startswith("/v1/")
            group = "Public API (API key)" if public else f"{described['tags'][0].title()}"
            groups[group].append(_operation(method, path, described))
    components = {
        name: _fields(component)
        for name, component in sorted(schema["components"]["schemas"].items())
    }
    ordered = sorted(groups.items(), key=lambda item: (not item[0].startswith("Public"), item[0]))
    return {
        "groups": [(name, slugify(name), operations) for name, operations in ordered],
        "components": components.items(),
    }


def _operation(method: str, path: str, described: dict[str, Any]) -> Operation:
    parameters = [
        Field(
            name=parameter["name"],
            type=f"{parameter['in']}, {_type(parameter['schema'])[0]}",
            ref="",
            required=parameter.get("required", False),
            description=parameter.get("description", ""),
        )
        for parameter in described.get("parameters", [])
    ]
    responses = described["responses"].items()
    return Operation(
        method=method.upper(),
        path=path,
        summary=described.get("description", ""),
        parameters=tuple(parameters),
        request=_body(described.get("requestBody", {})),
        responses=tuple((status, _body(response)) for status, response in sorted(responses)),
    )


def _body(described: dict[str, Any]) -> str:
    """Return the name of a body's component; empty where there is no body."""
    for content in described.get("content", {}).values():
        return _type(content["schema"])[1]
    return ""


def _fields(component: dict[str, Any]) -> list[Field]:
    required = component.get("required", [])
    fields = []
    for name, schema in component.get("properties", {}).items():
        text, ref = _type(schema)
        fields.append(Field(name, text, ref, name in required, schema.get("description", "")))
    for part in component.get("oneOf", component.get("anyOf", [])):
        text, ref = _type(part)
        fields.append(Field("one of", text, ref, required=False, description=""))
    if not fields and "enum" in component:
        values = ", ".join(str(value) for value in component["enum"])
        fields.append(Field("one of", values, "", False, component.get("description", "")))
    return fields


def _type(schema: dict[str, Any]) -> tuple[str, str]:
    """Return a schema's type in words, and the component that it refers to, if any."""
    if "$ref" in schema:
        return "", schema["$ref"].rsplit("/", 1)[1]
    if "items" in schema:
        text, ref = _type(schema["items"])
        return f"list of {text}".strip(), ref
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            texts, refs = zip(*(_type(part) for part in schema[key]), strict=True)
            return " or ".join(filter(None, texts)), next(filter(None, refs), "")
    kind = schema.get("type", "any")
    text = " or ".join(kind) if isinstance(kind, list) else kind
    return text + (f" ({schema['format']})" if "format" in schema else ""), ""
