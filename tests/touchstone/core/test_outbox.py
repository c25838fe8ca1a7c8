"""The outbox: done at least once, found when nobody was told, never in the caller's way."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from touchstone.core import outbox
from touchstone.core.models import OutboxMessage, OutboxState
from touchstone.core.outbox import (
    HANDLERS,
    MAX_ATTEMPTS,
    outbox_enqueue,
    outbox_forget,
    outbox_run,
)
from touchstone.core.tasks import outbox_run_task, outbox_sweep_task

TOPIC = "test.note"


@pytest.fixture
def noted() -> Iterator[list[dict[str, Any]]]:
    """The payloads that the handler of ``TOPIC`` was called with."""
    calls: list[dict[str, Any]] = []
    HANDLERS[TOPIC] = lambda **payload: calls.append(payload)
    yield calls
    del HANDLERS[TOPIC]


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The messages that workers were told of; nothing is published."""
    told: list[int] = []
    monkeypatch.setattr(outbox, "nudge", lambda _task, pk: told.append(pk))
    return told


@transaction.atomic
def enqueue(number: int = 1, key: str | None = None) -> None:
    outbox_enqueue(topic=TOPIC, payload={"number": number}, dedupe_key=key)


@pytest.mark.django_db(transaction=True)
def test_a_message_is_nudged_after_the_commit_and_run_once(
    noted: list[dict[str, Any]], nudges: list[int]
) -> None:
    with transaction.atomic():
        enqueue()
        assert nudges == []
    message = OutboxMessage.objects.get()
    assert nudges == [message.pk]
    outbox_run_task(message.pk)
    outbox_run_task(message.pk)
    message.refresh_from_db()
    assert noted == [{"number": 1}]
    assert message.state == OutboxState.DONE
    assert message.done_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_cause_leaves_no_message(nudges: list[int]) -> None:
    def caused() -> None:
        with transaction.atomic():
            enqueue()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        caused()
    assert not OutboxMessage.objects.exists()
    assert nudges == []


@pytest.mark.django_db(transaction=True)
def test_enqueueing_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside of the transaction"):
        outbox_enqueue(topic=TOPIC, payload={})


@pytest.mark.django_db
def test_the_sweeper_runs_what_was_never_nudged(noted: list[dict[str, Any]]) -> None:
    for number in range(3):
        enqueue(number)
    outbox_sweep_task()
    assert noted == [{"number": 0}, {"number": 1}, {"number": 2}]


@pytest.mark.django_db
def test_a_failing_handler_is_tried_again_later_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Minutes instead of seconds: later is not now, however slow this test is.
    monkeypatch.setattr("touchstone.core.outbox.random.random", lambda: 100.0)

    def fails(number: int) -> None:
        raise ValueError(f"number {number} again")

    HANDLERS[TOPIC] = fails
    enqueue()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        outbox_sweep_task()
        message = OutboxMessage.objects.get()
        assert message.attempts == attempt
        assert message.last_error == "ValueError: number 1 again"
        assert not outbox_run(pk=message.pk), "it came back at once instead of later"
        OutboxMessage.objects.update(available_at=Now())
    assert message.state == OutboxState.DEAD
    outbox_sweep_task()
    assert OutboxMessage.objects.get().attempts == MAX_ATTEMPTS
    del HANDLERS[TOPIC]


@pytest.mark.django_db
def test_a_message_whose_worker_died_comes_back_when_its_lease_is_over(
    noted: list[dict[str, Any]],
) -> None:
    enqueue()
    message = outbox._claim(None)  # the worker is killed between claim and handler
    assert message is not None
    assert not outbox_run(pk=None), "the lease holds"
    OutboxMessage.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert outbox_run(pk=None)
    assert noted == [{"number": 1}]


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_every_time_is_given_up(
    noted: list[dict[str, Any]],
) -> None:
    enqueue()
    for _ in range(MAX_ATTEMPTS):
        assert outbox._claim(None) is not None
        OutboxMessage.objects.update(lease_until=Now() - timedelta(seconds=1))
    outbox_sweep_task()
    message = OutboxMessage.objects.get()
    assert message.state == OutboxState.DEAD
    assert "died" in message.last_error
    assert noted == []


@pytest.mark.django_db(transaction=True)
def test_the_same_key_waits_once_with_the_newest_payload(
    noted: list[dict[str, Any]], nudges: list[int]
) -> None:
    enqueue(1, key="k")
    enqueue(2, key="k")
    enqueue(3, key="other")
    assert len(set(nudges)) == 2
    outbox_sweep_task()
    assert noted == [{"number": 2}, {"number": 3}]


@pytest.mark.django_db
def test_what_is_enqueued_while_its_like_is_running_runs_again(
    noted: list[dict[str, Any]],
) -> None:
    enqueue(1, key="k")
    running = outbox._claim(None)
    assert running is not None
    enqueue(2, key="k")
    outbox_sweep_task()
    assert noted == [{"number": 2}]


@pytest.mark.django_db(transaction=True)
def test_a_waiting_message_is_not_run_before_its_second_cause_has_committed(
    noted: list[dict[str, Any]],
) -> None:
    enqueue(1, key="k")
    ran = []

    def other_worker() -> None:
        ran.append(outbox_run(pk=None))
        connection.close()

    with transaction.atomic():
        outbox_enqueue(topic=TOPIC, payload={"number": 2}, dedupe_key="k")
        worker = threading.Thread(target=other_worker)
        worker.start()
        worker.join(60)
        assert ran == [False], "it would not have seen what this transaction did"
    assert outbox_run(pk=None)
    assert noted == [{"number": 2}]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_run_each_of_forty_messages_once(noted: list[dict[str, Any]]) -> None:
    for number in range(40):
        enqueue(number)

    def worker() -> None:
        outbox_sweep_task()
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(call["number"] for call in noted) == list(range(40))


@pytest.mark.django_db
def test_what_was_done_long_ago_is_forgotten(noted: list[dict[str, Any]]) -> None:
    enqueue(1)
    outbox_sweep_task()
    enqueue(2)
    outbox_sweep_task()
    OutboxMessage.objects.filter(payload={"number": 1}).update(done_at=Now() - timedelta(days=8))
    assert outbox_forget() == 1
    assert OutboxMessage.objects.get().payload == {"number": 2}


def test_two_handlers_of_one_topic_are_refused(noted: list[dict[str, Any]]) -> None:
    with pytest.raises(RuntimeError, match="two handlers"):
        outbox.outbox_handler(TOPIC)(print)


def renewed_after(lease_until: datetime | None) -> None:
    """Wait until the running message's lease ends later than that."""
    deadline = time.monotonic() + 60
    while not OutboxMessage.objects.filter(lease_until__gt=lease_until).exists():
        assert time.monotonic() < deadline, "the lease is not renewed"
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_long_handler_keeps_its_lease_and_is_not_run_beside_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "RENEW_S", 0.1)
    beside: list[bool] = []

    def takes_long(number: int) -> None:
        for _ in range(3):
            renewed_after(OutboxMessage.objects.get().lease_until)
            beside.append(outbox_run(pk=None))

    monkeypatch.setitem(HANDLERS, TOPIC, takes_long)
    enqueue()
    assert outbox_run(pk=None)
    assert beside == [False] * 3
    assert OutboxMessage.objects.get().state == OutboxState.DONE


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_does_not_speak_for_the_message() -> None:
    enqueue()
    slow = outbox._claim(None)
    assert slow is not None
    OutboxMessage.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert outbox._claim(None) is not None
    outbox._fail(slow, ValueError("late"))
    message = OutboxMessage.objects.get()
    assert (message.last_error, message.attempts) == ("", 2)
    assert message.lease_until is not None
