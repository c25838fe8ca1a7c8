"""A nudge: published from any thread, and never waited for."""

import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import redis
from celery import current_app
from django.conf import settings

from touchstone.core import nudge as module
from touchstone.core.nudge import nudge

TASK = "touchstone.core.tasks.outbox_run_task"
GIVEN_UP_S = 10.0
"""Far more than the time-outs on a busy machine, far less than Celery's own (30 s and more)."""


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_quiet_until", 0.0)


@pytest.fixture
def broken_redis(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker that refuses connections, or takes them and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if request.param == "silent":
            server.listen()
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        yield


def test_a_nudge_reaches_the_queue() -> None:
    # Tests that run beside this one nudge into the same queue: ours is known by its number.
    pk = uuid4().int
    nudge(TASK, pk=pk)
    queued = redis.Redis.from_url(settings.REDIS_URL or "").lrange("default", 0, -1)
    bodies = [base64.b64decode(json.loads(message)["body"]).decode() for message in queued]
    assert len([body for body in bodies if str(pk) in body]) == 1


@pytest.mark.parametrize("broken_redis", ["stopped", "silent"], indirect=True)
def test_a_nudge_gives_up_in_time_while_redis_is_away(
    broken_redis: None, caplog: pytest.LogCaptureFixture
) -> None:
    started = time.monotonic()
    nudge(TASK, pk=1)
    assert time.monotonic() - started < GIVEN_UP_S
    assert "the sweeper will find it" in caplog.text


@pytest.mark.parametrize("broken_redis", ["silent"], indirect=True)
def test_after_a_failed_nudge_nobody_waits_for_a_while(
    broken_redis: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 600.0)
    for pk in range(100):
        nudge(TASK, pk=pk)
    assert caplog.text.count("the sweeper will find it") == 1, "only the first one tried"


def test_every_thread_publishes_to_our_broker() -> None:
    names: list[str] = []
    thread = threading.Thread(target=lambda: names.append(current_app.main))
    thread.start()
    thread.join()
    assert names == ["touchstone"]
