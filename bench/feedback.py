"""Thumbs over HTTP: posts per second, CPU per post, and waiting times.

`python -m bench.feedback` starts an instance of its own (fsync on, two web processes) and lets 1, 8
and 32 clients post thumbs, each with a conversation of 1 kB, an idempotency key and an end user.
Every 201 is counted against the rows afterwards. The load generator shares the machine.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

from bench.instance import Instance, instance_opened
from bench.machine import machine

_FORK = multiprocessing.get_context("fork")
_QUESTION = "Where is my parcel? It was promised for Tuesday. " * 12
_ANSWER = "It left our warehouse this morning and will be with you tomorrow. " * 6


def _clients(url: str, secret: str, names: Sequence[str], seconds: float, sender: Any) -> None:
    """Post side by side from this process; send the waiting times of what was acknowledged."""
    waits: list[float] = []
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_client, args=(url, secret, name, end, waits)) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sender.send(waits)


def _client(url: str, secret: str, name: str, end: float, waits: list[float]) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    number = 0
    while time.monotonic() < end:
        number += 1
        body = json.dumps(
            {
                "messages": [{"role": "user", "content": _QUESTION}],
                "completion": _ANSWER,
                "rating": "up" if number % 3 else "down",
                "user": f"{name}-{number % 50}",
                "consent": {"store": True, "train": True},
            }
        )
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {secret}",
            "Idempotency-Key": f"{name}-{number}",
        }
        begun = time.perf_counter()
        connection.request("POST", "/v1/feedback", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status}: {content[:500]!r}")
        waits.append(time.perf_counter() - begun)


def _measure(
    instance: Instance, url: str, secret: str, count: int, seconds: float, processes: int
) -> dict[str, Any]:
    names = [f"{os.getpid()}-{count}-{time.monotonic_ns()}-{index}" for index in range(count)]
    shares = [share for index in range(processes) if (share := names[index::processes])]
    pipes = [_FORK.Pipe(duplex=False) for _ in shares]
    before = {name: instance.cpu_s(name) for name in ("web", "postgres")}
    begun = time.perf_counter()
    workers = [
        _FORK.Process(target=_clients, args=(url, secret, share, seconds, sender))
        for share, (_, sender) in zip(shares, pipes, strict=True)
    ]
    for worker in workers:
        worker.start()
    waits = [wait for receiver, _ in pipes for wait in receiver.recv()]
    wall_s = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    used = {name: instance.cpu_s(name) - value for name, value in before.items()}
    cuts = quantiles(waits, n=100)
    return {
        "clients": count,
        "posts": len(waits),
        "posts_per_s": round(len(waits) / wall_s, 1),
        **{f"{name}_cpu_ms_per_post": round(1000 * v / len(waits), 2) for name, v in used.items()},
        "p50_ms": round(1000 * cuts[49], 2),
        "p99_ms": round(1000 * cuts[98], 2),
    }


def _key() -> str:
    from touchstone.projects.models import Project, Scope
    from touchstone.projects.services import api_key_create

    project = Project.objects.create(slug="bench", name="Bench")
    _, secret = api_key_create(
        project=project, by=None, name="bench", scopes=[Scope.FEEDBACK_WRITE]
    )
    return secret


def _stored() -> int:
    from labeling.feedback.models import FeedbackEvent

    return FeedbackEvent.objects.count()


def main() -> int:
    """Run the benchmark; print one JSON object.

    Returns:
        0; 1 where the number of rows is not the number of acknowledged posts.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=15.0, help="for each number of clients")
    parser.add_argument("--processes", type=int, default=2, help="of the load generator")
    parser.add_argument("--web-workers", type=int, default=2)
    options = parser.parse_args()
    report: dict[str, Any] = {"bench": "feedback", **machine(), "web_workers": options.web_workers}
    limits = {"TOUCHSTONE_FEEDBACK_RATE": "1000000"}
    with instance_opened(web_workers=options.web_workers, **limits) as instance:
        secret, url = _key(), instance.start_web()
        warm = _measure(instance, url, secret, 8, 3.0, options.processes)
        report["at"] = [
            _measure(instance, url, secret, count, options.seconds, options.processes)
            for count in options.clients
        ]
        acknowledged = warm["posts"] + sum(one["posts"] for one in report["at"])
        report |= {"acknowledged": acknowledged, "stored": _stored()}
    print(json.dumps(report))
    return int(report["acknowledged"] != report["stored"])


if __name__ == "__main__":
    sys.exit(main())
