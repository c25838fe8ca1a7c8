"""The reviewers' queue: what needs a look, how much, and in what order."""

from typing import Any

import pytest

from labeling.assignments.models import PromptForm, TaskSignal
from labeling.assignments.services.brief import prompt_brief_create
from labeling.assignments.services.signals import task_signals_refresh
from labeling.assignments.tasks import pair_outcomes_fold_task
from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.labeling.work import (
    Desk,
    by_completion,
    make_ranking_task,
    make_workplace,
    ranking_answer,
)

pytestmark = pytest.mark.django_db


def judge(cast: Cast, *orders: list[int], **ratings: Any) -> None:
    """Bob, Dana and Rita rank the next task in these orders."""
    for user, order in zip((cast.bob, cast.dana, cast.rita), orders, strict=False):
        desk = Desk(user, cast.project)
        assignment = desk.claim()
        answer = ranking_answer(by_completion(assignment, order))
        answer["ratings"][by_completion(assignment, [0])[0][0]] |= ratings.get(user.name, {})
        assert desk.submit(assignment, answer).status_code == 201


def queue_of(cast: Cast, query: str = "") -> Any:
    """Return the queue as Rita reads it."""
    path = f"/api/projects/{cast.project.public_id}/review-queue{query}"
    return JsonClient(cast.rita).get(path).json()


def test_disagreement_comes_first_and_agreement_not_at_all() -> None:
    cast = make_workplace()
    tasks = []
    for second in ([0, 1, 2], [0, 2, 1], [2, 1, 0]):
        tasks.append(make_ranking_task(cast.project, overlap=2))
        judge(cast, [0, 1, 2], second)
    assert queue_of(cast)["items"] == [], "nothing is folded yet"
    pair_outcomes_fold_task()
    body = queue_of(cast)
    assert [item["disagreement"] for item in body["items"]] == [1.0, pytest.approx(1 / 3)]
    assert body["open"] == 2
    assert body["next_cursor"] is None
    first = body["items"][0]
    assert set(first) == {
        "task_id", "kind", "prompt_excerpt", "need", "judgments", "overlap", "places_open",
        "disagreement", "spread", "contested_flags", "unclear_skips", "settled",
    }  # fmt: skip
    assert (first["judgments"], first["overlap"], first["places_open"]) == (2, 2, 0)
    assert TaskSignal.objects.get(task_id=tasks[0]).need == 0


def test_flags_set_by_one_and_ratings_far_apart_are_told() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    judge(
        cast,
        [0, 1, 2],
        [0, 1, 2],
        Bob={"overall": 1, "flags": ["hallucination"]},
        Dana={"overall": 6, "flags": []},
    )
    pair_outcomes_fold_task()
    [item] = queue_of(cast)["items"]
    assert (item["disagreement"], item["spread"]) == (0.0, 5)
    assert item["contested_flags"] == ["hallucination"]
    assert item["need"] == pytest.approx(0.5 * 5 / 6 + 0.5 / 4)
    assert queue_of(cast, "?cause=flags")["items"] == [item]
    assert queue_of(cast, "?cause=disagreement")["items"] == []
    assert queue_of(cast, "?kind=comparison")["items"] == []


def test_a_task_that_two_people_could_make_nothing_of_needs_a_look() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    for user, reason in ((cast.bob, "unclear"), (cast.dana, "broken")):
        desk = Desk(user, cast.project)
        assert desk.post(desk.claim(), "skip", {"reason": reason}).status_code == 200
        task_signals_refresh()
        assert len(queue_of(cast)["items"]) == (user == cast.dana), "one alone is no signal"
    assert queue_of(cast)["items"][0]["unclear_skips"] == 2


def test_the_queue_is_paged_and_costs_the_same_however_long_it_is(
    django_assert_num_queries: Any,
) -> None:
    cast = make_workplace()
    for second in ([0, 2, 1], [2, 1, 0], [1, 0, 2], [2, 0, 1], [2, 1, 0]):
        make_ranking_task(cast.project, overlap=2)
        judge(cast, [0, 1, 2], second)
    pair_outcomes_fold_task()
    rita = JsonClient(cast.rita)
    path = f"/api/projects/{cast.project.public_id}/review-queue?limit=2"
    seen: list[Any] = []
    cursor = ""
    for expected in (2, 2, 1):
        with django_assert_num_queries(5):  # session, user, membership, page, count
            body = rita.get(f"{path}&cursor={cursor}").json()
        assert len(body["items"]) == expected
        seen += body["items"]
        cursor = body["next_cursor"]
    assert cursor is None
    assert len({item["task_id"] for item in seen}) == 5
    needs = [item["need"] for item in seen]
    assert needs == sorted(needs, reverse=True)


def test_outsiders_and_labelers_get_no_queue_and_wrong_queries_are_named() -> None:
    cast = make_workplace()
    path = f"/api/projects/{cast.project.public_id}/review-queue"
    for stranger in (cast.bob, cast.charlie):
        assert error_code(JsonClient(stranger).get(path)) == (404, "not_found")
    for query in ("?state=x", "?cause=x", "?kind=x", "?cursor=x", "?cursor=WzFd", "?limit=0"):
        assert error_code(JsonClient(cast.rita).get(path + query)) == (422, "invalid")


def test_every_task_in_the_queue_has_a_page() -> None:
    cast = make_workplace()
    brief: dict[str, Any] = {"form": PromptForm.PLAIN, "count": 1, "use_case": "open_qa"}
    prompt_brief_create(project=cast.project, by=cast.alice, **brief)
    make_ranking_task(cast.project)
    for user in (cast.bob, cast.dana):
        desk = Desk(user, cast.project)
        for kind in ("prompt", "ranking"):
            desk.post(desk.claim(kinds=[kind]), "skip", {"reason": "unclear"})
    task_signals_refresh()
    assert TaskSignal.objects.filter(need__gt=0).count() == 2
    body = queue_of(cast)
    assert [item["kind"] for item in body["items"]] == ["ranking"]
    assert body["open"] == 1
    page = JsonClient(cast.rita).get(f"/api/tasks/{body['items'][0]['task_id']}")
    assert page.status_code == 200
