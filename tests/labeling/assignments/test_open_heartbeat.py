"""Leases of a task on screen."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import Assignment, TaskPlace
from labeling.guidelines.models import Acknowledgment
from tests.clients import error_code
from tests.factories import make_guideline
from tests.labeling.work import Desk, make_ranking_task, make_workplace

pytestmark = pytest.mark.django_db


def _expire() -> None:
    past = Now() - timedelta(seconds=1)
    Assignment.objects.update(lease_until=past)
    TaskPlace.objects.filter(holder_id__isnull=False).update(lease_until=past)


def test_opening_a_prefetched_task_gives_the_full_lease_and_outsiders_get_404() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    ahead = bob.claim(prefetch=True)
    for stranger in (cast.dana, cast.alice, cast.charlie):
        assert error_code(Desk(stranger, cast.project).post(ahead, "open")) == (404, "not_found")
    opened = bob.post(ahead, "open").json()
    assert (opened["id"], opened["opened"], opened["resumed"]) == (ahead["id"], True, False)
    row = Assignment.objects.get()
    assert row.opened_at is not None
    assert row.lease_until - row.opened_at == timedelta(minutes=30)
    assert TaskPlace.objects.get().lease_until == row.lease_until
    assert bob.post(ahead, "open").json()["resumed"] is True


def test_opening_checks_the_guidelines_again_and_pins_the_newest_read() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    ahead = bob.claim(prefetch=True)
    major = make_guideline(cast.project, cast.alice, major=2, minor=0)
    assert error_code(bob.post(ahead, "open")) == (409, "must_acknowledge")
    Acknowledgment.objects.create(guideline=major, user=cast.bob)
    assert bob.post(ahead, "open").json()["guideline"]["number"] == "2.0"


def test_what_was_on_screen_opens_again_under_its_release_whatever_came_out_meanwhile() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    make_guideline(cast.project, cast.alice, major=2, minor=0)
    again = bob.post(mine, "open")
    assert (again.status_code, again.json()["guideline"]["number"]) == (200, "1.0")
    assert bob.submit(mine).status_code == 201
    make_ranking_task(cast.project)
    assert bob.next().json()["reason"] == "must_acknowledge"


def test_opening_a_task_that_went_to_somebody_else_is_a_conflict() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim(prefetch=True)
    _expire()
    assert bob.post(mine, "open").status_code == 200, "nobody took it meanwhile"
    _expire()
    dana.claim()
    assert error_code(bob.post(mine, "open")) == (409, "assignment_expired")
    assert error_code(bob.post(mine, "heartbeat", {"active_seconds": 5})) == (
        409,
        "assignment_expired",
    )


def test_a_heartbeat_renews_the_lease_and_keeps_the_active_time() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    _expire()
    beat = bob.post(mine, "heartbeat", {"active_seconds": 42})
    assert beat.status_code == 200, beat.content
    until = datetime.fromisoformat(beat.json()["lease_until"])
    row = Assignment.objects.get()
    assert (row.lease_until, row.active_ms) == (until, 42_000)
    assert TaskPlace.objects.get().lease_until == until
    bob.post(mine, "heartbeat", {"active_seconds": 7})
    assert Assignment.objects.get().active_ms == 42_000, "an old page cannot take time away"
    assert bob.post(mine, "heartbeat", {"active_seconds": -1}).status_code == 422
    assert bob.claim()["active_seconds"] == 42


@pytest.mark.parametrize("action", ["open", "heartbeat", "release"])
def test_what_was_handed_in_or_given_back_stays_so(action: str) -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    body: dict[str, Any] = {"active_seconds": 1} if action == "heartbeat" else {}
    done = bob.claim()
    bob.submit(done)
    assert error_code(bob.post(done, action, body)) == (409, "already_submitted")
    skipped = bob.claim()
    bob.post(skipped, "skip", {"reason": "other"})
    assert error_code(bob.post(skipped, action, body)) == (409, "already_skipped")
