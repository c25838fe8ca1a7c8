"""One cursor for all lists: newest first by primary key, opaque to the client."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from touchstone.core.errors import InvalidError

ModelT = TypeVar("ModelT", bound=Model)

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

PAGE_PARAMETERS = [
    OpenApiParameter("cursor", str, description="`next_cursor` of the page before."),
    OpenApiParameter("limit", int, description=f"Items per page, at most {MAX_LIMIT}."),
]


def page_serializer(item: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """Return the schema of a page of ``item``, for ``extend_schema``."""
    name = item.__name__.removesuffix("Output") + "Page"
    return inline_serializer(
        name,
        fields={
            "items": item(many=True),
            "next_cursor": serializers.CharField(allow_null=True),
        },
    )


def page_of(queryset: "QuerySet[ModelT]", request: Request) -> tuple[list[ModelT], str | None]:
    """Return one page of ``queryset``, newest first, and the next page's cursor (or ``None``).

    Raises:
        InvalidError: The cursor or the limit is malformed.
    """
    limit = page_limit(request)
    cursor = request.query_params.get("cursor")
    if cursor:
        queryset = queryset.filter(pk__lt=_decode(cursor))
    rows = list(queryset.order_by("-pk")[: limit + 1])
    more = len(rows) > limit
    return rows[:limit], _encode(rows[limit - 1].pk) if more else None


def page(
    queryset: "QuerySet[Any]",
    request: Request,
    output: type[serializers.Serializer[Any]],
    context: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the body of a list answer; ``context`` is handed to the serializer."""
    rows, next_cursor = page_of(queryset, request)
    items = output(rows, many=True, context=dict(context or {})).data
    return {"items": items, "next_cursor": next_cursor}


def page_limit(request: Request) -> int:
    """Return how many items the request asks for.

    Raises:
        InvalidError: It is no number, or too large.
    """
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MAX_LIMIT:
        raise InvalidError(f"`limit` is a whole number from 1 to {MAX_LIMIT}, not {text!r}.")
    return int(text)


def _encode(pk: int) -> str:
    return base64.urlsafe_b64encode(str(pk).encode()).decode().rstrip("=")


def _decode(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise InvalidError(
            "The cursor is not one of ours: use `next_cursor` of the page before, unchanged."
        ) from error
