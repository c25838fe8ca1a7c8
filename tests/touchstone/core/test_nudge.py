"""A nudge: published from any thread, and never waited for."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings

from touchstone.core import nudge as module
from touchstone.core.nudge import nudge

TASK = "touchstone.core.tasks.outbox_run_task"


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
    client = redis.Redis.from_url(settings.REDIS_URL or "")
    before = client.llen("default")
    nudge(TASK, pk=1)
    assert client.llen("default") == before + 1


@pytest.mark.parametrize("broken_redis", ["stopped", "silent"], indirect=True)
def test_a_nudge_gives_up_in_time_while_redis_is_away(
    broken_redis: None, caplog: pytest.LogCaptureFixture
) -> None:
    started = time.monotonic()
    nudge(TASK, pk=1)
    assert time.monotonic() - started < 2
    assert "the sweeper will find it" in caplog.text


@pytest.mark.parametrize("broken_redis", ["silent"], indirect=True)
def test_after_a_failed_nudge_nobody_waits_for_a_while(broken_redis: None) -> None:
    nudge(TASK, pk=1)
    started = time.monotonic()
    for pk in range(100):
        nudge(TASK, pk=pk)
    assert time.monotonic() - started < 0.2


def test_every_thread_publishes_to_our_broker() -> None:
    names: list[str] = []
    thread = threading.Thread(target=lambda: names.append(current_app.main))
    thread.start()
    thread.join()
    assert names == ["touchstone"]
