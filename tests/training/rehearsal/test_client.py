"""The HTTP client against a server that is played by a function."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from training.rehearsal import client as client_module
from training.rehearsal.client import ApiClient, ApiError

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def connected(handler: Handler) -> ApiClient:
    transport = httpx.MockTransport(handler)
    return ApiClient("http://example.test", session_key="abc", transport=transport)


def test_a_write_carries_the_session_and_a_csrf_token_that_matches_its_cookie() -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"ok": True})

    with connected(handler) as client:
        assert client.post("/api/me", {"name": "Ann"}) == {"ok": True}

    token = seen[0].headers["X-CSRFToken"]
    assert len(token) == 32
    assert f"csrftoken={token}" in seen[0].headers["Cookie"]
    assert "sessionid=abc" in seen[0].headers["Cookie"]


def test_a_dropped_connection_is_tried_again_with_the_same_body() -> None:
    bodies: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        if len(bodies) < 3:
            raise httpx.ConnectError("gone", request=request)
        return httpx.Response(201, json={})

    connected(handler).post("/x", {"submission_id": "1"})

    assert len(bodies) == 3
    assert len(set(bodies)) == 1


def test_it_gives_up_on_a_server_that_stays_away() -> None:
    calls = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        raise httpx.ConnectError("gone", request=request)

    with pytest.raises(httpx.ConnectError):
        connected(handler).get("/x")
    assert len(calls) == client_module.ATTEMPTS


def test_a_refusal_is_not_tried_again_and_tells_code_and_reason() -> None:
    calls = []
    envelope = {
        "error": {
            "code": "ranking_incomplete",
            "message": "Rank every answer.",
            "details": [{"field": "ranking", "message": "B is missing"}],
        }
    }

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(422, json=envelope)

    with pytest.raises(ApiError, match=r"POST /x: 422 .* ranking: B is missing") as caught:
        connected(handler).post("/x")
    assert (caught.value.status, caught.value.code) == (422, "ranking_incomplete")
    assert len(calls) == 1


def test_an_error_without_an_envelope_is_still_told() -> None:
    with pytest.raises(ApiError, match=r"404 .*no such page") as caught:
        connected(lambda _request: httpx.Response(404, text="no such page")).get("/x")
    assert caught.value.code == ""


def test_items_follow_the_cursor_to_the_end() -> None:
    pages: dict[str | None, dict[str, Any]] = {
        None: {"items": [{"n": 1}, {"n": 2}], "next_cursor": "c"},
        "c": {"items": [{"n": 3}], "next_cursor": None},
    }

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=pages[request.url.params.get("cursor")])

    assert [item["n"] for item in connected(handler).items("/x")] == [1, 2, 3]
