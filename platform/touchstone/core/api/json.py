"""JSON in and out by orjson; malformed bodies become 422 like every other bad content."""

from typing import Any

import orjson
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from touchstone.core.errors import InvalidError


class JsonRenderer(BaseRenderer):
    """Renders UTF-8 JSON; UUIDs and aware datetimes as strings."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> bytes:
        """Return ``data`` as bytes; an absent body stays empty."""
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


class JsonParser(BaseParser):
    """Parses a JSON body of any size that Django let through."""

    media_type = "application/json"

    def parse(self, stream: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Return the parsed body.

        Raises:
            InvalidError: The body is not JSON; the message says where it breaks off.
        """
        body = stream.read()
        try:
            parsed = orjson.loads(body) if body else {}
        except orjson.JSONDecodeError as error:
            raise InvalidError(f"The body is not valid JSON: {error}.", code="bad_json") from error
        if rb"\u0000" in body and _holds_null_character(parsed):
            raise InvalidError(
                "The body holds a null character (\\u0000), which PostgreSQL cannot store. "
                "Leave it out.",
                code="null_character",
            )
        return parsed


def _holds_null_character(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _holds_null_character(item) for key, item in value.items())
    return isinstance(value, list) and any(_holds_null_character(item) for item in value)


def _plain(value: Any) -> Any:
    """Return lazy strings, Decimals and DRF's dict and list subclasses as plain values."""
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    return str(value)
