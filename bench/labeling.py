"""Labeling over HTTP: pairs of next and submit per second, CPU per pair, and waiting times.

`python -m bench.labeling` fills an instance of its own with 100,000 ranking tasks (K = 4, overlap
3) and lets 1, 8 and 32 labelers work on them. CPU is that of the web server and of PostgreSQL; the
load generator shares the machine and is left out of it, but not out of the waiting times.
`--offered 40` lets 32 labelers come at fixed times instead, so many pairs a second whatever the
server does: a waiting time then counts from when its turn was, queueing included.
`--kill` instead works 5,000 tasks off with 32 labelers while the web server is killed twice, and
checks that nothing was lost, doubled or over its overlap.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from bench.labor import HttpLabeler, Pair
from bench.machine import machine
from touchstone.local import cluster
from touchstone.local.application import Application, application_environment
from touchstone.local.cluster import Cluster, free_port

ROOT = Path(__file__).resolve().parents[1]
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Bench:
    """A filled instance with its web server."""

    servers: Cluster
    application: Application
    project_id: str
    sessions: list[str]

    def cpu_s(self) -> dict[str, float]:
        """Return the CPU seconds that the web server and PostgreSQL have used."""
        return {name: self._cpu_s(name) for name in ("web", "postgres")}

    def _cpu_s(self, name: str) -> float:
        # PostgreSQL's backends are sessions of their own: by descent, not by session.
        first = psutil.Process(self.servers.supervisor.running(name).mark.pid)
        total = 0.0
        for process in (first, *first.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
        return total

    def labelers(self, count: int, seed: int) -> list[HttpLabeler]:
        """Return ``count`` people at work."""
        url = self.application.url
        return [
            HttpLabeler(url, session, self.project_id, seed * 1000 + index)
            for index, session in enumerate(self.sessions[:count])
        ]

    def restart_web(self) -> None:
        """Kill the web server with everything it started, and start it again."""
        self.servers.supervisor.kill("web")
        self.servers.supervisor.start(self.application.service("web"))


@contextlib.contextmanager
def opened(tasks: int, people: int, overlap: int, web_workers: int) -> Iterator[Bench]:
    """Lend an instance that holds the tasks."""
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as text:
        folder = Path(text)
        folder.chmod(0o711)
        with cluster.running(folder / "instance") as servers:
            environment = {
                "DATABASE_URL": servers.database_url,
                "REDIS_URL": servers.redis_url,
                "TOUCHSTONE_VAR": str(folder / "var"),
                "TOUCHSTONE_HTTPS": "false",
                "DJANGO_SETTINGS_MODULE": "touchstone.settings",
            }
            os.environ.update(environment)
            manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(manage, check=True)
            project_id, sessions = _fill(tasks, people, overlap)
            application = Application(
                folder=folder,
                environment=application_environment(
                    database_url=servers.database_url, redis_url=servers.redis_url
                ),
                port=free_port(),
                web_workers=web_workers,
            )
            servers.supervisor.start(application.service("web"))
            yield Bench(servers, application, project_id, sessions)


def _fill(tasks: int, people: int, overlap: int) -> tuple[str, list[str]]:
    """Store a project, people who are logged in, and tasks; return its id and session keys."""
    import django

    django.setup()
    from bench.labeling_data import fill

    return fill(tasks=tasks, people=people, overlap=overlap)


def _warm_up(bench: Bench) -> None:
    """Let every web process load what it loads on its first requests."""
    for labeler in bench.labelers(min(8, len(bench.sessions)), seed=0):
        for _ in islice(labeler.pairs(), 5):
            pass
        labeler.close()


def _measure(
    bench: Bench, people: int, seconds: float, processes: int, offered: float = 0
) -> dict[str, Any]:
    """Let people work for a while; ``offered``: so many pairs a second, 0: as fast as they can."""
    labelers = bench.labelers(people, seed=people)
    shares = [share for index in range(processes) if (share := labelers[index::processes])]
    pipes = [_FORK.Pipe(duplex=False) for _ in shares]
    interval_s = len(shares) / offered if offered else 0.0
    before, begun = bench.cpu_s(), time.perf_counter()
    workers = [
        _FORK.Process(target=_work, args=(share, seconds, interval_s, sender))
        for share, (_, sender) in zip(shares, pipes, strict=True)
    ]
    for worker in workers:
        worker.start()
    pairs: list[Pair] = [pair for receiver, _ in pipes for pair in receiver.recv()]
    wall_s = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    used = {name: value - before[name] for name, value in bench.cpu_s().items()}
    return {
        "labelers": people,
        **({"offered_pairs_per_s": offered} if offered else {}),
        "pairs": len(pairs),
        "pairs_per_s": round(len(pairs) / wall_s, 1),
        "cpu_ms_per_pair": round(1000 * sum(used.values()) / len(pairs), 2),
        **{f"{name}_cpu_ms_per_pair": round(1000 * v / len(pairs), 2) for name, v in used.items()},
        "next_ms": _spread([pair.next_s for pair in pairs]),
        "submit_ms": _spread([pair.submit_s for pair in pairs]),
    }


def _work(labelers: Sequence[HttpLabeler], seconds: float, interval_s: float, sender: Any) -> None:
    """Let some labelers work side by side in this process; send what was acknowledged.

    Args:
        labelers: Who works, a thread each.
        seconds: For how long.
        interval_s: Between the turns that they take one after the other; 0: as fast as they can.
        sender: Where the pairs go.
    """
    pairs: list[Pair] = []
    turns = count()
    begun = time.perf_counter()

    def one(labeler: HttpLabeler) -> None:
        work = labeler.pairs()
        while (due := begun + next(turns) * interval_s) < begun + seconds:
            if interval_s:
                time.sleep(max(0.0, due - time.perf_counter()))
            elif time.perf_counter() > begun + seconds:
                break
            started = time.perf_counter()
            pair = next(work)
            late_s = started - due if interval_s else 0.0
            pairs.append(replace(pair, next_s=pair.next_s + late_s))
        labeler.close()

    threads = [threading.Thread(target=one, args=(labeler,)) for labeler in labelers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sender.send(pairs)


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100)
    return {"p50": round(1000 * cuts[49], 2), "p99": round(1000 * cuts[98], 2)}


def _kill(bench: Bench, tasks: int, overlap: int) -> dict[str, Any]:
    """Work everything off while the web server is killed twice; check every promise."""
    from labeling.assignments.models import Judgment, TaskPlace

    pairs: list[Pair] = []
    wanted, begun = tasks * overlap, time.perf_counter()

    def one(labeler: HttpLabeler) -> None:
        for pair in labeler.pairs():
            pairs.append(pair)
        labeler.close()

    threads = [
        threading.Thread(target=one, args=(labeler,)) for labeler in bench.labelers(32, seed=1)
    ]
    for thread in threads:
        thread.start()
    for share in (0.3, 0.6):
        while len(pairs) < wanted * share:
            time.sleep(0.1)
        bench.restart_web()
    for thread in threads:
        thread.join()
    stored = list(Judgment.objects.values_list("public_id", "task_id", "user_id", "counted"))
    told = Counter(pair.judgment_id for pair in pairs)
    counted = Counter(task for _, task, _, counts in stored if counts)
    return {
        "tasks": tasks,
        "overlap": overlap,
        "wall_s": round(time.perf_counter() - begun, 1),
        "judgments_stored": len(stored),
        "acknowledged": len(pairs),
        "lost": len(set(told) - {str(row[0]) for row in stored}),
        "doubled": sum(count > 1 for count in told.values()),
        "over_overlap": sum(count > overlap for count in counted.values()),
        "twice_to_one_person": len(stored) - len({row[1:3] for row in stored}),
        "places_open": TaskPlace.objects.filter(filled=False).count(),
    }


def main() -> int:
    """Run the benchmark, or the check; print one JSON object.

    Returns:
        0; 1 where the check found a broken promise.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, help="100,000; 5,000 with --kill")
    parser.add_argument("--overlap", type=int, default=3)
    parser.add_argument("--labelers", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=20.0, help="for each number of labelers")
    parser.add_argument("--processes", type=int, default=2, help="of the load generator")
    parser.add_argument("--offered", type=float, default=0.0, help="pairs a second, open loop")
    parser.add_argument("--web-workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    tasks = options.tasks or (5_000 if options.kill else 100_000)
    labelers = [32] if options.offered else options.labelers
    people = 32 if options.kill else max(labelers)
    report: dict[str, Any] = {"bench": "labeling", **machine(), "tasks": tasks}
    with opened(tasks, people, options.overlap, options.web_workers) as bench:
        if options.kill:
            report["kill"] = _kill(bench, tasks, options.overlap)
        else:
            report["overlap"] = options.overlap
            report["web_workers"] = options.web_workers
            _warm_up(bench)
            report["at"] = [
                _measure(bench, number, options.seconds, options.processes, options.offered)
                for number in labelers
            ]
    print(json.dumps(report))
    broken = ("lost", "doubled", "over_overlap", "twice_to_one_person", "places_open")
    return int(any(report.get("kill", {}).get(name) for name in broken))


if __name__ == "__main__":
    sys.exit(main())
