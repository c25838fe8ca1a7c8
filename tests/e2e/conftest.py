"""What the journeys of one module share: a server on a fresh database, and the people at it."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.e2e.browsing import workplace_among
from tests.factories import Cast, make_cast
from tests.live import LiveStack, borrowed_database, live_stack_opened


@pytest.fixture(scope="module")
def served(
    django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[LiveStack]:
    """Lend a running web server that all tests of a module use, one after another."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with (
        django_db_blocker.unblock(),
        borrowed_database(f"served_{worker}") as url,
        live_stack_opened(url) as stack,
    ):
        stack.start("web")
        yield stack


@pytest.fixture(scope="module")
def people(served: LiveStack) -> Cast:
    """Return the cast of the module's database."""
    return make_cast()


@pytest.fixture
def office(people: Cast) -> Cast:
    """Return the cast in a project of this test's own, where everybody may do everything."""
    return workplace_among(people)
