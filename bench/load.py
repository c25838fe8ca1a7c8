"""The load of a labeling benchmark: people at work for a while, and what it cost the servers.

Closed loop: everybody goes on as soon as the server has answered. Open loop (``offered``): turns
come at fixed times whatever the server does, and a wait counts from its turn, queueing included.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from statistics import quantiles
from typing import Any, Protocol

from bench.labor import Pair

_FORK = multiprocessing.get_context("fork")


class Labeler(Protocol):
    """Somebody who works over HTTP."""

    def pairs(self) -> Iterator[Pair]:
        """Yield each pair of next and submit, until nothing is left."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def measure(
    labelers: Sequence[Labeler],
    cpu_s: Callable[[], Mapping[str, float]],
    *,
    seconds: float,
    processes: int,
    offered: float = 0,
) -> dict[str, Any]:
    """Let people work for a while.

    Args:
        labelers: Who works.
        cpu_s: Tells the CPU seconds that each server has used so far.
        seconds: For how long.
        processes: How many processes the load generator is.
        offered: So many pairs a second; 0: as fast as they can.

    Returns:
        Pairs per second, CPU milliseconds per pair, and waiting times in milliseconds.
    """
    shares = [share for index in range(processes) if (share := labelers[index::processes])]
    pipes = [_FORK.Pipe(duplex=False) for _ in shares]
    interval_s = len(shares) / offered if offered else 0.0
    before, begun = cpu_s(), time.perf_counter()
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
    used = {name: value - before[name] for name, value in cpu_s().items()}
    return {
        "labelers": len(labelers),
        **({"offered_pairs_per_s": offered} if offered else {}),
        "pairs": len(pairs),
        "pairs_per_s": round(len(pairs) / wall_s, 1),
        "cpu_ms_per_pair": round(1000 * sum(used.values()) / len(pairs), 2),
        **{f"{name}_cpu_ms_per_pair": round(1000 * v / len(pairs), 2) for name, v in used.items()},
        "next_ms": _spread([pair.next_s for pair in pairs]),
        "submit_ms": _spread([pair.submit_s for pair in pairs]),
    }


def _work(labelers: Sequence[Labeler], seconds: float, interval_s: float, sender: Any) -> None:
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

    def one(labeler: Labeler) -> None:
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
