"""Leases go by the database's clock alone: web servers and workers may disagree about the time."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, Func


class ClockNow(Func):
    """``clock_timestamp()``: the moment itself, where ``Now()`` is the transaction's start.

    A claim that waited for a lock must compare leases with the moment it got it.
    """

    template = "clock_timestamp()"
    output_field = DateTimeField()


def database_now() -> datetime:
    """Return the database's time, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - a SELECT without FROM has one row
    now: datetime = row[0]
    return now


def in_seconds(seconds: float) -> timedelta:
    """Return a span; named for what it is added to."""
    return timedelta(seconds=seconds)
