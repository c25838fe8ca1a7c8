"""What a deadlock broke off is tried again; anything else is not."""

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from touchstone.core.deadlocks import TRIES, deadlock_retried


def broken_off() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = DeadlockDetected()
    return error


class Work:
    """Fails with these errors, one a call, then returns."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def test_it_works_after_deadlocks() -> None:
    work = Work(broken_off(), broken_off())
    assert deadlock_retried(work) == "done"
    assert work.calls == 3


def test_it_gives_up_after_some_in_a_row() -> None:
    work = Work(*[broken_off() for _ in range(TRIES)])
    with pytest.raises(OperationalError, match="deadlock"):
        deadlock_retried(work)
    assert work.calls == TRIES


def test_another_error_is_not_tried_again() -> None:
    work = Work(OperationalError("the connection is lost"))
    with pytest.raises(OperationalError, match="lost"):
        deadlock_retried(work)
    assert work.calls == 1


@pytest.mark.django_db
def test_within_another_transaction_nothing_can_be_tried_again() -> None:
    work = Work(broken_off())
    with pytest.raises(OperationalError, match="deadlock"):
        deadlock_retried(work)
    assert work.calls == 1
