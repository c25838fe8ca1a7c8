"""The test run's own PostgreSQL and Redis, loaded as a plugin before Django's settings are read.

One embedded cluster per run: the controller starts it and pytest-xdist's workers inherit its
addresses by environment. Migrations run once, into a template database; each worker's test
database, and each database of a live stack, is a clone of that (a tenth of a second).
``DATABASE_URL`` and ``REDIS_URL``, where set, are used instead of starting servers.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from touchstone.local import cluster

REPOSITORY = Path(__file__).resolve().parents[1]
PREFIX = "touchstone-test-"
TEMPLATE = "touchstone_template"
JUST_MADE_S = 60.0
"""A run that is starting beside us may not hold its lock yet."""


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the cluster, before pytest-django reads the settings."""
    options = early_config.known_args_namespace
    if "PYTEST_XDIST_WORKER" not in os.environ and not (options.help or options.version):
        _remove_abandoned()
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        folder.chmod(0o711)
        servers = contextlib.ExitStack()
        early_config.add_cleanup(servers.close)
        servers.callback(shutil.rmtree, folder)
        running = servers.enter_context(cluster.running(folder, durable=False))
        os.environ["DATABASE_URL"] = running.database_url
        os.environ["REDIS_URL"] = running.redis_url
        # WhiteNoise warns in every test that makes a client when its folder is missing.
        (folder / "var" / "static").mkdir(parents=True)
        os.environ["TOUCHSTONE_VAR"] = str(folder / "var")
        os.environ["TOUCHSTONE_INSTANCE"] = "test"
        os.environ["TOUCHSTONE_HTTPS"] = "false"
        os.environ["OMP_NUM_THREADS"] = "1"
        # One process is all of its threads' web server, workers and labelers at once.
        os.environ["TOUCHSTONE_DATABASE_POOL"] = "24"
    return (yield)


def template_database() -> str:
    """Return the name of the migrated template, made by whoever asks first."""
    run_folder = Path(os.environ["TOUCHSTONE_VAR"])
    run_folder.mkdir(parents=True, exist_ok=True)
    made = run_folder / "template-made"
    with (run_folder / "template-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            drop_database(TEMPLATE)
            url = create_database(TEMPLATE, "template1")
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            environment = {**os.environ, "DATABASE_URL": url}
            done = subprocess.run(
                migrate, cwd=REPOSITORY, env=environment, capture_output=True, text=True
            )
            if done.returncode:
                pytest.exit(f"The migrations failed:\n{done.stderr[-4000:]}", returncode=1)
            made.touch()
    return TEMPLATE


def create_database(name: str, template: str) -> str:
    """Create a database as a clone of another; return its address."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        names = (sql.Identifier(name), sql.Identifier(template))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def drop_database(name: str) -> None:
    """Drop a database, throwing its clients out."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(name)))


def _remove_abandoned() -> None:
    """Remove folders of runs that were killed: nobody holds their locks any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime < JUST_MADE_S:
                continue
            with (folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
