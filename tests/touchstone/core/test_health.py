"""Health and the shape of answers that no view gives."""

import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from touchstone.core.models import OutboxMessage, OutboxState
from touchstone.core.tasks import outbox_sweep_task


def test_healthz_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_readyz_is_ready_with_everything_running(client: Client) -> None:
    outbox_sweep_task()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_readyz_is_degraded_but_fine_without_redis(client: Client, settings: Any) -> None:
    outbox_sweep_task()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "redis": "does not answer; work is found by sweeping",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("swept_before_s", "since"), [(None, "yet"), (300, "for 300 s")])
def test_readyz_shows_that_no_worker_sweeps(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    swept_before_s: float | None,
    since: str,
) -> None:
    cache.clear()
    now = time.time()
    if swept_before_s is not None:
        monkeypatch.setattr("touchstone.core.liveness.time.time", lambda: now - swept_before_s)
        outbox_sweep_task()
        monkeypatch.setattr("touchstone.core.liveness.time.time", lambda: now)
    body = client.get("/readyz").json()
    assert body["status"] == "degraded"
    assert body["workers"] == f"no sweep {since}; is a worker running, and beat?"


@pytest.mark.django_db
def test_readyz_shows_work_that_was_given_up(client: Client) -> None:
    OutboxMessage.objects.create(topic="x", state=OutboxState.DEAD)
    body = client.get("/readyz").json()
    assert body["status"] == "degraded"
    assert body["outbox"].startswith("1 ")


def test_readyz_is_down_without_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"


def test_an_unknown_address_is_answered_in_the_envelope(client: Client) -> None:
    response = client.get("/api/nothing-here", headers={"X-Request-Id": "proxy-made-1"})
    assert response.status_code == 404
    assert response["X-Request-Id"] == "proxy-made-1"
    assert response.json()["error"]["code"] == "not_found"
    assert response.json()["error"]["request_id"] == "proxy-made-1"


@pytest.mark.parametrize("bad", ["short", "white space inside", "x" * 65, "new\nline-id"])
def test_a_malformed_request_id_is_replaced(client: Client, bad: str) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": bad})
    assert response["X-Request-Id"] != bad
    assert len(response["X-Request-Id"]) == 36


def _breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("api/breaks", _breaks)]
handler404 = "touchstone.core.views.not_found"
handler500 = "touchstone.core.views.failed"


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_answered_in_the_envelope(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/api/breaks")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
    assert response.json()["error"]["request_id"] == response["X-Request-Id"]
    assert "ZeroDivision" not in response.content.decode()
