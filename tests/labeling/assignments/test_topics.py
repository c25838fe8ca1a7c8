"""Refusing topics: the claim, the queue's counts, and what was fetched ahead."""

from typing import Any

import pytest

from labeling.assignments.models import LabelingTask, TaskPlace, TopicRefusal
from labeling.assignments.services.overlap import task_overlap_raise
from labeling.prompts.models import Prompt
from tests.clients import error_code
from tests.factories import make_prompt
from tests.labeling.assignments.test_prompt_writing import ordered, prompt_answer
from tests.labeling.work import Desk, make_ranking_task, make_workplace

pytestmark = pytest.mark.django_db


def refuse(desk: Desk, *topics: str) -> Any:
    return desk.client.send("put", f"{desk.base}/topics", {"refused": list(topics)})


def test_a_place_carries_the_topics_of_its_prompt() -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project, sensitive=True, use_case="rewrite", expertise=["law", "tax"])
    task = make_ranking_task(cast.project, prompt)
    plain = make_ranking_task(cast.project, make_prompt(cast.project, use_case=""))
    task_overlap_raise(task=LabelingTask.objects.get(pk=task), overlap=2, by=cast.rita)
    topics = ["sensitive", "use_case:rewrite", "tag:law", "tag:tax"]
    assert (
        list(TaskPlace.objects.filter(task=task).values_list("topics", flat=True)) == [topics] * 2
    )
    assert TaskPlace.objects.get(task=plain).topics == []


def test_sensitive_content_can_be_refused_before_there_is_any() -> None:
    cast = make_workplace()
    bob = Desk(cast.bob, cast.project)
    found = bob.client.get(f"{bob.base}/topics").json()
    assert found == {"topics": [{"topic": "sensitive", "tasks": 0, "refused": False}]}


def test_a_refused_topic_is_never_claimed_and_others_still_get_it() -> None:
    cast = make_workplace()
    kinds: tuple[dict[str, Any], ...] = (
        {"sensitive": True},
        {"use_case": "rewrite"},
        {"expertise": ["law"]},
    )
    for fields in kinds:
        make_ranking_task(cast.project, make_prompt(cast.project, **{"use_case": "", **fields}))
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    assert refuse(bob, "sensitive", "tag:law").json() == {
        "topics": [
            {"topic": "sensitive", "tasks": 1, "refused": True},
            {"topic": "tag:law", "tasks": 1, "refused": True},
            {"topic": "use_case:rewrite", "tasks": 1, "refused": False},
        ]
    }
    assert bob.claim()["prompt"]["use_case"] == "rewrite"
    bob_next = bob.next(exclude=[bob.claim()["id"]]).json()
    assert bob_next == {"assignment": None, "reason": "no_more_tasks"}
    [ranking] = [
        kind
        for kind in bob.client.get(f"{bob.base}/queue").json()["kinds"]
        if kind["kind"] == "ranking"
    ]
    assert ranking["available"] == 0
    seen = [dana.claim()["id"]]
    seen.append(dana.claim(exclude=seen)["id"])
    assert len(set(seen)) == 2
    # Changing one's mind brings the work back.
    refuse(bob)
    refused = TopicRefusal.objects.get(user=cast.bob)
    assert refused.topics == []


def test_an_order_for_prompts_has_its_topics_and_is_not_offered_to_who_refuses_them() -> None:
    cast = make_workplace()
    ordered(
        cast,
        use_case="rewrite",
        count=1,
        sensitive=True,
        makes_demonstrations=True,
        instructions="Be rude.",
        priority=1,
    )
    ordered(cast, use_case="", count=1)
    [open_place, place] = TaskPlace.objects.order_by("-pk")
    assert (place.topics, open_place.topics) == (["sensitive", "use_case:rewrite"], [])
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    for topic in ("sensitive", "use_case:rewrite"):
        refuse(bob, topic)
        mine = bob.claim(kinds=["prompt"])
        assert mine["brief"]["use_case"] == ""
        assert bob.next(kinds=["prompt"], exclude=[mine["id"]]).json()["assignment"] is None
    refuse(bob, "sensitive")
    theirs = dana.claim(kinds=["prompt"])
    assert theirs["prompt"]["sensitive"] is True, "behind the veil, as what is made of it"
    [held] = dana.client.get(f"{dana.base}/queue").json()["held"]
    assert (held["sensitive"], held["prompt_excerpt"]) == (True, "")
    dana.submit(theirs, prompt_answer("Say something rude."))
    assert Prompt.objects.get().sensitive is True
    assert bob.next(kinds=["demonstration"]).json()["assignment"] is None, "nor what is made of it"
    assert dana.next(kinds=["demonstration"]).json()["assignment"] is not None


def test_what_was_fetched_ahead_goes_back_and_what_is_on_screen_stays() -> None:
    cast = make_workplace()
    for _ in range(2):
        make_ranking_task(cast.project, make_prompt(cast.project, sensitive=True, use_case=""))
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    opened = bob.claim()
    ahead = bob.claim(prefetch=True, exclude=[opened["id"]])
    assert dana.next().json()["assignment"] is None
    refuse(bob, "sensitive")
    assert dana.claim()["kind"] == "ranking"
    assert error_code(bob.post(ahead, "open")) == (409, "assignment_expired")
    assert bob.post(opened, "heartbeat", {"active_seconds": 3}).status_code == 200
    assert bob.submit(opened).json()["counted"] is True


def test_what_is_no_topic_is_said_clearly_and_strangers_get_404() -> None:
    cast = make_workplace()
    bob = Desk(cast.bob, cast.project)
    response = refuse(bob, "violence")
    assert error_code(response) == (422, "invalid")
    assert "use_case:NAME" in response.json()["error"]["message"]
    charlie = Desk(cast.charlie, cast.project)
    assert error_code(refuse(charlie, "sensitive")) == (404, "not_found")
    assert error_code(charlie.client.get(f"{charlie.base}/topics")) == (404, "not_found")
    # Nobody sees another's, an admin neither.
    refuse(bob, "tag:law")
    alice = Desk(cast.alice, cast.project)
    nothing = {"topic": "sensitive", "tasks": 0, "refused": False}
    assert alice.client.get(f"{alice.base}/topics").json() == {"topics": [nothing]}


def test_what_was_given_back_does_not_come_again_until_the_topic_is_taken_again() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, make_prompt(cast.project, sensitive=True, use_case=""))
    bob = Desk(cast.bob, cast.project)
    ahead = bob.claim(prefetch=True)
    refuse(bob, "sensitive")
    assert bob.next().json() == {"assignment": None, "reason": "no_more_tasks"}
    assert error_code(bob.post(ahead, "open")) == (409, "assignment_expired")
    refuse(bob)
    assert bob.claim()["id"] == ahead["id"]
