"""The outbox: effects that may come after a commit, at least once, in no particular order.

``outbox_enqueue`` writes the row in the caller's transaction and nudges a worker on commit; the
beat's sweeper finds what was never nudged (Redis was down, a worker died). A handler must be
idempotent: it may run again after a crash. Handlers are registered by topic in an app's
``tasks.py``, which Celery's autodiscovery imports.
"""

import logging
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from touchstone.core.models import OutboxMessage, OutboxState

logger = logging.getLogger(__name__)

Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 8


def outbox_handler(topic: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of ``topic``, called with the payload."""

    def register(handler: Handler) -> Handler:
        if HANDLERS.setdefault(topic, handler) is not handler:
            raise RuntimeError(f"two handlers for the outbox topic {topic!r}")
        return handler

    return register


def outbox_enqueue(*, topic: str, payload: dict[str, Any], dedupe_key: str | None = None) -> None:
    """Queue work in the caller's transaction; with a ``dedupe_key``, once while it waits."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"outbox_enqueue({topic!r}) outside of the transaction that causes it")
    rows = OutboxMessage.objects.bulk_create(
        [OutboxMessage(topic=topic, payload=payload, dedupe_key=dedupe_key)],
        ignore_conflicts=dedupe_key is not None,
    )
    pk = rows[0].pk
    transaction.on_commit(lambda: nudge("touchstone.core.tasks.outbox_run_task", pk=pk))


def nudge(task: str, **kwargs: Any) -> None:
    """Ask a worker to look now. Losing this is harmless: the sweeper looks anyway."""
    try:
        current_app.send_task(task, kwargs=kwargs, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("could not nudge %s (%s): the sweeper will find it", task, error)


def outbox_run(*, pk: int | None) -> bool:
    """Run one message: ``pk`` if it still waits, or, without one, the oldest that is due.

    Returns:
        Whether a message was found (so that a sweeper knows to go on).
    """
    message = _claim(pk)
    if message is None:
        return False
    try:
        HANDLERS[message.topic](**message.payload)
    except Exception as error:
        # Any fault of a handler is recorded on its row and tried again later, visibly.
        logger.exception("outbox %s failed", message)
        _fail(message, error)
    else:
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=OutboxState.DONE, done_at=Now(), lease_until=None
        )
    return True


def _claim(pk: int | None) -> OutboxMessage | None:
    due = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    waiting = OutboxMessage.objects.filter(due, state=OutboxState.WAITING, available_at__lte=Now())
    if pk is not None:
        waiting = waiting.filter(pk=pk)
    with transaction.atomic():
        message = waiting.order_by("available_at").select_for_update(skip_locked=True).first()
        if message is not None:
            OutboxMessage.objects.filter(pk=message.pk).update(
                lease_until=Now() + LEASE, attempts=F("attempts") + 1
            )
    return message


def _fail(message: OutboxMessage, error: Exception) -> None:
    attempts = message.attempts + 1
    # Exponential, with jitter so that a hundred failures do not come back as one.
    delay = timedelta(seconds=2**attempts * (0.5 + random.random()))  # noqa: S311
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=OutboxState.DEAD if attempts >= MAX_ATTEMPTS else OutboxState.WAITING,
        available_at=Now() + delay,
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
