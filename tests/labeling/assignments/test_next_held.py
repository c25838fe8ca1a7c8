"""What somebody holds already: taken up again, held for them, and no more of it than one can do."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import (
    Assignment,
    TaskPlace,
)
from labeling.assignments.services.leases import MAX_HELD
from tests.clients import error_code
from tests.labeling.work import (
    Desk,
    make_ranking_task,
    make_workplace,
)

pytestmark = pytest.mark.django_db


def _expire(assignment: dict[str, Any]) -> None:
    """Let the lease run out."""
    row = Assignment.objects.filter(public_id=assignment["id"])
    past = Now() - timedelta(seconds=1)
    row.update(lease_until=past)
    TaskPlace.objects.filter(holder_id=row.get().pk).update(lease_until=past)


def test_what_is_held_comes_first_and_excluded_ones_do_not() -> None:
    cast = make_workplace()
    for _ in range(3):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first = bob.claim()
    again = bob.claim()
    assert (again["id"], again["resumed"]) == (first["id"], True)
    second = bob.claim(exclude=[first["id"]])
    assert (second["resumed"], second["id"] != first["id"]) == (False, True)
    assert bob.claim()["id"] == first["id"]


def test_a_prefetched_task_is_held_shortly_and_not_opened() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    on_screen = bob.claim()
    ahead = bob.claim(prefetch=True, exclude=[on_screen["id"]])
    assert (ahead["opened"], ahead["resumed"]) == (False, False)
    row = Assignment.objects.get(public_id=ahead["id"])
    assert row.lease_until - row.claimed_at == timedelta(minutes=10)
    assert bob.claim(prefetch=True)["id"] == ahead["id"], "a reload fetches the same one ahead"
    opened = bob.claim(exclude=[on_screen["id"]])
    assert (opened["id"], opened["opened"], opened["resumed"]) == (ahead["id"], True, False)


def test_a_held_task_has_no_place_for_others_until_the_lease_runs_out() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    assert dana.next().json()["reason"] == "no_more_tasks"
    _expire(mine)
    assert dana.claim()["id"] != mine["id"]
    assert bob.next().json()["reason"] == "no_more_tasks", "the task went to Dana"


def test_an_expired_lease_comes_back_to_its_holder_with_the_draft() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    path = f"/api/assignments/{mine['id']}/draft"
    bob.client.send("put", path, {"content": {"notes": "half"}}, headers={"If-Match": '"0"'})
    _expire(mine)
    again = bob.claim()
    assert (again["id"], again["resumed"], again["draft"]["content"]) == (
        mine["id"],
        True,
        {"notes": "half"},
    )
    assert Assignment.objects.count() == 1
    assert TaskPlace.objects.get().lease_until == Assignment.objects.get().lease_until


def test_a_lost_place_is_made_up_for_by_another_of_the_same_task() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    _expire(mine)
    lost = Assignment.objects.get().place_id
    TaskPlace.objects.exclude(pk=lost).update(lease_until=Now() + timedelta(hours=1), holder_id=-1)
    dana.claim()
    TaskPlace.objects.filter(holder_id=-1).update(lease_until=None, holder_id=None)
    again = bob.claim()
    assert again["id"] == mine["id"]
    holders = {place.holder_id for place in TaskPlace.objects.all()}
    assert holders == set(Assignment.objects.values_list("pk", flat=True))
    assert Assignment.objects.get(user=cast.bob).place_id != lost


def test_nobody_hoards_tasks_by_giving_back_and_opening_again() -> None:
    cast = make_workplace()
    for _ in range(MAX_HELD + 2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first, second = bob.claim(), bob.claim(exclude=[bob.claim()["id"]])
    for assignment in (first, second):
        bob.post(assignment, "release")
    held = [first["id"], second["id"]]
    for _ in range(MAX_HELD):
        held.append(bob.claim(exclude=held)["id"])
    assert error_code(bob.post(first, "open")) == (409, "too_many_held")
    beat = {"active_seconds": 1}
    assert error_code(bob.post(second, "heartbeat", beat)) == (409, "too_many_held")
    assert error_code(bob.next(exclude=held[2:])) == (409, "too_many_held")
    assert bob.post({"id": held[2]}, "heartbeat", beat).status_code == 200
    bob.post({"id": held[2]}, "release")
    assert bob.post(first, "open").status_code == 200


def test_nobody_hoards_tasks() -> None:
    cast = make_workplace()
    for _ in range(MAX_HELD + 1):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    held: list[str] = []
    for _ in range(MAX_HELD):
        held.append(bob.claim(exclude=held)["id"])
    assert error_code(bob.next(exclude=held)) == (409, "too_many_held")
    ahead = bob.next(exclude=held, prefetch=True).json()
    assert ahead == {"assignment": None, "reason": None}
