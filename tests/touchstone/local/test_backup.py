"""The dump and restore of docs/operations.md, with the programs of the wheel."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import harness
from touchstone.local.binaries import postgres_bin

pytestmark = pytest.mark.services


@pytest.fixture
def empty_database() -> Iterator[str]:
    name = f"restored_{os.getpid()}"
    yield harness.create_database(name, "template1")
    harness.drop_database(name)


def test_dump_restores_into_an_empty_database(
    live_database: str, empty_database: str, tmp_path: Path
) -> None:
    programs, dump = postgres_bin(None), tmp_path / "touchstone.dump"
    options = ["--format=custom", f"--file={dump}", live_database]
    subprocess.run([programs / "pg_dump", *options], check=True)
    restore = ["--no-owner", "--exit-on-error", "--dbname", empty_database, str(dump)]
    subprocess.run([programs / "pg_restore", *restore], check=True)

    assert tables(empty_database) == tables(live_database)
    environment = {**os.environ, "DATABASE_URL": empty_database}
    migrate = [sys.executable, "manage.py", "migrate", "--check"]
    subprocess.run(migrate, check=True, cwd=harness.REPOSITORY, env=environment)


def tables(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        found = connection.execute(question).fetchall()
    assert len(found) > 20
    return found
