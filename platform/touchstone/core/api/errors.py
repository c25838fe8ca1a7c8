"""The one error envelope and the one exception handler."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from touchstone.core.errors import DomainError, ErrorDetail, NotFoundError
from touchstone.core.middleware import request_id

logger = logging.getLogger(__name__)


class ErrorDetailOutput(serializers.Serializer[Any]):
    """One field's fault."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    extra = serializers.JSONField(required=False)


class ErrorBodyOutput(serializers.Serializer[Any]):
    """What was wrong, what was expected, what to do."""

    code = serializers.CharField()
    message = serializers.CharField()
    details = ErrorDetailOutput(many=True)
    request_id = serializers.CharField()


class ErrorEnvelope(serializers.Serializer[Any]):
    """Every error of this API."""

    error = ErrorBodyOutput()


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn any expected exception into the envelope; an unexpected one stays a 500."""
    error = _as_domain_error(exc)
    if error is None:
        return None
    set_rollback()
    response = Response(envelope(error), status=error.status)
    if error.status == status.HTTP_401_UNAUTHORIZED:
        response["WWW-Authenticate"] = _challenge(context)
    wait = getattr(exc, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(max(1, int(wait)))
    return response


def _challenge(context: dict[str, Any]) -> str:
    view, request = context.get("view"), context.get("request")
    asked = view.get_authenticate_header(request) if view is not None else None
    return asked or "Session"


def envelope(error: DomainError) -> dict[str, Any]:
    """Return the body of an error answer."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "details": [_detail(detail) for detail in error.details],
            "request_id": request_id(),
        }
    }


def _detail(detail: ErrorDetail) -> dict[str, Any]:
    body: dict[str, Any] = {
        "field": detail.field,
        "code": detail.code,
        "message": detail.message,
    }
    return body if detail.extra is None else {**body, "extra": detail.extra}


def _as_domain_error(exc: Exception) -> DomainError | None:
    if isinstance(exc, DomainError):
        return exc
    if isinstance(exc, Http404):
        return NotFoundError()
    if isinstance(exc, exceptions.ValidationError):
        return _invalid(exc)
    if isinstance(exc, PermissionDenied):
        return _with_status(403, "permission_denied", str(exc) or "You may not do this.")
    if isinstance(exc, exceptions.APIException):
        return _with_status(exc.status_code, str(exc.get_codes()), str(exc.detail))
    return None


def _with_status(status_code: int, code: str, message: str) -> DomainError:
    error = DomainError(message, code=code)
    error.status = status_code
    return error


def _invalid(exc: exceptions.ValidationError) -> DomainError:
    details = [
        ErrorDetail(field=path, code=str(leaf.code), message=str(leaf))
        for path, leaf in _leaves(exc.detail, ())
    ]
    named = ", ".join(sorted({detail.field for detail in details if detail.field}))
    message = f"Some fields are not valid: {named}." if named else "The content is not valid."
    error = DomainError(message, code="invalid", details=details)
    error.status = 422
    return error


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, exceptions.ErrorDetail]]:
    """Yield ``(dotted path, fault)`` for each fault in DRF's nested structure."""
    if isinstance(node, dict):
        for key, value in node.items():
            part = () if key == "non_field_errors" else (str(key),)
            yield from _leaves(value, path + part)
    elif isinstance(node, (list, tuple)):
        for index, value in enumerate(node):
            nested = isinstance(value, (dict, list))
            yield from _leaves(value, (*path, str(index)) if nested else path)
    else:
        yield ".".join(path), node
