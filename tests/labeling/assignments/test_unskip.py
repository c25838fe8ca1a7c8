"""Taking a skip back: the task with its draft, while it has a place, and at no cost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from labeling.assignments.models import (
    Assignment,
    Judgment,
    Skip,
    SkipTakenBack,
    TaskPlace,
    TaskSignal,
)
from labeling.assignments.services.leases import MAX_HELD
from labeling.assignments.services.signals import task_signals_refresh
from labeling.assignments.services.task import labeling_task_cancel
from tests.clients import JsonClient, error_code
from tests.factories import Cast, make_guideline, make_prompt
from tests.labeling.assignments.test_prompt_writing import ordered
from tests.labeling.work import Desk, make_ranking_task, make_workplace, zone_at

pytestmark = pytest.mark.django_db


def skipped(cast: Cast, reason: str = "other") -> tuple[Desk, dict[str, Any]]:
    """Bob skips the next task, with words in its draft."""
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    path = f"/api/assignments/{mine['id']}/draft"
    bob.client.send("put", path, {"content": {"notes": "half"}}, headers={"If-Match": "0"})
    body = {"reason": reason, "active_seconds": 30, "wall_seconds": 60}
    assert bob.post(mine, "skip", body).status_code == 200
    return bob, mine


def test_a_skip_taken_back_brings_the_task_and_its_draft_back() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, mine = skipped(cast)
    response = bob.post(mine, "unskip")
    assert response.status_code == 200, response.content
    body = response.json()
    assert (body["id"], body["state"], body["opened"]) == (mine["id"], "leased", True)
    assert (body["draft"]["content"], body["active_seconds"]) == ({"notes": "half"}, 30)
    assert Desk(cast.dana, cast.project).next().json()["reason"] == "no_more_tasks"
    assert bob.submit(mine).json()["counted"] is True


def test_taking_back_twice_is_once_and_one_may_skip_again() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, mine = skipped(cast)
    for _ in range(2):
        assert bob.post(mine, "unskip").status_code == 200
    assert SkipTakenBack.objects.count() == 1
    for _ in range(2):
        assert bob.post(mine, "skip", {"reason": "unsafe"}).status_code == 200
    assert [skip.reason for skip in Skip.objects.order_by("pk")] == ["other", "unsafe"]
    assert bob.post(mine, "unskip").status_code == 200
    assert SkipTakenBack.objects.count() == 2


def test_what_somebody_else_took_or_nobody_wants_stays_given_back() -> None:
    cast = make_workplace()
    task = make_ranking_task(cast.project)
    bob, mine = skipped(cast)
    dana = Desk(cast.dana, cast.project)
    theirs = dana.claim()
    assert error_code(bob.post(mine, "unskip")) == (409, "task_taken")
    assert TaskPlace.objects.get().holder_id == Assignment.objects.get(public_id=theirs["id"]).pk
    dana.post(theirs, "release")
    assert bob.post(mine, "unskip").status_code == 200
    bob.post(mine, "skip", {"reason": "other"})
    labeling_task_cancel(task_ids=[task])
    assert error_code(bob.post(mine, "unskip")) == (409, "task_taken")
    assert error_code(bob.submit(mine)) == (409, "already_skipped")
    assert Assignment.objects.get(public_id=mine["id"]).state == "skipped"


def test_nobody_takes_anothers_skip_back_or_a_submit() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, mine = skipped(cast)
    for stranger in (cast.dana, cast.alice, cast.charlie):
        refused = Desk(stranger, cast.project).post(mine, "unskip")
        assert error_code(refused) == (404, "not_found")
    bob.post(mine, "unskip")
    bob.submit(mine)
    assert error_code(bob.post(mine, "unskip")) == (409, "already_submitted")


def test_ones_skips_are_listed_with_whether_they_may_be_taken_back(
    django_assert_num_queries: Any,
) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, make_prompt(cast.project, "Why is the sea salt?"))
    bob, mine = skipped(cast, "unclear")
    make_ranking_task(cast.project, make_prompt(cast.project, "A secret.", sensitive=True))
    _, veiled = skipped(cast, "distressing")
    ordered(cast, count=1, instructions="Something about bread.")
    brief = bob.claim(kinds=["prompt"])
    bob.post(brief, "skip", {"reason": "other"})
    path = f"/api/projects/{cast.project.public_id}/skips"
    with django_assert_num_queries(4):
        listed = bob.client.get(path).json()
    told = [(one["assignment_id"], one["prompt_excerpt"]) for one in listed["items"]]
    assert told == [
        (brief["id"], "Something about bread."),
        (veiled["id"], ""),
        (mine["id"], "Why is the sea salt?"),
    ]
    assert listed["items"][2] == {
        "assignment_id": mine["id"],
        "kind": "ranking",
        "reason": "unclear",
        "at": listed["items"][2]["at"],
        "prompt_excerpt": "Why is the sea salt?",
        "is_open": True,
    }
    bob.post(veiled, "unskip")
    Desk(cast.dana, cast.project).claim(kinds=["ranking"])
    items = bob.client.get(path).json()["items"]
    assert [(one["assignment_id"], one["is_open"]) for one in items] == [
        (brief["id"], True),
        (mine["id"], False),
    ]
    assert JsonClient(cast.dana).get(path).json()["items"] == []
    assert error_code(JsonClient(cast.charlie).get(path)) == (404, "not_found")


def test_nobody_hoards_tasks_by_taking_skips_back() -> None:
    cast = make_workplace()
    for _ in range(MAX_HELD + 1):
        make_ranking_task(cast.project)
    bob, mine = skipped(cast)
    held: list[str] = []
    for _ in range(MAX_HELD):
        held.append(bob.claim(exclude=held)["id"])
    assert error_code(bob.post(mine, "unskip")) == (409, "too_many_held")
    assert Assignment.objects.get(public_id=mine["id"]).state == "skipped"
    bob.post({"id": held[0]}, "release")
    assert bob.post(mine, "unskip").status_code == 200


def test_new_guidelines_are_read_before_a_skip_of_what_was_never_opened_is_taken_back() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob, opened = skipped(cast)
    ahead = bob.claim(prefetch=True)
    bob.post(ahead, "skip", {"reason": "other"})
    make_guideline(cast.project, cast.alice, [], major=2)
    assert error_code(bob.post(ahead, "unskip")) == (409, "must_acknowledge")
    assert not SkipTakenBack.objects.exists()
    assert bob.post(opened, "unskip").status_code == 200, "as what is reloaded"


def test_a_skip_taken_back_is_no_signal_and_its_time_is_paid_once() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, mine = skipped(cast, "unclear")
    task_signals_refresh()
    assert TaskSignal.objects.get().unclear_skips == 1
    bob.post(mine, "unskip")
    task_signals_refresh()
    assert TaskSignal.objects.get().unclear_skips == 0
    claimed = timezone.now() - timedelta(hours=1)
    Assignment.objects.update(claimed_at=claimed, opened_at=claimed)
    bob.submit(mine, active_seconds=45, wall_seconds=90)
    zone = zone_at(12)
    today = timezone.now().astimezone(ZoneInfo(zone)).date().isoformat()
    asked = {"from": today, "to": today, "zone": zone}
    [line] = bob.client.get(f"{bob.base}/ledger", asked).json()["lines"]
    assert (line["submitted"], line["skipped"], line["active_seconds"]) == (1, 0, 45)
    [done] = bob.client.get(f"{bob.base}/me").json()["done"]
    assert (done["submitted"], done["skipped"]) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_somebody_elses_claim_at_once_leave_one_holder() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    for _ in range(5):
        bob, mine = skipped(cast)
        dana = Desk(cast.dana, cast.project)

        def claimed(desk: Desk = dana) -> dict[str, Any] | None:
            try:
                found: dict[str, Any] | None = desk.next().json()["assignment"]
                return found
            finally:
                connection.close()

        def unskipped(desk: Desk = bob, assignment: dict[str, Any] = mine) -> bool:
            try:
                return bool(desk.post(assignment, "unskip").status_code == 200)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            theirs, back = pool.submit(claimed), pool.submit(unskipped)
            got, again = theirs.result(), back.result()
        assert (got is not None) != again
        if got is not None:
            dana.post(got, "release")
            Desk(cast.bob, cast.project).post(mine, "unskip")
        assert Judgment.objects.count() == 0
