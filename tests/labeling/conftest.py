"""Fixtures of the labeling tests."""

from collections.abc import Iterator

import pytest


@pytest.fixture
def own_connections(live_database: str) -> Iterator[str]:
    """Lend a database on which every thread has a connection, however many there are."""
    from django.db import connections

    options = connections["default"].settings_dict["OPTIONS"]
    pool, options["pool"] = options["pool"], False
    yield live_database
    connections["default"].close()
    options["pool"] = pool
