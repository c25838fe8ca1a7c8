"""People: their work over time, and pausing and resuming them."""

from typing import Any

import pytest

from labeling.assignments.models import Pause, Skip, TaskPlace
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast
from tests.labeling.quality.test_voids import worked
from tests.labeling.work import (
    Desk,
    last_wednesday,
    make_ranking_task,
    make_workplace,
    one_after_the_other,
    opened_earlier,
)
from touchstone.accounts.models import User
from touchstone.core.append_only import erasing
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def path_of(cast: Cast, user: User, action: str = "") -> str:
    """Return the address of a person, or of an action on them."""
    person = f"/api/projects/{cast.project.public_id}/people/{user.public_id}"
    return person + (f"/{action}" if action else "")


def test_the_list_and_the_page_tell_work_and_agreement(django_assert_max_num_queries: Any) -> None:
    cast = worked()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.post(bob.claim(), "skip", {"reason": "unclear"})
    wednesday = last_wednesday()
    opened_earlier(wednesday)
    one_after_the_other(wednesday)
    with erasing():
        Skip.objects.update(at=wednesday)
    rita = JsonClient(cast.rita)
    with django_assert_max_num_queries(14):
        items = rita.get(f"/api/projects/{cast.project.public_id}/people").json()["items"]
    people = {item["user"]["name"]: item for item in items}
    assert set(people) == {"Alice", "Rita", "Bob", "Dana"}
    mine = people["Bob"]
    assert (mine["judgments"], mine["skips"], mine["active_seconds"]) == (3, 1, 120)
    assert mine["agreement"]["n"] == 18
    assert mine["agreement"]["value"] == pytest.approx(1 / 3)
    assert "ranking" in mine["kinds"]
    assert people["Alice"]["agreement"]["value"] is None
    body = rita.get(path_of(cast, cast.bob)).json()
    assert {name: body[name] for name in mine} == mine
    [week] = body["weeks"]
    assert (week["judgments"], week["skips"], week["active_seconds"]) == (3, 1, 120)
    for name in ("value", "n", "n_clusters", "interval", "tie_rate"):
        assert week["agreement"][name] == mine["agreement"][name]
    assert body["pauses"] == []
    assert body["may_decide"] is True
    for stranger in (cast.bob, cast.charlie):
        client = JsonClient(stranger)
        listed = client.get(f"/api/projects/{cast.project.public_id}/people")
        assert error_code(listed) == (404, "not_found")
        assert error_code(client.get(path_of(cast, cast.bob))) == (404, "not_found")
    assert error_code(rita.get(path_of(cast, cast.charlie))) == (404, "not_found")


def test_whoever_is_paused_gets_nothing_reads_why_and_goes_on_when_resumed() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    make_ranking_task(cast.project)
    bob, rita = Desk(cast.bob, cast.project), JsonClient(cast.rita)
    bob.claim()
    held = bob.claim(prefetch=True)
    reason = "Let us talk about ties first."
    paused = rita.send("post", path_of(cast, cast.bob, "pause"), {"reason": reason})
    assert paused.json()["paused"]["reason"] == reason
    assert bob.next().json() == {"assignment": None, "reason": "paused"}
    queue = bob.client.get(f"{bob.base}/queue").json()
    assert (queue["paused"], queue["held"]) == (reason, [])
    assert not TaskPlace.objects.exclude(holder_id=None).exists(), "others get what was held"
    assert Desk(cast.dana, cast.project).claim()["kind"] == "ranking"
    assert bob.client.get(f"/api/assignments/{held['id']}").status_code == 200, "still let in"
    again = rita.send("post", path_of(cast, cast.bob, "pause"), {"reason": reason})
    assert error_code(again) == (409, "already_paused")
    resumed = rita.send("post", path_of(cast, cast.bob, "resume"), {})
    assert resumed.json()["paused"] is None
    assert [one["reason"] for one in resumed.json()["pauses"]] == [reason]
    assert bob.claim()["kind"] == "ranking"
    assert bob.client.get(f"{bob.base}/queue").json()["paused"] is None
    not_paused = rita.send("post", path_of(cast, cast.bob, "resume"), {})
    assert error_code(not_paused) == (409, "not_paused")
    actions = AuditEvent.objects.filter(action__startswith="member.").order_by("pk")
    assert [one.action for one in actions] == ["member.paused", "member.resumed"]


def test_nobody_pauses_themselves_or_somebody_of_a_higher_role() -> None:
    cast = make_workplace()
    rita, body = JsonClient(cast.rita), {"reason": "Because."}
    for user in (cast.rita, cast.alice):
        response = rita.send("post", path_of(cast, user, "pause"), body)
        assert error_code(response) == (409, "not_yours_to_decide")
        assert rita.get(path_of(cast, user)).json()["may_decide"] is False
    assert faults(rita.send("post", path_of(cast, cast.bob, "pause"), {"reason": " "})) == {
        "reason": "blank"
    }
    for stranger in (cast.bob, cast.charlie):
        for action in ("pause", "resume"):
            response = JsonClient(stranger).send("post", path_of(cast, cast.dana, action), body)
            assert error_code(response) == (404, "not_found")
    assert not Pause.objects.exists()
    alice = JsonClient(cast.alice)
    assert alice.send("post", path_of(cast, cast.rita, "pause"), body).status_code == 200


def test_a_page_that_is_still_open_takes_nothing_back_while_its_person_is_paused() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project)
    bob, rita = Desk(cast.bob, cast.project), JsonClient(cast.rita)
    shown, ahead = bob.claim(), bob.claim(prefetch=True)
    rita.send("post", path_of(cast, cast.bob, "pause"), {"reason": "Let us talk."})
    for refused in (
        bob.post(shown, "heartbeat", {"active_seconds": 5}),
        bob.post(shown, "open"),
        bob.post(ahead, "open"),
    ):
        assert error_code(refused) == (409, "assignment_expired")
        assert "paused" in refused.json()["error"]["message"]
    assert not TaskPlace.objects.exclude(holder_id=None).exists(), "others get what was held"
    assert bob.submit(shown).json()["counted"] is True, "what was done is taken"
    rita.send("post", path_of(cast, cast.bob, "resume"), {})
    assert bob.post(ahead, "open").status_code == 200
