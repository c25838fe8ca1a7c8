"""Changing a thumb and taking it back: new events that supersede."""

import uuid
from typing import Any

import pytest

from labeling.feedback.models import EventKind, FeedbackEvent
from tests.clients import error_code, faults
from tests.factories import make_completion, make_prompt

ANSWER = {"messages": [{"role": "user", "content": "Why?"}], "completion": "Because."}


@pytest.fixture
def first(bot: Any) -> dict[str, Any]:
    body = {**ANSWER, "rating": "up", "user": "u", "model": "m"}
    event: dict[str, Any] = bot.thumb(body).json()
    return event


def test_a_change_supersedes_and_may_leave_the_answer_out(bot: Any, first: Any) -> None:
    response = bot.thumb({"supersedes": first["id"], "rating": "down", "comment": "On reflection."})
    assert response.status_code == 201
    assert response.json()["supersedes"] == first["id"]
    before, after = FeedbackEvent.objects.order_by("id")
    assert (after.answer, after.end_user_hash, after.model) == (
        before.answer,
        before.end_user_hash,
        "m",
    )
    seen = bot.get(f"/v1/feedback/{first['id']}").json()
    assert (seen["rating"], seen["superseded_by"]) == ("up", response.json()["id"])


def test_a_change_may_repeat_the_answer_but_not_name_another(bot: Any, first: Any) -> None:
    body = {"supersedes": first["id"], "rating": "down"}
    other = {**ANSWER, "completion": "Why not."}
    assert faults(bot.thumb({**body, **other})) == {"completion": "another_answer"}
    stored = make_completion(make_prompt(bot.project))
    named = {"completion_id": str(stored.public_id)}
    assert faults(bot.thumb({**body, **named})) == {"completion_id": "another_answer"}
    assert bot.thumb({**body, **ANSWER}).status_code == 201


def test_a_thumb_is_superseded_once(bot: Any, first: Any) -> None:
    body = {"supersedes": first["id"], "rating": "down"}
    assert bot.thumb(body, "k").status_code == 201
    assert bot.thumb(body, "k").status_code == 200
    assert error_code(bot.thumb(body)) == (409, "already_superseded")
    assert error_code(bot.thumb(body, "k2")) == (409, "already_superseded")


def test_an_unknown_event_cannot_be_superseded(bot: Any, stranger: Any, first: Any) -> None:
    for event in (first["id"], str(uuid.uuid4())):
        response = stranger.thumb({"supersedes": event, "rating": "down"})
        assert error_code(response) == (404, "not_found")


def test_a_change_without_consent_keeps_nothing_of_the_earlier_one(bot: Any, first: Any) -> None:
    body = {"supersedes": first["id"], "rating": "down", "consent": {"store": False}}
    assert bot.thumb(body).status_code == 201
    after = FeedbackEvent.objects.latest("id")
    assert (after.answer, after.end_user_hash, after.model) == (None, "", "")


def test_retracting_adds_an_event_and_again_gives_the_same(bot: Any, first: Any) -> None:
    response = bot.send("post", f"/v1/feedback/{first['id']}/retract")
    assert response.status_code == 201
    assert (response.json()["kind"], response.json()["supersedes"]) == ("retraction", first["id"])
    again = bot.send("post", f"/v1/feedback/{first['id']}/retract")
    assert (again.status_code, again.json()) == (200, response.json())
    assert FeedbackEvent.objects.count() == 2


def test_what_was_changed_or_is_a_retraction_cannot_be_retracted(bot: Any, first: Any) -> None:
    change = bot.thumb({"supersedes": first["id"], "rating": "down"}).json()
    response = bot.send("post", f"/v1/feedback/{first['id']}/retract")
    assert error_code(response) == (409, "already_superseded")
    assert change["id"] in response.json()["error"]["message"]
    retraction = bot.send("post", f"/v1/feedback/{change['id']}/retract").json()
    response = bot.send("post", f"/v1/feedback/{retraction['id']}/retract")
    assert error_code(response) == (409, "no_thumb")


def test_after_a_retraction_a_new_thumb_may_supersede_it(bot: Any, first: Any) -> None:
    retraction = bot.send("post", f"/v1/feedback/{first['id']}/retract").json()
    response = bot.thumb({"supersedes": retraction["id"], "rating": "up", **ANSWER})
    assert response.status_code == 201
    assert FeedbackEvent.objects.filter(kind=EventKind.THUMB, superseded_by=None).count() == 1


def test_outsiders_see_and_retract_nothing(bot: Any, stranger: Any, first: Any) -> None:
    path = f"/v1/feedback/{first['id']}"
    assert bot.get(path).json() == first
    assert error_code(stranger.get(path)) == (404, "not_found")
    assert error_code(stranger.send("post", f"{path}/retract")) == (404, "not_found")
    assert FeedbackEvent.objects.count() == 1
