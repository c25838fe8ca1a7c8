"""Giving a task back, with a reason or without a word."""

import pytest

from labeling.assignments.models import Assignment, Draft, Skip, TaskPlace
from tests.clients import error_code
from tests.labeling.work import Desk, make_ranking_task, make_workplace

pytestmark = pytest.mark.django_db


def test_a_skipped_task_goes_to_others_and_never_returns() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    path = f"/api/assignments/{mine['id']}/draft"
    bob.client.send("put", path, {"content": {}}, headers={"If-Match": "0"})
    for stranger in (dana, Desk(cast.alice, cast.project), Desk(cast.charlie, cast.project)):
        refused = stranger.post(mine, "skip", {"reason": "unclear"})
        assert error_code(refused) == (404, "not_found")
    body = {"reason": "distressing", "note": "Please no more of these."}
    assert bob.post(mine, "skip", body).json() == {}
    skip = Skip.objects.get()
    assert skip.note is not None
    assert (skip.reason, skip.note.body["text"]) == ("distressing", "Please no more of these.")
    assert Draft.objects.exists(), "for whoever takes the skip back"
    assert bob.next().json()["reason"] == "no_more_tasks"
    assert dana.claim()["kind"] == "ranking"


def test_skipping_again_changes_nothing() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    bob.post(mine, "skip", {"reason": "other"})
    dana.claim()
    assert bob.post(mine, "skip", {"reason": "unsafe"}).status_code == 200
    assert Skip.objects.get().reason == "other"
    assert TaskPlace.objects.get().holder_id == Assignment.objects.get(user=cast.dana).pk


def test_an_answer_and_a_skip_exclude_each_other() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    done = bob.claim()
    bob.submit(done)
    assert error_code(bob.post(done, "skip", {"reason": "other"})) == (409, "already_submitted")
    skipped = bob.claim()
    bob.post(skipped, "skip", {"reason": "other"})
    assert error_code(bob.submit(skipped)) == (409, "already_skipped")
    assert bob.post(skipped, "skip", {"reason": "boring"}).status_code == 422


def test_what_is_given_back_from_home_is_not_said_to_have_a_reason() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.post(bob.claim(), "skip", {"reason": "given_back"})
    [skip] = bob.client.get(f"{bob.base}/skips").json()["items"]
    assert (skip["reason"], skip["is_open"]) == ("given_back", True)


def test_a_released_task_goes_to_others_or_comes_back() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    assert bob.post(mine, "release").json() == {}
    assert TaskPlace.objects.get().holder_id is None
    assert bob.claim()["id"] == mine["id"]
    bob.post(mine, "release")
    theirs = dana.claim()
    assert bob.post(mine, "release").status_code == 200
    assert TaskPlace.objects.get().holder_id == Assignment.objects.get(public_id=theirs["id"]).pk
    assert bob.next().json()["reason"] == "no_more_tasks"
