"""Hours for pay over HTTP: everybody's for admins, one's own for everybody else."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.assignments.domain.ledger import Ended, LedgerLine
from labeling.assignments.models import TaskKind
from labeling.assignments.selectors.ledger import MAX_DAYS, ledger, people_of
from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import Access, access_project
from touchstone.projects.models import Role

_PARAMETERS = [
    OpenApiParameter("from", OpenApiTypes.DATE, required=True, description="The first day."),
    OpenApiParameter("to", OpenApiTypes.DATE, required=True, description="The last day, included."),
    OpenApiParameter("zone", str, description="IANA time zone in which days end; UTC if absent."),
]
_COLUMNS = (
    "date",
    "person_id",
    "name",
    "email",
    "kind",
    "submitted",
    "revised",
    "skipped",
    "active_seconds",
    "wall_seconds",
)
_TOTALS = ("submitted", "revised", "skipped", "active_seconds", "wall_seconds")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class LedgerInput(Input):
    """Which days, where."""

    first = serializers.DateField()
    last = serializers.DateField()
    zone = serializers.CharField(default="UTC")


class LedgerLineOutput(Output):
    """What one person did on one day in one kind of work."""

    date = serializers.DateField()
    person = NamedOutput()
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    submitted = serializers.IntegerField()
    revised = serializers.IntegerField()
    skipped = serializers.IntegerField()
    active_seconds = serializers.IntegerField()
    wall_seconds = serializers.IntegerField()


class LedgerTotalsOutput(Output):
    """All lines together."""

    submitted = serializers.IntegerField()
    revised = serializers.IntegerField()
    skipped = serializers.IntegerField()
    active_seconds = serializers.IntegerField()
    wall_seconds = serializers.IntegerField()


class LedgerOutput(Output):
    """Hours for pay, defined in docs/metrics.md."""

    zone = serializers.CharField()
    lines = LedgerLineOutput(many=True)
    totals = LedgerTotalsOutput()


class LedgerView(ApiView):
    """Hours, as JSON."""

    @extend_schema(parameters=_PARAMETERS, responses=LedgerOutput)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return hours by day, person and kind: everybody's for admins, else the caller's own."""
        access = access_project(current_user(request), project_id)
        zone, lines, people = _ledger(access, request)
        rows = [_row(line, people[line.person]) for line in lines]
        totals = {name: sum(row[name] for row in rows) for name in _TOTALS}
        return Response({"zone": zone, "lines": rows, "totals": totals})


class LedgerCsvView(ApiView):
    """Hours, as a table for the accounts."""

    @extend_schema(parameters=_PARAMETERS, responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, project_id: UUID) -> StreamingHttpResponse:
        """Download hours as CSV: everybody's for admins, else the caller's own."""
        access = access_project(current_user(request), project_id)
        _, lines, people = _ledger(access, request)
        return StreamingHttpResponse(
            _csv(_cells(line, people[line.person]) for line in lines),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="ledger.csv"'},
        )


def _ledger(access: Access, request: Request) -> tuple[str, list[LedgerLine], dict[int, User]]:
    asked = request.query_params
    given = LedgerInput(
        data={
            "first": asked.get("from"),
            "last": asked.get("to"),
            "zone": asked.get("zone") or "UTC",
        }
    )
    given.is_valid(raise_exception=True)
    first, last, zone = (given.validated_data[name] for name in ("first", "last", "zone"))
    _check(first, last, zone)
    lines = ledger(
        project_id=access.project.pk,
        first=first,
        last=last,
        zone=ZoneInfo(zone),
        user_id=None if access.role == Role.ADMIN else access.user.pk,
    )
    return zone, lines, people_of(lines)


def _check(first: date, last: date, zone: str) -> None:
    if zone not in available_timezones():
        raise InvalidError(f"`zone` is an IANA time zone like Europe/Berlin, not {zone!r}.")
    if last < first:
        raise InvalidError("`to` is before `from`.")
    if last - first > timedelta(days=MAX_DAYS):
        raise InvalidError(f"A ledger has up to {MAX_DAYS} days: ask for less at a time.")


def _row(line: LedgerLine, person: User) -> dict[str, Any]:
    return {
        "date": line.day,
        "person": {"id": person.public_id, "name": person.name},
        "kind": line.kind,
        **{str(ended): line.counts[ended] for ended in Ended},
        "active_seconds": line.active_ms // 1000,
        "wall_seconds": line.wall_ms // 1000,
    }


def _cells(line: LedgerLine, person: User) -> list[Any]:
    row = _row(line, person)
    row |= {"person_id": person.public_id, "name": person.name, "email": person.email}
    return [row[column] for column in _COLUMNS]


def _csv(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    # The head alone, where nobody worked.
    yield buffer.getvalue().encode()


def _inert(cell: Any) -> Any:
    """Keep a spreadsheet from running what somebody typed as their name."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
