"""One's own page: done, agreement with others and with their consensus."""

from typing import Any

import pytest

from labeling.assignments.models import Pause
from labeling.assignments.selectors.own import own_standing
from tests.clients import error_code
from tests.labeling.work import Desk, by_completion, make_ranking_task, make_workplace

pytestmark = pytest.mark.django_db


def rank(desk: Desk, best_first: list[int]) -> None:
    mine = desk.claim()
    groups = by_completion(mine, best_first)
    ratings = {slot: {"overall": 4, "flags": []} for group in groups for slot in group}
    answer = {"ranking": groups, "ratings": ratings, "prompt_fields": {}, "notes": ""}
    assert desk.submit(mine, answer).status_code == 201


def own(desk: Desk) -> Any:
    return desk.client.get(f"{desk.base}/me").json()


def test_it_tells_what_was_done_and_how_it_agrees(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace(shared_sample_share=1.0, shared_sample_overlap=3)
    make_ranking_task(cast.project)
    bob, dana, rita = (Desk(one, cast.project) for one in (cast.bob, cast.dana, cast.rita))
    # Two say 0 > 1 > 2. Bob turns the last two round: two of three pairs are theirs.
    rank(dana, [0, 1, 2])
    rank(rita, [0, 1, 2])
    rank(bob, [0, 2, 1])
    make_ranking_task(cast.project)
    bob.post(bob.claim(), "skip", {"reason": "distressing"})
    with django_assert_max_num_queries(9):
        body = own(bob)
    assert body["done"] == [{"kind": "ranking", "submitted": 1, "skipped": 1}]
    figures = body["agreement"]
    assert figures["with_others"]["n"] == 6
    assert figures["with_others"]["value"] == pytest.approx(2 / 3)
    assert figures["with_consensus"]["n"] == 3
    assert figures["with_consensus"]["value"] == pytest.approx(2 / 3)
    assert own(dana)["agreement"]["with_consensus"]["n"] == 2  # bob and rita cancel on one pair
    assert body["paused"] is None


def test_the_consensus_is_that_of_the_newest_tasks_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    cast = make_workplace(shared_sample_share=1.0, shared_sample_overlap=3)
    bob, dana, rita = (Desk(one, cast.project) for one in (cast.bob, cast.dana, cast.rita))
    for mine in ([2, 1, 0], [0, 1, 2], [0, 2, 1]):
        make_ranking_task(cast.project)
        rank(dana, [0, 1, 2])
        rank(rita, [0, 1, 2])
        rank(bob, mine)
    everything = own(bob)["agreement"]
    assert everything["with_consensus"]["n"] == 9
    monkeypatch.setattr("labeling.assignments.selectors.own.SAMPLE", 2)
    with django_assert_num_queries(6):
        newest = own_standing(project_id=cast.project.pk, user_id=cast.bob.pk)["agreement"]
    assert newest["with_others"] == everything["with_others"]
    assert newest["with_consensus"]["n"] == 6
    assert newest["with_consensus"]["value"] == pytest.approx(5 / 6)


def test_without_work_there_are_no_figures_and_a_pause_has_its_reason() -> None:
    cast = make_workplace()
    Pause.objects.create(project=cast.project, user=cast.bob, reason="Let us talk first.")
    body = own(Desk(cast.bob, cast.project))
    assert (body["done"], body["paused"]) == ([], "Let us talk first.")
    for figure in body["agreement"].values():
        assert (figure["n"], figure["value"]) == (0, None)
    charlie = Desk(cast.charlie, cast.project)
    assert error_code(charlie.client.get(f"{charlie.base}/me")) == (404, "not_found")
