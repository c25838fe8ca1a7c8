"""Redis stopped, or frozen: people work on, nothing hangs, and what was not nudged is found."""

import signal
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from labeling.datasets.models import DatasetState, DatasetVersion
from tests.factories import PASSWORD, make_api_key
from tests.labeling.work import make_ranking_task, make_workplace, ranking_answer, submission
from tests.live import LiveStack
from touchstone.accounts.models import User

pytestmark = pytest.mark.services
LIMIT_S = 10.0
"""Nobody waits for Redis; the rest is what a busy machine may take for an answer."""


class Browser:
    """Somebody at a browser; notes how long the slowest answer took."""

    def __init__(self, url: str, user: User) -> None:
        """Log ``user`` in by the real flow."""
        self._http = httpx.Client(base_url=url, timeout=30)
        self._http.get("/_allauth/browser/v1/auth/session")
        self.slowest_s = 0.0
        body = {"email": user.email, "password": PASSWORD}
        assert self.send("POST", "/_allauth/browser/v1/auth/login", body).status_code == 200

    def send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Send a request with the token, as the frontend does."""
        token = {"X-CSRFToken": self._http.cookies["csrftoken"]}
        started = time.monotonic()
        response = self._http.request(method, path, json=body, headers=token)
        self.slowest_s = max(self.slowest_s, time.monotonic() - started)
        return response


@pytest.mark.parametrize("how", ["stopped", "frozen"])
def test_people_work_on_and_forgotten_work_is_found(live_stack: LiveStack, how: str) -> None:
    live_stack.environment["TOUCHSTONE_SWEEP_EVERY_S"] = "1"
    live_stack.start("web", "worker", "beat")
    cast = make_workplace()
    make_ranking_task(cast.project)
    _, secret = make_api_key(cast.project)
    base = f"/api/projects/{cast.project.public_id}"

    if how == "stopped":
        live_stack.stop("redis")
    else:
        live_stack.signal("redis", signal.SIGSTOP)

    bob, alice = Browser(live_stack.url, cast.bob), Browser(live_stack.url, cast.alice)
    assignment = bob.send("POST", f"{base}/assignments/next", {}).json()["assignment"]
    handed_in = bob.send(
        "POST", f"/api/assignments/{assignment['id']}/submit", submission(ranking_answer())
    )
    assert handed_in.status_code == 201
    thumb = {"messages": [{"role": "user", "content": "Hi"}], "completion": "Ho", "rating": "up"}
    key = {"Authorization": f"Bearer {secret}"}
    started = time.monotonic()
    posted = httpx.post(f"{live_stack.url}/v1/feedback", json=thumb, headers=key, timeout=30)
    assert posted.status_code == 201, live_stack.log("web")[-3000:]
    assert time.monotonic() - started < LIMIT_S
    frozen = alice.send("POST", f"{base}/datasets", {"kind": "rankings"})
    assert frozen.status_code == 202
    assert max(bob.slowest_s, alice.slowest_s) < LIMIT_S
    ready = httpx.get(f"{live_stack.url}/readyz", timeout=30)
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert "redis" in ready.json()

    if how == "stopped":
        live_stack.start("redis")
    else:
        live_stack.signal("redis", signal.SIGCONT)
    version = DatasetVersion.objects.get()
    wait_until(lambda: refreshed(version).state == DatasetState.READY, "the dataset is built")
    wait_until(
        lambda: httpx.get(f"{live_stack.url}/readyz", timeout=30).json() == {"status": "ready"},
        "everything is well again",
    )


def refreshed(version: DatasetVersion) -> DatasetVersion:
    """Return the version as it stands now."""
    version.refresh_from_db()
    return version


def wait_until(condition: Callable[[], bool], what: str, limit_s: float = 180) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, f"not within {limit_s} s: {what}"
        time.sleep(0.2)
