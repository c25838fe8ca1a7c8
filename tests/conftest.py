"""Fixtures that every test may use: the databases, and real processes to kill."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from scripts import chromium
from tests import harness
from tests.live import LiveStack, borrowed_database, live_stack_opened

SLOW = [HealthCheck.too_slow]


# An example that a busy machine is slow with is no fault, and each run tries the same ones; for
# others: `pytest --hypothesis-profile default`.
settings.register_profile("touchstone", deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.load_profile("touchstone")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Clone each worker's test database from the migrated template."""
    from django.db import connections

    connections["default"].settings_dict["TEST"]["TEMPLATE"] = harness.template_database()


@pytest.fixture
def live_database(
    django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Lend a fresh migrated database of its own, real transactions and all; yield its address.

    The ORM in the test talks to it, and so do processes started with that address.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), borrowed_database(f"live_{worker}") as url:
        yield url


@pytest.fixture
def live_stack(live_database: str) -> Iterator[LiveStack]:
    """Lend a stack on a fresh database with a Redis of its own; start what the test needs.

    ``live_stack.start("web", "worker")``, ``.kill("web")``, ``.stop("redis")``, ``.url``.
    """
    with live_stack_opened(live_database) as stack:
        yield stack


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Lend a headless Chromium, the system's or Playwright's own.

    Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    """
    executable = chromium.find()
    assert executable, chromium.ADVICE
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        lent = playwright.chromium.launch(executable_path=executable)
        yield lent
        lent.close()
