"""Labeling over HTTP: pairs of next and submit per second, CPU per pair, and waiting times.

`python -m bench.labeling` fills an instance of its own with 100,000 ranking tasks (K = 4, overlap
3) and lets 1, 8 and 32 labelers work on them. CPU is that of the web server and of PostgreSQL; the
load generator shares the machine and is left out of it, but not out of the waiting times.
`--offered 40` lets 32 labelers come at fixed times instead, so many pairs a second whatever the
server does: a waiting time then counts from when its turn was, queueing included.
`--worked 0.9` starts where nine tenths of the queue are done.
`--kill` instead works 5,000 tasks off with 32 labelers while the web server is killed twice, and
checks that nothing was lost, doubled or over its overlap.
`--label-studio VENV` puts Label Studio beside us, with as many tasks and people, turn about.
"""

import argparse
import contextlib
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.instance import Instance, instance_opened
from bench.label_studio import LabelStudio, label_studio_opened
from bench.labor import HttpLabeler, Pair
from bench.load import measure
from bench.machine import machine


@dataclass(frozen=True)
class Bench:
    """A filled instance with its web server."""

    instance: Instance
    project_id: str
    sessions: list[str]

    def cpu_s(self) -> dict[str, float]:
        """Return the CPU seconds that the web server and PostgreSQL have used."""
        return {name: self.instance.cpu_s(name) for name in ("web", "postgres")}

    def labelers(self, count: int, seed: int) -> list[HttpLabeler]:
        """Return ``count`` people at work."""
        url = self.instance.application.url
        return [
            HttpLabeler(url, session, self.project_id, seed * 1000 + index)
            for index, session in enumerate(self.sessions[:count])
        ]

    def restart_web(self) -> None:
        """Kill the web server with everything it started, and start it again."""
        self.instance.servers.supervisor.kill("web")
        self.instance.start_web()


@contextlib.contextmanager
def opened(
    tasks: int, people: int, overlap: int, web_workers: int, worked: float = 0
) -> Iterator[Bench]:
    """Lend an instance that holds the tasks, this share of them worked off."""
    with instance_opened(web_workers=web_workers) as instance:
        # Models can be imported only once Django is set up.
        from bench.labeling_data import fill, hands_off
        from bench.past_work import work_off

        project_id, sessions = fill(tasks=tasks, people=people, overlap=overlap)
        if worked:
            work_off(worked)
        hands_off()
        instance.start_web()
        yield Bench(instance, project_id, sessions)


def _warm_up(side: Bench | LabelStudio, people: int) -> None:
    """Let every web process load what it loads on its first requests."""
    for labeler in side.labelers(min(8, people), seed=0):
        for _ in islice(labeler.pairs(), 5):
            pass
        labeler.close()


def _rounds(side: Bench | LabelStudio, people: int, options: argparse.Namespace) -> dict[str, Any]:
    return measure(
        side.labelers(people, seed=people),
        side.cpu_s,
        seconds=options.seconds,
        processes=options.processes,
        offered=options.offered,
    )


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


def _beside(bench: Bench, numbers: list[int], options: argparse.Namespace) -> dict[str, Any]:
    """Let Label Studio and us work turn about; return its figures and the ratios to ours."""
    at: list[dict[str, Any]] = []
    with label_studio_opened(
        venv=options.label_studio,
        postgres_bin=options.postgres_bin,
        tasks=options.tasks,
        people=max(numbers),
        overlap=options.overlap,
    ) as studio:
        _warm_up(studio, max(numbers))
        for number in numbers:
            ours, theirs = _rounds(bench, number, options), _rounds(studio, number, options)
            times = {
                "pairs_per_s": ours["pairs_per_s"] / theirs["pairs_per_s"],
                "cpu_per_pair": theirs["cpu_ms_per_pair"] / ours["cpu_ms_per_pair"],
            }
            rounded = {name: round(value, 1) for name, value in times.items()}
            at.append({"touchstone": ours, "label_studio": theirs, "times_better": rounded})
        return {"version": studio.version, "beside": at, "after": studio.after()}


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
    parser.add_argument("--worked", type=float, default=0.0, help="share that is done already")
    parser.add_argument("--web-workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--label-studio", type=Path, help="a venv with label-studio and pyuwsgi")
    parser.add_argument(
        "--postgres-bin",
        type=Path,
        default=Path("/usr/lib/postgresql/15/bin"),
        help="of a PostgreSQL with pg_trgm, for Label Studio",
    )
    options = parser.parse_args()
    options.tasks = options.tasks or (5_000 if options.kill else 100_000)
    numbers = [32] if options.offered else options.labelers
    people = 32 if options.kill else max(numbers)
    report: dict[str, Any] = {"bench": "labeling", **machine(), "tasks": options.tasks}
    report |= {"overlap": options.overlap, "web_workers": options.web_workers}
    report |= {"worked": options.worked} if options.worked else {}
    shape = (options.tasks, people, options.overlap, options.web_workers, options.worked)
    with opened(*shape) as bench:
        if options.kill:
            report["kill"] = _kill(bench, options.tasks, options.overlap)
        else:
            _warm_up(bench, people)
            if options.label_studio:
                report["label_studio"] = _beside(bench, numbers, options)
            else:
                report["at"] = [_rounds(bench, number, options) for number in numbers]
    print(json.dumps(report))
    broken = ("lost", "doubled", "over_overlap", "twice_to_one_person", "places_open")
    return int(any(report.get("kill", {}).get(name) for name in broken))


if __name__ == "__main__":
    sys.exit(main())
