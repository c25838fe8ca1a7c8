"""The outbox: effects that may come after a commit, at least once, in no particular order.

``outbox_enqueue`` writes the row in the caller's transaction and nudges a worker on commit; the
beat's sweeper finds what was never nudged (Redis was down, a worker died). A handler must be
idempotent: it may run again after a crash. Handlers are registered by topic in an app's
``tasks.py``, which Celery's autodiscovery imports.
"""

import json
import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from touchstone.core.clock import database_now
from touchstone.core.models import OutboxMessage, OutboxState
from touchstone.core.nudge import nudge

logger = logging.getLogger(__name__)

Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}
LEASE = timedelta(minutes=1)
"""How long after a worker's death its message is found again; renewed while a handler runs."""
RENEW_S = 15.0
MAX_ATTEMPTS = 12
"""With the growing delays, about two hours and a half of trying."""
LONGEST_DELAY = timedelta(minutes=30)
KEPT = timedelta(days=7)

_ENQUEUE = """
INSERT INTO core_outboxmessage (topic, payload, dedupe_key, state, attempts, last_error)
VALUES (%s, %s::jsonb, %s, 'waiting', 0, '')
ON CONFLICT (topic, dedupe_key) WHERE state = 'waiting' DO UPDATE SET payload = EXCLUDED.payload
RETURNING id
"""


def outbox_handler(topic: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of ``topic``, called with the payload."""

    def register(handler: Handler) -> Handler:
        if HANDLERS.setdefault(topic, handler) is not handler:
            raise RuntimeError(f"two handlers for the outbox topic {topic!r}")
        return handler

    return register


def outbox_enqueue(*, topic: str, payload: dict[str, Any], dedupe_key: str | None = None) -> None:
    """Queue work in the caller's transaction; with a ``dedupe_key``, once while it waits.

    A message that waits under the same key takes the newer payload and stays locked until the
    caller commits, so that no worker runs it before it can see what the caller did. One that is
    being run already does not count: it may have read the state of before.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"outbox_enqueue({topic!r}) outside of the transaction that causes it")
    with connection.cursor() as cursor:
        cursor.execute(_ENQUEUE, [topic, json.dumps(payload), dedupe_key])
        (pk,) = cursor.fetchone()
    transaction.on_commit(lambda: nudge("touchstone.core.tasks.outbox_run_task", pk=pk))


def outbox_run(*, pk: int | None) -> bool:
    """Run one message: ``pk`` if it still waits, or, without one, the oldest that is due.

    Returns:
        Whether a message was found (so that a sweeper knows to go on).
    """
    message = _claim(pk)
    if message is None:
        return False
    if message.state == OutboxState.DEAD:
        return True
    try:
        with _lease_kept(message):
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


def outbox_forget() -> int:
    """Delete what was done long ago; return how many messages."""
    old = OutboxMessage.objects.filter(state=OutboxState.DONE, done_at__lt=Now() - KEPT)
    return old.delete()[0]


def _claim(pk: int | None) -> OutboxMessage | None:
    due = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    waiting = OutboxMessage.objects.filter(due, state=OutboxState.WAITING, available_at__lte=Now())
    if pk is not None:
        waiting = waiting.filter(pk=pk)
    with transaction.atomic():
        message = waiting.order_by("available_at").select_for_update(skip_locked=True).first()
        if message is None:
            return None
        # Its key is free from here on: whoever enqueues now wants another run after this one.
        message.attempts, message.dedupe_key = message.attempts + 1, None
        message.lease_until = database_now() + LEASE
        if message.attempts > MAX_ATTEMPTS:
            message.state = OutboxState.DEAD
            message.last_error = message.last_error or "its worker died each time, without a word"
        message.save(update_fields=["attempts", "dedupe_key", "lease_until", "state", "last_error"])
    return message


@contextmanager
def _lease_kept(message: OutboxMessage) -> Iterator[None]:
    """Renew the lease from a thread (and connection) of its own until the handler is through."""
    over = Event()
    keeper = Thread(target=_renew, args=(message, over), name="outbox-lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew(message: OutboxMessage, over: Event) -> None:
    while not over.wait(RENEW_S):
        try:
            _own(message).update(lease_until=Now() + LEASE)
        except DatabaseError:
            logger.warning("could not renew the lease of %s: trying again", message)
        finally:
            connection.close()


def _own(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    # Nobody else has claimed it since: a worker that was away for long must not speak for it.
    return OutboxMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, state=OutboxState.WAITING
    )


def _fail(message: OutboxMessage, error: Exception) -> None:
    # Exponential, with jitter so that a hundred failures do not come back as one.
    delay = timedelta(seconds=2**message.attempts * (0.5 + random.random()))  # noqa: S311
    gives_up = message.attempts >= MAX_ATTEMPTS
    _own(message).update(
        state=OutboxState.DEAD if gives_up else OutboxState.WAITING,
        available_at=Now() + min(delay, LONGEST_DELAY),
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
