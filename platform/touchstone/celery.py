"""The Celery application: two queues (``default``, ``gpu``), nudged by the outbox, swept by beat.

A message is a nudge; what is to be done stands in PostgreSQL. So publishing never blocks a
request for long and never retries: what was not nudged is found by the sweeper.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchstone.settings")

from django.conf import settings


def broker_url(redis_url: str) -> str:
    """Return Celery's spelling of a redis-py address (``unix://`` is ``redis+socket://``)."""
    return redis_url.replace("unix://", "redis+socket://", 1)


def _every(seconds: float, task: str) -> dict[str, Any]:
    # A tick that no worker took before the next one is worth nothing: they must not pile up.
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10.0)}}


app = Celery("touchstone")
# For all threads: a web server's would otherwise publish to a default app that has no broker.
app.set_default()
_transport = {
    "visibility_timeout": settings.BROKER_VISIBILITY_TIMEOUT_S,
    "socket_timeout": 30.0,
    "socket_connect_timeout": settings.REDIS_SOCKET_TIMEOUT_S,
}
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL or "redis://127.0.0.1:6379/0"),
    broker_transport_options=_transport,
    visibility_timeout=settings.BROKER_VISIBILITY_TIMEOUT_S,
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_publish_retry=False,
    task_default_queue="default",
    task_routes={"training.runs.tasks.run_execute_task": {"queue": "gpu"}},
    task_acks_late=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    timezone="UTC",
    beat_schedule={
        "outbox": _every(settings.SWEEP_EVERY_S, "touchstone.core.tasks.outbox_sweep_task"),
        "outbox-forget": _every(3600.0, "touchstone.core.tasks.outbox_forget_task"),
        "agreement": _every(
            max(settings.SWEEP_EVERY_S, 10.0),
            "labeling.assignments.tasks.pair_outcomes_fold_task",
        ),
        "gold-checks": _every(
            max(settings.SWEEP_EVERY_S, 60.0), "labeling.quality.tasks.gold_checks_tend_task"
        ),
        "runs": _every(settings.SWEEP_EVERY_S, "training.runs.tasks.runs_sweep_task"),
        "retrain": _every(
            max(settings.SWEEP_EVERY_S, 15.0),
            "training.runs.tasks.retrain_policies_evaluate_task",
        ),
    },
)
app.autodiscover_tasks()


@worker_process_init.connect
def _close_inherited_connections(**_: Any) -> None:
    # A forked child must not share its parent's sockets or its pool's worker threads.
    from django.db import connections

    for connection in connections.all():
        connection.inc_thread_sharing()
        if getattr(connection, "pool", None):
            connection.close_pool()  # type: ignore[attr-defined] # PostgreSQL has one
        connection.connection = None
