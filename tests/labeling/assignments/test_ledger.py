"""Hours for pay: the sum, worked by hand, and the ledger over HTTP."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from labeling.assignments.domain.ledger import Ended, Stretch, counted, ledger_lines
from labeling.assignments.models import Assignment, Judgment, LabelingTask
from tests.clients import error_code
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
    zone_at,
)
from touchstone.core.append_only import erasing

MINUTE = 60_000
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
"""0:30 of 29 March in Berlin, whose clocks go forward that night."""


def stretch(**fields: Any) -> Stretch:
    plain: dict[str, Any] = {
        "person": 1,
        "kind": "ranking",
        "ended": Ended.SUBMITTED,
        "at": NIGHT,
        "active_ms": 4 * MINUTE,
        "wall_ms": 6 * MINUTE,
        "held_ms": 10 * MINUTE,
    }
    return Stretch(**(plain | fields))


@pytest.mark.parametrize(
    ("fields", "active", "wall"),
    [
        ({}, 4, 6),
        # The page's clock ran ahead of the server's: nobody works longer than a task is open.
        ({"active_ms": 30 * MINUTE, "wall_ms": 40 * MINUTE}, 10, 10),
        # Worked on in two sittings: the last page's wall time is less than all active time.
        ({"active_ms": 8 * MINUTE}, 8, 8),
        # An assignment that was open for a night is paid by what the page counted.
        ({"held_ms": 600 * MINUTE}, 4, 6),
        # A server clock that was set back in between.
        ({"held_ms": -5}, 0, 0),
    ],
)
def test_a_stretch_counts_what_the_page_saw_within_what_the_server_saw(
    fields: dict[str, int], active: int, wall: int
) -> None:
    one = stretch(**fields)
    [found] = counted([one])
    assert (found.active_ms, found.wall_ms) == (active * MINUTE, wall * MINUTE)


def test_lines_add_up_by_the_day_of_the_zone_person_and_kind() -> None:
    stretches = [
        stretch(held_ms=20 * MINUTE),
        stretch(ended=Ended.REVISED, active_ms=MINUTE, wall_ms=MINUTE),
        stretch(ended=Ended.SKIPPED, active_ms=0, wall_ms=2 * MINUTE),
        stretch(kind="demonstration", held_ms=20 * MINUTE),
        stretch(person=2, at=NIGHT + timedelta(hours=22, minutes=20)),
        stretch(person=2, at=NIGHT + timedelta(hours=22, minutes=30)),
    ]
    lines = ledger_lines(counted(stretches), BERLIN)
    found = [
        (one.day.day, one.person, one.kind, one.active_ms // MINUTE, one.wall_ms // MINUTE)
        for one in lines
    ]
    # The 29th had 23 hours there: it ended at 22:00 UTC.
    assert found == [
        (29, 1, "demonstration", 4, 6),
        (29, 1, "ranking", 5, 9),
        (29, 2, "ranking", 4, 6),
        (30, 2, "ranking", 4, 6),
    ]
    assert lines[1].counts == {Ended.SUBMITTED: 1, Ended.REVISED: 1, Ended.SKIPPED: 1}
    assert [one.day for one in ledger_lines(counted(stretches[-2:]), ZoneInfo("UTC"))] == [
        date(2026, 3, 29)
    ]


def spent(*claims: tuple[int, int, int]) -> list[int]:
    """Return the minutes that count, of stretches (opened, ended, active) in minutes."""
    stretches = [
        stretch(
            at=NIGHT + timedelta(minutes=ended),
            active_ms=active * MINUTE,
            wall_ms=active * MINUTE,
            held_ms=(ended - opened) * MINUTE,
        )
        for opened, ended, active in sorted(claims, key=lambda claim: claim[1])
    ]
    found = list(counted(stretches))
    assert [one.active_ms for one in found] == [one.wall_ms for one in found]
    return [one.active_ms // MINUTE for one in found]


@pytest.mark.parametrize(
    ("claims", "minutes"),
    [
        # Ten tabs side by side, each of which claims the hour.
        ([(0, 60, 60)] * 10, [60, *[0] * 9]),
        ([(0, 60, 30), (0, 61, 30), (0, 62, 30)], [30, 30, 2]),
        # One was laid aside for another: both were worked on.
        ([(30, 40, 10), (0, 41, 31)], [10, 31]),
        # Half an hour, then another task was begun before the first was handed in.
        ([(0, 40, 30), (30, 45, 15)], [30, 15]),
        # Worked on offline, and all handed in at once: what the hour had room for.
        ([(0, 60, 6)] * 10, [6] * 10),
        # What ended before the other was opened takes nothing of it.
        ([(0, 10, 10), (10, 20, 10)], [10, 10]),
    ],
)
def test_no_minute_of_a_person_counts_twice(
    claims: list[tuple[int, int, int]], minutes: list[int]
) -> None:
    assert spent(*claims) == minutes


def test_another_person_takes_nothing() -> None:
    both = [stretch(held_ms=4 * MINUTE), stretch(person=2, held_ms=4 * MINUTE)]
    assert [one.active_ms for one in counted(both)] == [4 * MINUTE] * 2


@pytest.mark.parametrize("seed", range(20))
def test_what_could_be_worked_counts_in_full_and_no_more_than_passed_otherwise(seed: int) -> None:
    generator = random.Random(seed)
    worked: dict[int, list[int]] = {}
    for minute in range(200):
        if generator.random() < 0.8:
            worked.setdefault(generator.randrange(12), []).append(minute)
    honest = [(min(at), max(at) + 1, len(at)) for at in worked.values()]
    honest.sort(key=lambda claim: claim[1])
    assert spent(*honest) == [active for _, _, active in honest]
    greedy = [(opened, ended, ended - opened) for opened, ended, _ in honest]
    seen = {minute for opened, ended, _ in greedy for minute in range(opened, ended)}
    assert sum(spent(*greedy)) == len(seen), "each minute that was open once, and only once"


def today_in(zone: str) -> date:
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def hours(desk: Desk, path: str = "ledger", zone: str | None = None, **query: str) -> Any:
    """Ask for today where it is noon: the little that passes is of the same day."""
    zone = zone_at(12) if zone is None else zone
    today = today_in(zone if zone in available_timezones() else "UTC").isoformat()
    given = {key.rstrip("_"): value for key, value in query.items()}
    asked = {"from": today, "to": today, "zone": zone} | given
    return desk.client.get(
        f"{desk.base}/{path}", {key: value for key, value in asked.items() if value}
    )


@pytest.mark.django_db
def test_a_ledger_holds_answers_revisions_and_skips_and_each_sees_their_own() -> None:
    cast = make_workplace()
    for _ in range(3):
        make_ranking_task(cast.project)
    bob, dana, alice = (Desk(one, cast.project) for one in (cast.bob, cast.dana, cast.alice))
    mine = bob.claim()
    Assignment.objects.update(opened_at=Now() - timedelta(hours=1))
    judgment = bob.submit(mine).json()["judgment_id"]
    answer = ranking_answer([["C"], ["A"], ["B"]])
    body = submission(answer, active_seconds=20, wall_seconds=25)
    assert bob.client.send("post", f"/api/judgments/{judgment}/revise", body).status_code == 201
    skipped = bob.claim()
    Assignment.objects.filter(public_id=skipped["id"]).update(opened_at=Now() - timedelta(hours=1))
    time_spent = {"active_seconds": 7, "wall_seconds": 9}
    bob.post(skipped, "skip", {"reason": "distressing", **time_spent})
    # Some seconds by the server's clock, whatever the page says.
    hers = dana.claim()
    Assignment.objects.filter(public_id=hers["id"]).update(opened_at=Now() - timedelta(seconds=2))
    dana.submit(hers, active_seconds=9_000, wall_seconds=9_000)
    opened = Assignment.objects.get(public_id=hers["id"]).opened_at
    assert opened is not None
    passed = Judgment.objects.get(user=cast.dana).received_at - opened
    own = hours(bob).json()
    day, zone = own["lines"][0]["date"], own["zone"]
    assert day == today_in(zone).isoformat()
    line = {
        "date": day,
        "person": {"id": str(cast.bob.public_id), "name": cast.bob.name},
        "kind": "ranking",
        "submitted": 1,
        "revised": 1,
        "skipped": 1,
        "active_seconds": 67,
        "wall_seconds": 89,
    }
    totals = {key: value for key, value in line.items() if isinstance(value, int)}
    assert own == {"zone": zone, "lines": [line], "totals": totals}
    assert hours(bob, zone="").json()["zone"] == "UTC"
    everybody = hours(alice).json()
    assert [one["person"]["name"] for one in everybody["lines"]] == [cast.bob.name, cast.dana.name]
    assert 2 <= everybody["lines"][1]["active_seconds"] == passed // timedelta(seconds=1)
    rita = Desk(cast.rita, cast.project)
    assert hours(rita).json()["lines"] == []
    charlie = Desk(cast.charlie, cast.project)
    for path in ("ledger", "ledger.csv"):
        assert error_code(hours(charlie, path)) == (404, "not_found")


@pytest.mark.django_db
def test_the_table_runs_no_formula_that_somebody_took_as_a_name() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    type(cast.bob).objects.filter(pk=cast.bob.pk).update(name='=HYPERLINK("http://x"), "Bob"')
    Desk(cast.bob, cast.project).work()
    response = hours(Desk(cast.alice, cast.project), "ledger.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ledger.csv"'
    text = b"".join(response.streaming_content).decode()
    [row] = csv.DictReader(StringIO(text))
    assert row["name"] == '\'=HYPERLINK("http://x"), "Bob"'
    assert (row["email"], row["submitted"], row["kind"]) == (cast.bob.email, "1", "ranking")
    empty = hours(Desk(cast.rita, cast.project), "ledger.csv")
    assert b"".join(empty.streaming_content).decode().startswith("date,person_id,name,")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"zone": "Mars/Olympus"}, "IANA time zone"),
        ({"to": "2020-01-01"}, "before `from`"),
        ({"from_": "2020-01-01"}, "up to 400 days"),
        ({"from_": "yesterday"}, ""),
        ({"from_": ""}, ""),
    ],
)
def test_bad_days_are_said_clearly(query: dict[str, str], said: str) -> None:
    cast = make_workplace()
    response = hours(Desk(cast.bob, cast.project), **query)
    assert response.status_code == 422
    assert said in response.json()["error"]["message"]


@pytest.mark.django_db
def test_the_days_end_where_one_says() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    received = bob.work().received_at
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        today = received.astimezone(ZoneInfo(zone)).date()
        inside = hours(bob, from_=today.isoformat(), to=today.isoformat(), zone=zone).json()
        assert [line["date"] for line in inside["lines"]] == [today.isoformat()]
        day_before = (today - timedelta(days=1)).isoformat()
        assert hours(bob, from_=day_before, to=day_before, zone=zone).json()["lines"] == []


@pytest.mark.django_db
def test_a_reviewers_edit_is_the_reviewers_work_and_no_revision_of_its_author() -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob, rita = Desk(cast.bob, cast.project), Desk(cast.rita, cast.project)
    judgment = bob.work({"text": "An ideal answer."})
    fields = {
        "answer": {"text": "A better one."},
        "submission_id": str(uuid4()),
        "active_seconds": 75,
    }
    path = f"/api/demonstrations/{judgment.public_id}/decide"
    assert rita.client.send("post", path, {"verdict": "edited", **fields}).status_code == 200
    [line] = hours(bob).json()["lines"]
    assert (line["submitted"], line["revised"]) == (1, 0)
    [history] = bob.client.get(f"{bob.base}/history").json()["items"]
    assert history["edit_seconds"] == 0
    [hers] = hours(rita).json()["lines"]
    assert (hers["kind"], hers["submitted"], hers["active_seconds"]) == ("review", 1, 75)


@pytest.mark.django_db
def test_a_reviewers_time_on_settling_counts() -> None:
    cast = make_workplace()
    task = LabelingTask.objects.get(pk=make_ranking_task(cast.project))
    rita = Desk(cast.rita, cast.project)
    for seconds in (90, 30):
        body = {
            "submission_id": str(uuid4()),
            "ranking": [["A"], ["B"], ["C"]],
            "reason": "A alone answers what was asked.",
            "active_seconds": seconds,
        }
        assert rita.client.send("post", f"/api/tasks/{task.public_id}/settle", body).status_code
        with erasing():
            Judgment.objects.update(received_at=F("received_at") - timedelta(minutes=1))
    [line] = hours(rita).json()["lines"]
    assert (line["kind"], line["submitted"], line["revised"]) == ("review", 1, 1)
    assert (line["active_seconds"], line["wall_seconds"]) == (120, 120)


def claimed(desk: Desk, count: int) -> list[dict[str, Any]]:
    """Claim tasks, one beside the other."""
    held: list[dict[str, Any]] = []
    for _ in range(count):
        held.append(desk.claim(exclude=[one["id"] for one in held]))
    return held


@pytest.mark.django_db
def test_ten_tasks_held_side_by_side_are_an_hour_wherever_hours_are_read() -> None:
    cast = make_workplace()
    for _ in range(11):
        make_ranking_task(cast.project)
    bob, rita = Desk(cast.bob, cast.project), Desk(cast.rita, cast.project)
    held = claimed(bob, 10)
    Assignment.objects.update(opened_at=Now() - timedelta(hours=1))
    hour = {"active_seconds": 3600, "wall_seconds": 3600}
    for mine in held[:9]:
        assert bob.submit(mine, **hour).status_code == 201
    bob.post(held[9], "skip", {"reason": "unclear", **hour})
    zone = zone_at(12)
    [line] = hours(bob, zone=zone).json()["lines"]
    # A few seconds passed since the first was handed in.
    assert 3600 <= line["active_seconds"] == line["wall_seconds"] < 3660
    assert (line["submitted"], line["skipped"]) == (9, 1)
    total = line["active_seconds"]
    queue = bob.client.get(f"{bob.base}/queue", {"zone": zone}).json()
    assert queue["today"]["active_seconds"] == total
    people = rita.client.get(f"{rita.base}/people").json()["items"]
    [listed] = [one for one in people if one["user"]["name"] == "Bob"]
    assert listed["active_seconds"] == total
    person = rita.client.get(f"{rita.base}/people/{cast.bob.public_id}").json()
    assert sum(week["active_seconds"] for week in person["weeks"]) == total
    answers = bob.client.get(f"{bob.base}/history").json()["items"]
    assert 3600 <= sum(one["active_seconds"] for one in answers) <= total
    # Another project's hours, and other people's, are their own.
    dana = Desk(cast.dana, cast.project)
    dana.work()
    assert hours(bob, zone=zone).json()["lines"] == [line]


@pytest.mark.django_db
def test_a_day_counts_the_same_whether_it_is_asked_for_alone_or_with_those_before() -> None:
    cast = make_workplace()
    for _ in range(4):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    held = claimed(bob, 4)
    Assignment.objects.update(opened_at=Now() - timedelta(days=1, hours=2))
    day = 24 * 3600
    for mine in held[:2]:
        bob.submit(mine, active_seconds=day, wall_seconds=day)
    with erasing():
        Judgment.objects.update(received_at=Now() - timedelta(days=1))
    for mine in held[2:]:
        bob.submit(mine, active_seconds=day, wall_seconds=day)
    zone = zone_at(12)
    today = today_in(zone)
    yesterday = (today - timedelta(days=1)).isoformat()
    both = hours(bob, from_=yesterday, zone=zone).json()["lines"]
    alone = hours(bob, zone=zone).json()["lines"]
    assert alone == [line for line in both if line["date"] == today.isoformat()]
    assert sum(line["active_seconds"] for line in both) in range(26 * 3600 - 60, 26 * 3600 + 60)
    queue = bob.client.get(f"{bob.base}/queue", {"zone": zone}).json()
    seconds = queue["today"]["active_seconds"]
    assert seconds == sum(line["active_seconds"] for line in alone)
