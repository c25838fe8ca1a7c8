"""Live agreement figures, and what they rest on."""

from typing import Any

import pytest

from labeling.agreement import RankingRecord, TieRule, agreement_among, agreement_by_labeler
from labeling.assignments.models import (
    AgreementSum,
    AgreementTotal,
    Judgment,
    LabelingTask,
    PairOutcome,
)
from labeling.assignments.selectors import ratings
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.assignments.tasks import pair_outcomes_fold_task
from tests.clients import error_code
from tests.factories import Cast, make_project
from tests.labeling.work import (
    Desk,
    by_completion,
    make_ranking_task,
    make_workplace,
    ranking_answer,
)
from touchstone.projects.models import Project

pytestmark = pytest.mark.django_db

ORDERS = [
    ([0, 1, 2], [0, 1, 2], [0, 2, 1]),
    ([0, 1, 2], [2, 1, 0], [0, 1, 2]),
    ([1, 0, 2], [1, 0, 2], [1, 2, 0]),
    ([2, 1, 0], [2, 0, 1], [0, 1, 2]),
]


def _labeled(**project_fields: Any) -> Cast:
    """Three people rank four tasks; the last task only Bob and Dana."""
    cast = make_workplace(**{"shared_sample_share": 1.0, **project_fields})
    desks = [Desk(user, cast.project) for user in (cast.bob, cast.dana, cast.rita)]
    for task_number, orders in enumerate(ORDERS):
        make_ranking_task(cast.project)
        for person, (desk, order) in enumerate(zip(desks, orders, strict=True)):
            if (task_number, person) == (3, 2):
                continue
            assignment = desk.claim()
            ranking = by_completion(assignment, order)
            if (task_number, person) == (1, 0):
                ranking = [ranking[0] + ranking[1], ranking[2]]
            answer = ranking_answer(ranking)
            answer["ratings"][ranking[0][0]] = {"overall": 7, "flags": ["hallucination"]}
            assert desk.submit(assignment, answer).status_code == 201
    return cast


def _records(project: Project) -> list[RankingRecord]:
    return [
        RankingRecord(one.task_id, one.prompt_id, one.user_id, one.ranking or [])
        for one in Judgment.objects.filter(project=project)
    ]


def test_the_figures_are_those_of_the_agreement_package(
    django_assert_max_num_queries: Any,
) -> None:
    cast = _labeled()
    rita = Desk(cast.rita, cast.project)
    with django_assert_max_num_queries(14):
        response = rita.client.get(f"{rita.base}/agreement")
    body = response.json()
    records = _records(cast.project)
    for rule in TieRule:
        expected = agreement_among(records, rule=rule).as_dict()
        assert body["by_tie_rule"][rule.value] == expected
    assert body["headline"] == body["by_tie_rule"]["excluded"] == body["all"]
    assert body["headline"]["n_clusters"] == 4
    assert body["headline"]["coverage"] == 1.0
    labelers = agreement_by_labeler(records, rule=TieRule.EXCLUDED)
    assert body["by_labeler"] == [
        {
            "labeler": {"id": str(user.public_id), "name": user.name},
            "figure": labelers[user.pk].as_dict(),
        }
        for user in sorted((cast.bob, cast.dana, cast.rita), key=lambda one: one.pk)
    ]


def test_folding_changes_no_figure_and_outcomes_are_folded_once() -> None:
    cast = _labeled()
    rita = Desk(cast.rita, cast.project)
    before = rita.client.get(f"{rita.base}/agreement").json()
    assert not AgreementTotal.objects.exists()
    assert pair_outcomes_fold(batch=4) == 10
    assert pair_outcomes_fold() == 0
    assert not PairOutcome.objects.filter(folded=False).exists()
    assert AgreementSum.objects.get(user=None, shared_only=True, rule="half").n_clusters == 4
    assert rita.client.get(f"{rita.base}/agreement").json() == before


def test_a_prompt_whose_outcomes_come_in_parts_counts_as_one_cluster() -> None:
    cast = make_workplace(shared_sample_share=1.0)
    make_ranking_task(cast.project)
    rita = Desk(cast.rita, cast.project)
    for user, order in ((cast.bob, [0, 1, 2]), (cast.dana, [2, 1, 0]), (cast.alice, [0, 2, 1])):
        desk = Desk(user, cast.project)
        assignment = desk.claim()
        answer = ranking_answer(by_completion(assignment, order))
        assert desk.submit(assignment, answer).status_code == 201
        live = rita.client.get(f"{rita.base}/agreement").json()["by_tie_rule"]
        expected = agreement_among(_records(cast.project), rule=TieRule.STRICT).as_dict()
        assert {**live["strict"], "coverage": expected["coverage"]} == expected
        pair_outcomes_fold()
        assert rita.client.get(f"{rita.base}/agreement").json()["by_tie_rule"] == live


def test_the_headline_is_the_shared_samples_alone() -> None:
    cast = _labeled()
    desks = [Desk(user, cast.project) for user in (cast.bob, cast.dana)]
    cast.project.shared_sample_share = 0.0
    make_ranking_task(cast.project, overlap=2)
    for desk in desks:
        assignment = desk.claim()
        ranking = by_completion(assignment, [0, 1, 2])
        assert desk.submit(assignment, ranking_answer(ranking)).status_code == 201
    rita = Desk(cast.rita, cast.project)
    pair_outcomes_fold_task()
    body = rita.client.get(f"{rita.base}/agreement").json()
    outside = LabelingTask.objects.get(in_shared_sample=False).pk
    records = _records(cast.project)
    shared = [record for record in records if record.task != outside]
    assert body["headline"] == agreement_among(shared, rule=TieRule.EXCLUDED).as_dict()
    assert body["all"] == agreement_among(records, rule=TieRule.EXCLUDED).as_dict()
    assert body["all"]["n"] == body["headline"]["n"] + 3


def test_ratings_and_flags_are_compared_on_a_bounded_sample(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = _labeled()
    rita = Desk(cast.rita, cast.project)
    body = rita.client.get(f"{rita.base}/agreement").json()
    assert body["likert_alpha"]["definition"] == "krippendorff_alpha_interval"
    assert body["likert_alpha"]["n"] == 33
    flags = {flag["flag"]: flag for flag in body["flags"]}
    assert set(flags) == {"fails_instruction", "hallucination"}
    assert flags["hallucination"]["positive_agreement"] is not None
    assert flags["fails_instruction"]["alpha"] is None
    assert flags["fails_instruction"]["positive_agreement"] is None
    monkeypatch.setattr(ratings, "SAMPLE", 2)
    body = rita.client.get(f"{rita.base}/agreement").json()
    assert body["likert_alpha"]["n"] == 6


def test_an_empty_project_has_no_figures_and_says_so() -> None:
    cast = make_workplace()
    rita = Desk(cast.rita, cast.project)
    body = rita.client.get(f"{rita.base}/agreement").json()
    assert body["headline"] == {
        "value": None,
        "interval": None,
        "standard_error": None,
        "n": 0,
        "n_clusters": 0,
        "coverage": None,
        "tie_rate": None,
        "tie_rule": "excluded",
        "definition": "pairwise_among_labelers",
    }
    assert body["by_labeler"] == []


def test_agreement_is_for_reviewers() -> None:
    cast = make_workplace()
    for stranger in (cast.bob, cast.charlie):
        desk = Desk(stranger, cast.project)
        assert error_code(desk.client.get(f"{desk.base}/agreement")) == (404, "not_found")


def test_figures_of_one_project_know_nothing_of_anothers() -> None:
    cast = _labeled()
    empty = make_project("another")
    assert agreement_counts(project_id=empty.pk) == {}
    assert agreement_counts(project_id=cast.project.pk)
