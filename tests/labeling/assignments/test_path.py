"""One task from the claim to the judgment, over HTTP."""

import pytest

from labeling.assignments.models import Judgment, TaskPlace
from tests.factories import make_cast, make_guideline
from tests.labeling.work import (
    client_of,
    make_demonstration_task,
    make_eligible,
    make_ranking_task,
    ranking_answer,
    send,
    submission,
)


@pytest.mark.django_db
def test_a_ranking_goes_from_next_to_a_judgment() -> None:
    cast = make_cast(shared_sample_share=0.0)
    project = cast.project
    make_guideline(project, cast.alice, [cast.bob])
    make_eligible(project, cast.bob)
    task_id = make_ranking_task(project)
    bob = client_of(cast.bob)
    base = f"/api/projects/{project.public_id}"

    got = send(bob, "post", f"{base}/assignments/next", {})
    assert got.status_code == 200, got.json()
    assignment = got.json()["assignment"]
    slots = [slot["slot"] for slot in assignment["slots"]]
    assert slots == ["A", "B", "C"]

    path = f"/api/assignments/{assignment['id']}"
    saved = send(bob, "put", f"{path}/draft", {"content": {"notes": "x"}}, **{"If-Match": '"0"'})
    assert saved.status_code == 200, saved.json()
    assert saved.json()["revision"] == 1

    body = submission(ranking_answer(slots, [["B"], ["A", "C"]]))
    done = send(bob, "post", f"{path}/submit", body)
    assert done.status_code == 201, done.json()
    assert done.json()["counted"] is True
    again = send(bob, "post", f"{path}/submit", body)
    assert again.status_code == 200
    assert again.json() == done.json()

    judgment = Judgment.objects.get()
    assert judgment.ratings.count() == 3
    assert TaskPlace.objects.get(task_id=task_id).filled
    nothing = send(bob, "post", f"{base}/assignments/next", {})
    assert nothing.json() == {"assignment": None, "reason": "no_more_tasks"}
    history = bob.get(f"{base}/history").json()["items"]
    assert [item["judgment_id"] for item in history] == [done.json()["judgment_id"]]
    queue = bob.get(f"{base}/queue").json()
    assert queue["today"] == {"submitted": 1, "active_seconds": 40}
    one = bob.get(f"/api/judgments/{judgment.public_id}").json()
    assert one["answer"]["ranking"] == [["B"], ["A", "C"]]


@pytest.mark.django_db
def test_a_demonstration_goes_from_next_to_a_completion() -> None:
    cast = make_cast()
    make_eligible(cast.project, cast.bob)
    make_demonstration_task(cast.project)
    bob = client_of(cast.bob)

    got = send(bob, "post", f"/api/projects/{cast.project.public_id}/assignments/next", {})
    assignment = got.json()["assignment"]
    assert assignment["slots"] == []
    answer = {"text": "Because *so*.", "prompt_fields": {"ambiguous": True}, "notes": "hm"}
    path = f"/api/assignments/{assignment['id']}/submit"
    done = send(bob, "post", path, submission(answer))
    assert done.status_code == 201, done.json()

    judgment = Judgment.objects.get()
    assert judgment.demonstration is not None
    assert judgment.demonstration.content.body["text"] == "Because *so*."
    assert judgment.demonstration.author == cast.bob
