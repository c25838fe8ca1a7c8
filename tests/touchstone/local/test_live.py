"""The fixtures that other tests stand on: a database of its own, processes to kill."""

import http.client
import urllib.request

import psycopg
import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser

from tests.live import LiveStack

pytestmark = pytest.mark.services


def test_live_database_is_migrated_and_the_orms(live_database: str) -> None:
    assert get_user_model().objects.count() == 0
    with psycopg.connect(live_database) as connection:
        table = get_user_model()._meta.db_table
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_killed_web_server_answers_no_more_and_starts_again(live_stack: LiveStack) -> None:
    live_stack.start("web")
    address = f"{live_stack.url}/healthz"
    assert urllib.request.urlopen(address).status == http.client.OK
    live_stack.kill("web")
    with pytest.raises(OSError, match=r"refused|reset"):
        urllib.request.urlopen(address, timeout=60)
    live_stack.start("web")
    assert urllib.request.urlopen(address).status == http.client.OK


def test_database_decides_readiness_and_redis_only_degrades(live_stack: LiveStack) -> None:
    live_stack.start("web")
    live_stack.stop("redis")
    assert urllib.request.urlopen(f"{live_stack.url}/readyz").status == http.client.OK


def test_workers_and_beat_become_ready(live_stack: LiveStack) -> None:
    live_stack.start("worker", "worker-gpu", "beat")
    assert "ready." in live_stack.log("worker-gpu")


@pytest.mark.browser
def test_browser_opens_the_login_page(live_stack: LiveStack, browser: Browser) -> None:
    live_stack.start("web")
    page = browser.new_page()
    page.goto(f"{live_stack.url}/login", timeout=120_000)
    assert "Touchstone" in page.title()
    page.close()
