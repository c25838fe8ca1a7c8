"""The embedded servers: they start, keep what they hold, and leave nothing behind."""

import os
import stat
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from touchstone.local import cluster, discovery, instance
from touchstone.local.errors import LocalError

pytestmark = pytest.mark.services


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An instance folder beside the run's own, which the servers' user may enter."""
    run_folder = Path(os.environ["TOUCHSTONE_VAR"]).parent
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    return run_folder / tmp_path.name


def test_cluster_works(folder: Path) -> None:
    with cluster.running(folder) as servers:
        with psycopg.connect(servers.database_url) as connection:
            (version,) = connection.execute("SHOW server_version").fetchone() or ("",)
        assert version.startswith("18.")
        assert redis.Redis.from_url(servers.redis_url).ping()


def test_second_start_keeps_rows_and_keys(folder: Path) -> None:
    with cluster.running(folder) as servers:
        with psycopg.connect(servers.database_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        redis.Redis.from_url(servers.redis_url).set("kept", "42")
    with cluster.running(folder) as servers:
        with psycopg.connect(servers.database_url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert redis.Redis.from_url(servers.redis_url).get("kept") == b"42"


def test_stop_leaves_no_process(folder: Path) -> None:
    with cluster.running(folder) as servers:
        marks = [servers.supervisor.running(name).mark for name in servers.supervisor.names()]
        pids = [pid for mark in marks for pid in mark.session()]
        assert len(pids) >= 4
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert list((folder / "pids").iterdir()) == []


def test_second_holder_is_refused_in_one_sentence(folder: Path) -> None:
    with (
        cluster.running(folder),
        pytest.raises(LocalError, match="is running already") as refusal,
        cluster.running(folder),
    ):
        pass
    assert "\n" not in str(refusal.value)


def test_password_is_private_and_needed(folder: Path) -> None:
    with cluster.running(folder) as servers:
        password_file = instance.server_home(folder) / "postgres.password"
        assert stat.S_IMODE(password_file.stat().st_mode) == 0o600
        wrong = servers.database_url.replace(password_file.read_text(), "guessed")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_tcp_listens_on_loopback_only_when_asked(folder: Path) -> None:
    with cluster.running(folder, tcp=True) as servers:
        assert servers.postgres is not None
        with psycopg.connect(servers.database_url, host="127.0.0.1") as connection:
            row = connection.execute("SHOW listen_addresses").fetchone()
        assert row == ("127.0.0.1",)


def test_addresses_from_outside_are_used_and_nothing_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with cluster.running(folder) as servers:
        assert servers.supervisor.names() == []
        assert servers.database_url == "postgresql://elsewhere/db"
        assert servers.redis_url == "redis://elsewhere"


def test_discovery_finds_nothing_where_nothing_runs(folder: Path) -> None:
    assert discovery.service_urls(folder) == discovery.ServiceUrls(None, None)


def test_stale_lock_file_that_names_a_living_stranger_does_not_stop_a_start(folder: Path) -> None:
    with cluster.running(folder) as servers:
        assert servers.postgres is not None
        lock = servers.postgres.data / "postmaster.pid"
        content = lock.read_text()
    lock.write_text(content.replace(content.split("\n")[0], str(os.getppid()), 1))
    with cluster.running(folder) as servers, psycopg.connect(servers.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_cluster_of_another_version_is_refused(folder: Path) -> None:
    with cluster.running(folder) as servers:
        assert servers.postgres is not None
        version = servers.postgres.data / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(LocalError, match="made by PostgreSQL 17"), cluster.running(folder):
        pass


def test_half_made_cluster_is_made_anew(folder: Path) -> None:
    unfinished = instance.server_home(folder) / "postgres.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    with cluster.running(folder) as servers, psycopg.connect(servers.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_long_path_gets_its_sockets_elsewhere(folder: Path) -> None:
    deep = folder / ("a" * 60) / ("b" * 60)
    with cluster.running(deep) as servers:
        assert redis.Redis.from_url(servers.redis_url).ping()
        assert servers.postgres is not None
        sockets = servers.postgres.sockets
        assert len(str(sockets)) < 60
    assert not sockets.exists()
