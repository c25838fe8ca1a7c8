"""Celery's entry to runs and cycles: attempts on the `gpu` queue, the rest on the default one."""

import logging
import os
import socket
from multiprocessing.sharedctypes import RawValue
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down
from django.db import DatabaseError

from touchstone.core.outbox import outbox_handler
from training.runs.models import Cycle, CycleState
from training.runs.services.cycles import cycle_advance
from training.runs.services.leases import dead_leases_reap, queued_runs_nudge
from training.runs.services.policies import retrain_policies_evaluate
from training.runs.services.transitions import CYCLE_ADVANCE_TOPIC
from training.runs.supervisor import run_supervise

logger = logging.getLogger(__name__)

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
    """Find dead leases, runs that nobody was asked to look at, and cycles that can go on."""
    dead_leases_reap()
    queued_runs_nudge()
    running = Cycle.objects.filter(state=CycleState.RUNNING)
    for cycle_id in running.values_list("pk", flat=True):
        try:
            cycle_advance(cycle_id=cycle_id)
        except DatabaseError:
            # One cycle's deadlock is no reason to leave the others.
            logger.exception("cycle %s could not be advanced", cycle_id)


@outbox_handler(CYCLE_ADVANCE_TOPIC)
def cycle_advance_handle(cycle_id: int) -> None:
    """Something of a cycle finished."""
    cycle_advance(cycle_id=cycle_id)


@shared_task
def retrain_policies_evaluate_task() -> None:
    """Start the cycles that are due."""
    retrain_policies_evaluate()
