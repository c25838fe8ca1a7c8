"""What a hostile page may send: refused with a clear error, whatever it is, and nothing stored.

The test client raises what a server would answer with 500.
"""

from typing import Any

import pytest

from labeling.assignments.models import Assignment, Draft, Judgment, TaskKind
from tests.labeling.assignments.test_prompt_writing import ordered, prompt_answer
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)

pytestmark = pytest.mark.django_db
NUL, HALF = "a\x00b", "a\ud800b"
HUGE = 10**30

RANKINGS: list[Any] = [
    None,
    [],
    "A",
    {},
    ranking_answer(notes=NUL),
    ranking_answer(notes=HALF),
    ranking_answer(reason=NUL),
    ranking_answer(prompt_fields={NUL: True}),
    ranking_answer(prompt_fields={"no_such_field": True}),
    ranking_answer([["A"], ["B"], ["C"], ["A"]]),
    ranking_answer([["A"], ["B"], ["D"]]),
    ranking_answer([["A"], ["B"]]),
    ranking_answer([["A", "A"], ["B"], ["C"]]),
    ranking_answer([["A"], ["B"], [NUL]]),
    ranking_answer([]),
    ranking_answer(strength="better"),
    ranking_answer(edited="Mine is better."),
    ranking_answer(both_bad=True),
    ranking_answer(cannot_rank="other"),
    ranking_answer(warnings=["hurry"]),
    ranking_answer(ratings={"A": {"overall": HUGE}, "B": {"overall": 4}, "C": {"overall": 4}}),
    ranking_answer(ratings={"A": {"overall": 0}, "B": {"overall": 4}, "C": {"overall": 4}}),
    ranking_answer(ratings={slot: {"overall": 4, "flags": [NUL]} for slot in "ABC"}),
    ranking_answer(ratings={slot: {"overall": 4, "flags": ["made_up"]} for slot in "ABC"}),
    ranking_answer(ratings={slot: {"overall": 4, "flags": []} for slot in "ABCD"}),
    ranking_answer(user="somebody else"),
    ranking_answer(strength=HALF),
    ranking_answer(prompt_fields={HALF: True}),
    ranking_answer(ratings={HALF: {"overall": 4}}),
    ranking_answer(ratings={NUL: {"overall": 4}}),
    {**ranking_answer(), HALF: 1},
]
BODIES: list[dict[str, Any]] = [
    {"submission_id": "mine"},
    {"active_seconds": HUGE},
    {"active_seconds": -1},
    {"wall_seconds": HUGE},
    {"active_seconds": "NaN"},
    {"occurred_at": "yesterday"},
    {"occurred_at": "0001-01-01T00:00:00+14:00"},
    {"occurred_at": "9999-12-31T23:59:59-14:00"},
    {"interface_version": NUL},
    {"counted": True},
    {"occurred_at": HALF},
    {"submission_id": HALF},
    {HALF: 1},
]


@pytest.mark.parametrize("answer", RANKINGS)
def test_a_ranking_that_is_none_is_refused(answer: Any) -> None:
    cast = make_workplace(comparison_edits=True)
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    refused = bob.post(mine, "submit", submission(ranking_answer()) | {"answer": answer})
    assert refused.status_code == 422, refused.content
    assert not Judgment.objects.exists()
    assert bob.submit(mine).status_code == 201, "and costs nothing"


@pytest.mark.parametrize("fields", BODIES)
def test_a_submission_that_is_none_is_refused(fields: dict[str, Any]) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    refused = bob.post(mine, "submit", submission(ranking_answer()) | fields)
    assert refused.status_code == 422, refused.content
    assert not Judgment.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        {"text": NUL},
        {"text": HALF},
        {"text": "So.", "notes": NUL},
        {"text": "So.", "writing": {"pastes": HUGE, "pasted_characters": 0, "typed_characters": 0}},
        {"text": ["So."]},
        {"turns": [{"role": "system", "content": "So."}]},
        {"turns": []},
        ranking_answer(),
    ],
)
def test_a_demonstration_that_is_none_is_refused(answer: Any) -> None:
    cast = make_workplace()
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    refused = bob.submit(bob.claim(), answer)
    assert refused.status_code == 422, refused.content
    assert not Judgment.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        prompt_answer(NUL),
        prompt_answer(HALF),
        prompt_answer(use_case=NUL),
        prompt_answer(examples=[{"query": NUL, "response": "b"}]),
        prompt_answer(examples="many"),
    ],
)
def test_a_prompt_that_is_none_is_refused(answer: Any) -> None:
    cast = make_workplace()
    ordered(cast, use_case="")
    bob = Desk(cast.bob, cast.project)
    refused = bob.submit(bob.claim(kinds=["prompt"]), answer)
    assert refused.status_code == 422, refused.content
    assert not Judgment.objects.exists()


@pytest.mark.parametrize("revision", ["", "one", "-1", "1.5", "²", '"1', "9" * 40, "null", "W/"])
def test_a_draft_over_no_revision_is_refused(revision: str) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    path = f"/api/assignments/{bob.claim()['id']}/draft"
    refused = bob.client.send("put", path, {"content": {}}, headers={"If-Match": revision})
    assert refused.status_code in {409, 422}, refused.content
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "content", [None, [], "text", {"notes": NUL}, {NUL: 1}, {"a": {"b": [HALF]}}]
)
def test_a_draft_that_cannot_be_stored_is_refused(content: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    path = f"/api/assignments/{bob.claim()['id']}/draft"
    refused = bob.client.send("put", path, {"content": content}, headers={"If-Match": "0"})
    assert refused.status_code == 422, refused.content
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("heartbeat", {"active_seconds": HUGE}),
        ("heartbeat", {"active_seconds": -5}),
        ("heartbeat", {}),
        ("skip", {"reason": "lazy"}),
        ("skip", {"reason": "other", "note": NUL}),
        ("skip", {"reason": "other", "active_seconds": HUGE}),
        ("skip", []),
        ("skip", {"reason": HALF}),
    ],
)
def test_what_ends_or_renews_nothing_is_refused(action: str, body: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert bob.post(mine, action, body).status_code == 422
    assert Assignment.objects.get().state == "leased"


@pytest.mark.parametrize(
    "body",
    [
        {"kinds": "ranking"},
        {"kinds": ["magic"]},
        {"kinds": [NUL]},
        {"kinds": [HALF]},
        {"exclude": [HALF]},
        {"exclude": ["x"]},
        {"exclude": [None]},
        {"prefetch": "perhaps"},
        {"user": "somebody"},
    ],
)
def test_a_claim_that_is_none_is_refused(body: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    assert Desk(cast.bob, cast.project).next(**body).status_code == 422
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("action", ["submit", "draft"])
def test_a_body_nested_without_end_is_refused(action: str) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    path = f"/api/assignments/{bob.claim()['id']}/{action}"
    deep = '{"content": {"a": ' + "[" * 50_000 + "]" * 50_000 + "}}"
    send = bob.client.put if action == "draft" else bob.client.post
    refused = send(path, deep, content_type="application/json", headers={"If-Match": "0"})
    assert refused.status_code in {400, 422}, refused.content


def test_reviews_are_not_claimed_and_nobody_is_listed_by_a_made_up_cursor() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert bob.next(kinds=[TaskKind.REVIEW]).json()["assignment"] is None
    for cursor in ("x", NUL, "9" * 400, "AAAA", "²"):
        listed = bob.client.get(f"{bob.base}/history", {"cursor": cursor})
        assert listed.status_code == 422, (cursor, listed.content)
