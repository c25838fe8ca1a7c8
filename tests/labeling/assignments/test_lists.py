"""Queue, history, and judgments for reviewers."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from labeling.assignments.models import Judgment, LabelingTask, PromptForm
from labeling.assignments.services.brief import prompt_brief_create
from tests.clients import error_code
from tests.factories import make_guideline, make_prompt
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    opened_earlier,
    ranking_answer,
    submission,
    zone_at,
)
from touchstone.core.append_only import erasing

pytestmark = pytest.mark.django_db


def test_the_queue_tells_what_is_there_held_and_done(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace(about_pay="12 € an hour, paid monthly.")
    for _ in range(3):
        make_ranking_task(cast.project)
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work(kinds=["ranking"])
    opened_earlier()
    held = bob.claim(kinds=["ranking"])
    ahead = bob.claim(kinds=["ranking"], prefetch=True)
    at_noon = {"zone": zone_at(12)}
    with django_assert_max_num_queries(9):
        queue = bob.client.get(f"{bob.base}/queue", at_noon)
    assert queue.json() == {
        "kinds": [
            {"kind": "demonstration", "available": 1, "done_by_me": 0},
            # Fetched ahead: theirs to start.
            {"kind": "ranking", "available": 1, "done_by_me": 1},
            {"kind": "comparison", "available": 0, "done_by_me": 0},
            {"kind": "prompt", "available": 0, "done_by_me": 0},
        ],
        "must_acknowledge": False,
        "must_pass_quiz": False,
        "quiz_follows": False,
        "paused": None,
        "about_pay": "12 € an hour, paid monthly.",
        "held": [
            {
                "assignment_id": one["id"],
                "kind": "ranking",
                "opened": one is held,
                "lease_until": one["lease_until"],
                "sensitive": False,
                "prompt_excerpt": one["prompt"]["messages"][-1]["content"],
            }
            for one in (held, ahead)
        ],
        "today": {"submitted": 1, "revised": 0, "active_seconds": 40},
    }
    assert error_code(Desk(cast.charlie, cast.project).client.get(f"{bob.base}/queue")) == (
        404,
        "not_found",
    )
    make_guideline(cast.project, cast.alice, major=2, minor=0)
    assert bob.client.get(f"{bob.base}/queue").json()["must_acknowledge"] is True


def test_held_work_is_told_apart_by_its_prompt_but_shows_nothing_that_is_veiled() -> None:
    cast = make_workplace()
    prompt_brief_create(
        project=cast.project,
        by=cast.alice,
        form=PromptForm.PLAIN,
        count=1,
        instructions="Ask about tides.",
    )
    make_demonstration_task(cast.project, make_prompt(cast.project, "a" * 300, group_key="a"))
    make_demonstration_task(cast.project, make_prompt(cast.project, "It hurts.", sensitive=True))
    bob = Desk(cast.bob, cast.project)
    bob.claim(kinds=["prompt"])
    first = bob.claim(kinds=["demonstration"])
    bob.claim(kinds=["demonstration"], exclude=[first["id"]])
    held = bob.client.get(f"{bob.base}/queue").json()["held"]
    assert sorted((one["sensitive"], one["prompt_excerpt"]) for one in held) == [
        (False, "Ask about tides."),
        (False, "a" * 200),
        (True, ""),
    ]


def test_yesterdays_work_is_not_todays() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    with erasing():
        Judgment.objects.update(received_at=Now() - timedelta(days=1))
    queue = bob.client.get(f"{bob.base}/queue").json()
    assert queue["today"] == {"submitted": 0, "revised": 0, "active_seconds": 0}


def test_today_begins_where_one_is() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    # It is the same instant everywhere; in one of these zones six hours of the day are gone.
    zones = zone_at(12), zone_at(2)
    with erasing():
        Judgment.objects.update(received_at=Now() - timedelta(hours=6))
    found = [bob.client.get(f"{bob.base}/queue", {"zone": zone}).json() for zone in zones]
    assert [one["today"]["submitted"] for one in found] == [1, 0]
    refused = bob.client.get(f"{bob.base}/queue?zone=Mars")
    assert error_code(refused) == (422, "invalid")
    assert "IANA time zone" in refused.json()["error"]["message"]


def test_history_is_ones_own_newest_first() -> None:
    cast = make_workplace()
    for number in range(3):
        prompt = make_prompt(cast.project, f"{number}: " + "why? " * 100, group_key="one")
        make_ranking_task(cast.project, prompt, overlap=2)
    bob = Desk(cast.bob, cast.project)
    done = [bob.work() for _ in range(3)]
    Desk(cast.dana, cast.project).work()
    opened_earlier()
    first = bob.client.get(f"{bob.base}/history?limit=2").json()
    item = first["items"][0]
    assert len(item.pop("prompt_excerpt")) == 200
    assert item.pop("submitted_at") is not None
    assert item.pop("edited_at") is None
    assert item == {
        "judgment_id": str(done[2].public_id),
        "assignment_id": str(done[2].assignment.public_id),
        "kind": "ranking",
        "active_seconds": 40,
        "edit_seconds": 0,
        "guideline_number": "1.0",
        "revision": 1,
        "frozen_in": 0,
        "voided": False,
    }
    rest = bob.client.get(f"{bob.base}/history?cursor={first['next_cursor']}").json()
    ids = [one["judgment_id"] for one in first["items"] + rest["items"]]
    assert ids == [str(one.public_id) for one in reversed(done)]
    assert rest["next_cursor"] is None
    stranger = Desk(cast.charlie, cast.project).client.get(f"{bob.base}/history")
    assert error_code(stranger) == (404, "not_found")


def test_home_history_ledger_and_reviewers_tell_one_time() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    make_ranking_task(cast.project)
    bob, rita = Desk(cast.bob, cast.project), Desk(cast.rita, cast.project)
    judgment = bob.work()
    body = submission(ranking_answer([["C"], ["A"], ["B"]]), active_seconds=16)
    bob.client.send("post", f"/api/judgments/{judgment.public_id}/revise", body)
    bob.post(bob.claim(), "skip", {"reason": "unclear", "active_seconds": 9})
    opened_earlier()
    [item] = bob.client.get(f"{bob.base}/history").json()["items"]
    assert (item["active_seconds"], item["edit_seconds"]) == (40, 16)
    assert item["submitted_at"] < item["edited_at"]
    [listed] = rita.client.get(f"{rita.base}/judgments").json()["items"]
    assert (listed["active_seconds"], listed["edit_seconds"], listed["revision"]) == (40, 16, 2)
    shown = rita.client.get(f"/api/tasks/{listed['task_id']}").json()["judgments"]
    assert [(one["active_seconds"], one["edit_seconds"]) for one in shown] == [(40, 16)]
    zone = zone_at(12)
    today = bob.client.get(f"{bob.base}/queue", {"zone": zone}).json()["today"]
    assert today == {"submitted": 1, "revised": 1, "active_seconds": 65}
    day = timezone.now().astimezone(ZoneInfo(zone)).date().isoformat()
    asked = {"from": day, "to": day, "zone": zone}
    totals = bob.client.get(f"{bob.base}/ledger", asked).json()["totals"]
    assert (totals["submitted"], totals["revised"], totals["active_seconds"]) == (1, 1, 65)
    person = rita.client.get(f"{rita.base}/people/{cast.bob.public_id}").json()
    assert (person["judgments"], person["skips"], person["active_seconds"]) == (1, 1, 65)
    assert sum(week["active_seconds"] for week in person["weeks"]) == 65


def test_reviewers_list_everybodys_judgments_and_labelers_do_not(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_workplace()
    ranking = make_ranking_task(cast.project, overlap=2)
    demonstration = make_demonstration_task(cast.project)
    answer = ranking_answer([["B"], ["A", "C"]], notes="hm")
    bob = Desk(cast.bob, cast.project)
    by_bob = bob.work(answer, kinds=["ranking"])
    by_dana = Desk(cast.dana, cast.project).work({"text": "So."}, kinds=["demonstration"])
    rita = Desk(cast.rita, cast.project)
    opened_earlier()
    with django_assert_max_num_queries(9):
        response = rita.client.get(f"{rita.base}/judgments")
    items = response.json()["items"]
    assert [item["id"] for item in items] == [str(by_dana.public_id), str(by_bob.public_id)]
    assert items[0]["answer"] == {"prompt_fields": {}, "notes": "", "text": "So."}
    task = LabelingTask.objects.get(pk=ranking)
    items[1].pop("submitted_at")
    assert task.prompt is not None
    assert items[1] == {
        "id": str(by_bob.public_id),
        "kind": "ranking",
        "labeler": {"id": str(cast.bob.public_id), "name": "Bob"},
        "active_seconds": 40,
        "edit_seconds": 0,
        "revision": 1,
        "guideline_number": "1.0",
        "task_id": str(task.public_id),
        "page_task_id": str(task.public_id),
        "prompt_excerpt": task.prompt.content.body["messages"][0]["content"],
        "counted": True,
        "gold_check": False,
        "voided": False,
        "edit": None,
        "answer": answer,
    }
    one = LabelingTask.objects.get(pk=demonstration).public_id
    by_task = rita.client.get(f"{rita.base}/judgments?task={one}").json()["items"]
    by_kind = rita.client.get(f"{rita.base}/judgments?kind=demonstration").json()["items"]
    assert [item["id"] for item in by_task] == [item["id"] for item in by_kind]
    assert rita.client.get(f"{rita.base}/judgments?task=7").status_code == 422
    for user in (cast.bob, cast.dana):
        path = f"{rita.base}/judgments?labeler={user.public_id}"
        names = [item["labeler"]["name"] for item in rita.client.get(path).json()["items"]]
        assert names == [
            item["labeler"]["name"]
            for item in items
            if item["labeler"]["id"] == str(user.public_id)
        ]
    assert rita.client.get(f"{rita.base}/judgments?labeler=bob").status_code == 422
    for stranger in (bob, Desk(cast.charlie, cast.project)):
        refused = stranger.client.get(f"{rita.base}/judgments")
        assert error_code(refused) == (404, "not_found")


def test_a_judgment_is_seen_by_its_author_and_by_reviewers() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    answer = ranking_answer([["B"], ["A", "C"]], prompt_fields={"ambiguous": False})
    judgment = bob.work(answer)
    path = f"/api/judgments/{judgment.public_id}"
    seen = bob.client.get(path).json()
    assignment = bob.client.get(f"/api/assignments/{judgment.assignment.public_id}").json()
    assert seen.pop("submitted_at") is not None
    assert seen == {
        "id": str(judgment.public_id),
        "assignment": assignment,
        "answer": answer,
        "revision": 1,
        "counted": True,
        "active_seconds": 40,
        "labeler": {"id": str(cast.bob.public_id), "name": "Bob"},
    }
    assert assignment["state"] == "submitted"
    assert Desk(cast.rita, cast.project).client.get(path).status_code == 200
    for stranger in (cast.dana, cast.charlie):
        refused = Desk(stranger, cast.project).client.get(path)
        assert error_code(refused) == (404, "not_found")
