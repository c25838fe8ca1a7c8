"""Label Studio beside us: its own interpreter, its uwsgi settings, a PostgreSQL with pg_trgm.

Label Studio is installed by whoever wants the comparison (`pip install label-studio pyuwsgi` into
a venv of its own, about 1 GB); PostgreSQL comes from the system's packages. Labelers use session
cookies, as its own page does, and make only the two requests of a pair: the page makes more.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.instance import cpu_s
from bench.labor import Connection, Pair
from touchstone.local.application import answers
from touchstone.local.binaries import ServerUser, server_user
from touchstone.local.cluster import free_port
from touchstone.local.instance import hold
from touchstone.local.service import Service
from touchstone.local.supervisor import Supervisor

FILL = Path(__file__).with_name("label_studio_fill.py")
PROCESSES = 4
"""Two for each of our two cores: the default of its uwsgi.ini."""


class LabelStudioLabeler:
    """Somebody who ranks at random until there is nothing left."""

    def __init__(self, url: str, session: str, project_id: int, seed: int) -> None:
        """Prepare a labeler who is logged in by a session cookie."""
        self._http = Connection(url, {"sessionid": session})
        self._project_id = project_id
        self._random = random.Random(seed)

    def pairs(self) -> Iterator[Pair]:
        """Yield each pair of next and submit, until the server says that nothing is left."""
        while True:
            begun = time.perf_counter()
            status, task = self._http.request(
                "GET", f"/api/projects/{self._project_id}/next/", also=(404,)
            )
            claimed = time.perf_counter()
            if status == 404:
                return
            body = self._annotation(task)
            sent = time.perf_counter()
            path = f"/api/tasks/{task['id']}/annotations/?project={self._project_id}"
            _, done = self._http.request("POST", path, body)
            yield Pair(
                submission_id=str(task["id"]),
                judgment_id=str(done["id"]),
                counted=True,
                next_s=claimed - begun,
                submit_s=time.perf_counter() - sent,
            )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _annotation(self, task: dict[str, Any]) -> dict[str, Any]:
        order = [answer["id"] for answer in task["data"]["answers"]]
        self._random.shuffle(order)
        value = {"ranker": {"ranking": order}}
        result = {"from_name": "ranking", "to_name": "answers", "type": "ranker", "value": value}
        return {"result": [result], "lead_time": 20.0, "was_cancelled": False}


@dataclass(frozen=True)
class LabelStudio:
    """A filled instance with its web server."""

    supervisor: Supervisor
    version: str
    environment: dict[str, str]
    python: Path
    package: Path
    url: str
    project_id: int
    sessions: list[str]

    def cpu_s(self) -> dict[str, float]:
        """Return the CPU seconds that the web server and PostgreSQL have used."""
        return {name: cpu_s(self.supervisor, name) for name in ("web", "postgres")}

    def labelers(self, count: int, seed: int) -> list[LabelStudioLabeler]:
        """Return ``count`` people at work."""
        return [
            LabelStudioLabeler(self.url, session, self.project_id, seed * 1000 + index)
            for index, session in enumerate(self.sessions[:count])
        ]

    def after(self) -> dict[str, Any]:
        """Return what was annotated too often, and what is held by people who are gone."""
        return _ordered(self.python, self.package, self.environment, {})


@contextlib.contextmanager
def label_studio_opened(
    *, venv: Path, postgres_bin: Path, tasks: int, people: int, overlap: int
) -> Iterator[LabelStudio]:
    """Lend a Label Studio that holds the tasks.

    Args:
        venv: Where label-studio and pyuwsgi are installed.
        postgres_bin: The programs of a PostgreSQL that has pg_trgm.
        tasks: Ranking tasks of four answers.
        people: Labelers with a session each.
        overlap: Annotations a task.
    """
    python = venv.absolute() / "bin" / "python"
    package, version = _installed(python)
    with tempfile.TemporaryDirectory(prefix="label-studio-bench-") as text:
        folder = Path(text)
        folder.chmod(0o711)
        with hold(folder / "instance") as supervisor:
            port = free_port()
            supervisor.start(_postgres(folder, postgres_bin, port))
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
                "DJANGO_DB": "default",
                "POSTGRE_HOST": "127.0.0.1",
                "POSTGRE_PORT": str(port),
                "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data"),
                "LATEST_VERSION_CHECK": "0",
                "COLLECT_ANALYTICS": "0",
                "SENTRY_DSN": "",
                "PYTHONPATH": str(package),
            }
            migrate = [str(python), str(package / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=package, env=environment, check=True, capture_output=True)
            order = {"tasks": tasks, "people": people, "overlap": overlap}
            filled = _ordered(python, package, environment, order)
            web = _web(python, package, environment)
            supervisor.start(web)
            url = f"http://127.0.0.1:{web.argv[-1].rpartition(':')[2]}"
            yield LabelStudio(supervisor, version, environment, python, package, url, **filled)


def _installed(python: Path) -> tuple[Path, str]:
    """Return the package's folder and its version."""
    code = "import label_studio as it; print(it.__path__[0]); print(it.__version__)"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    folder, version = done.stdout.split("\n")[:2]
    return Path(folder), version


def _ordered(
    python: Path, package: Path, environment: dict[str, str], order: dict[str, Any]
) -> dict[str, Any]:
    """Run the filling script under Label Studio's Python; its last line is the answer."""
    done = subprocess.run(
        [python, "-P", FILL],
        input=json.dumps(order),
        cwd=package,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"Label Studio could not be filled:\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def _postgres(folder: Path, programs: Path, port: int) -> Service:
    """Return a PostgreSQL with its own defaults, fsync on, as the service of an own folder."""
    user = server_user()
    data = folder / "postgres"
    data.mkdir(mode=0o700)
    if user is not None:
        os.chown(data, user.uid, user.gid)
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
        cwd="/",
        **_as(user),
    )
    # fmt: off
    argv = [
        str(programs / "postgres"), "-D", str(data), "-c", f"port={port}",
        "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}",
    ]
    # fmt: on
    return Service(
        name="postgres",
        argv=argv,
        cwd=Path("/"),
        user=user,
        stop_signal=signal.SIGINT,
        ready=lambda log: "ready to accept connections" in log,
    )


def _as(user: ServerUser | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def _web(python: Path, package: Path, environment: dict[str, str]) -> Service:
    """Return uwsgi with what Label Studio's own uwsgi.ini sets and speed can depend on."""
    port = free_port()
    # fmt: off
    argv = [
        str(python.with_name("uwsgi")), "--virtualenv", str(python.parent.parent),
        "--chdir", str(package), "--module", "core.wsgi:application", "--need-app",
        "--master", "--processes", str(PROCESSES), "--threads", "1", "--enable-threads",
        "--single-interpreter", "--lazy-apps", "--thunder-lock", "--max-requests", "5000",
        "--buffer-size", "65535", "--post-buffering", "4096", "--disable-logging",
        "--die-on-term", "--http", f"127.0.0.1:{port}",
    ]
    # fmt: on
    return Service(
        name="web",
        argv=argv,
        cwd=package,
        env={**environment, "APP_WEBSERVER": "uwsgi"},
        ready=lambda _log: answers("127.0.0.1", port, "/health"),
        ready_timeout_s=180.0,
    )
