"""Health for orchestrators, and the one page that carries the frontend."""

import redis
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from touchstone.core.api.errors import envelope
from touchstone.core.errors import DomainError, NotFoundError
from touchstone.core.liveness import workers_silent_s
from touchstone.core.models import OutboxMessage, OutboxState


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process can answer at all."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers; the rest shows as degraded: labeling goes on."""
    try:
        degraded = _degraded()
    except DatabaseError as error:
        return JsonResponse({"status": "down", "database": str(error)}, status=503)
    return JsonResponse({"status": "degraded" if degraded else "ready", **degraded})


def _degraded() -> dict[str, str]:
    found = {}
    dead = OutboxMessage.objects.filter(state=OutboxState.DEAD).count()
    if dead:
        found["outbox"] = f"{dead} messages were given up; see last_error"
    silent_s = workers_silent_s()
    if silent_s is not None:
        since = "yet" if silent_s == float("inf") else f"for {silent_s:.0f} s"
        found["workers"] = f"no sweep {since}; is a worker running, and beat?"
    if not _redis_answers():
        found["redis"] = "does not answer; work is found by sweeping"
    return found


@never_cache
@require_safe
@ensure_csrf_cookie
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve the frontend; its router reads the path."""
    return render(request, "page.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the envelope: no route has this address (an id may be malformed)."""
    return JsonResponse(envelope(NotFoundError("address")), status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 in the envelope; the log has the traceback under the same request id."""
    error = DomainError(
        "Something broke on our side. Try again; if it stays, report the request id.",
        code="internal",
    )
    return JsonResponse(envelope(error), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 in the envelope to an unsafe request without its token."""
    error = DomainError(
        f"{reason} Send the cookie `csrftoken` as the header `X-CSRFToken`.", code="csrf_failed"
    )
    return JsonResponse(envelope(error), status=403)


def _redis_answers() -> bool:
    if settings.REDIS_URL is None:
        return False
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=settings.REDIS_SOCKET_TIMEOUT_S,
        socket_connect_timeout=settings.REDIS_SOCKET_TIMEOUT_S,
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
