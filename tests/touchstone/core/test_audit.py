"""The audit log: in the transaction of the act, and never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import make_user
from touchstone.core.append_only import erasing
from touchstone.core.audit import audit_record
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    return audit_record(
        actor=make_user("Alice"), action="test.act", target="thing:1", detail={"n": 1}
    )


def test_a_record_says_who_did_what(event: AuditEvent) -> None:
    event.refresh_from_db()
    assert (event.actor_name, event.action, event.target) == ("Alice", "test.act", "thing:1")
    assert event.detail == {"n": 1}


def test_the_system_itself_is_nobody() -> None:
    event = audit_record(actor=None, action="test.act")
    assert (event.actor_id, event.actor_name) == (None, "")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditevent SET action = 'x'", "DELETE FROM core_auditevent"],
)
def test_the_database_refuses_to_change_a_record(event: AuditEvent, statement: str) -> None:
    with pytest.raises(IntegrityError, match="evidence"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.get().action == "test.act"


def test_only_erasure_may_and_only_within_its_own_transaction(event: AuditEvent) -> None:
    with erasing():
        assert AuditEvent.objects.update(actor_name="") == 1
    with connection.cursor() as cursor:
        # What SET LOCAL leaves behind when its transaction ends; the test's own goes on.
        cursor.execute("SET LOCAL touchstone.erasing = ''")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.update(actor_name="x")


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_record() -> None:
    def act() -> None:
        with transaction.atomic():
            audit_record(actor=None, action="test.act")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_record_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside of the transaction"):
        audit_record(actor=None, action="test.act")
