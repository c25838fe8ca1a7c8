"""Celery's entry to runs: attempts on the `gpu` queue, sweeps on the default one."""

import os
import socket
from multiprocessing.sharedctypes import RawValue
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from training.runs.services.leases import dead_leases_reap, queued_runs_nudge
from training.runs.supervisor import run_supervise

# Made when the worker's parent imports this module, shared with the children it forks: a warm
# shutdown tells only the parent, and would wait for hours while a child trains. Without a lock: a
# killed child could take it to its grave.
_shutting_down = RawValue("b", 0)


@worker_shutting_down.connect
def _tell_children(**_: Any) -> None:
    _shutting_down.value = 1


@shared_task
def run_execute_task(run_id: int) -> None:
    """Work on a run, if it still waits. The message is gone by now: the lease alone counts."""
    if not _shutting_down.value:
        owner = f"{socket.gethostname()}:{os.getpid()}"
        run_supervise(run_id=run_id, owner=owner, shutting_down=lambda: bool(_shutting_down.value))


@shared_task
def runs_sweep_task() -> None:
    """Find dead leases and runs that nobody was asked to look at."""
    dead_leases_reap()
    queued_runs_nudge()
