"""Taking judgments out: what changes, what is told, and that it holds beside submits."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labeling.assignments.models import (
    Eligibility,
    Judgment,
    JudgmentVoid,
    LabelingTask,
    PairOutcome,
    TaskPlace,
    VoidCause,
)
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.assignments.services.void import judgments_void
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_create
from labeling.quality.models import VoidOrder
from labeling.quality.services.voids import void_order_run
from labeling.quality.tasks import void_order_handle
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_guideline, make_model
from tests.labeling.assignments.test_prompt_writing import ordered, prompt_answer
from tests.labeling.quality.test_review_queue import judge
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)
from touchstone.core.models import AuditEvent, OutboxMessage
from touchstone.projects.models import Membership
from training.runs.models import Recipe, Run

pytestmark = pytest.mark.django_db


def worked(tasks: int = 3) -> Cast:
    """Bob, Dana and Rita judge shared tasks, each in an order of their own."""
    cast = make_workplace(shared_sample_share=1.0)
    for _ in range(tasks):
        make_ranking_task(cast.project)
        judge(cast, [0, 1, 2], [2, 1, 0], [0, 2, 1])
    return cast


def order(cast: Cast, preview: bool = False, **fields: Any) -> Any:
    """Order (or preview) a void of Bob's work; return the response."""
    body = {"cause": "void", "user_id": str(cast.bob.public_id), **fields}
    if not preview:
        body = {"reason": "Ranks without reading.", **body}
    path = f"/api/projects/{cast.project.public_id}/voids" + "/preview" * preview
    return JsonClient(cast.rita).send("post", path, body)


def carry_out() -> VoidOrder:
    """Run the newest order as a worker does."""
    latest = VoidOrder.objects.latest("pk")
    void_order_handle(latest.pk)
    latest.refresh_from_db()
    return latest


def assert_recount(cast: Cast) -> None:
    """Assert that the live counts are those of the judgments that stand, folded or not."""
    recount = agreement_recount(project_id=cast.project.pk)
    assert agreement_counts(project_id=cast.project.pk) == recount
    pair_outcomes_fold()
    assert agreement_counts(project_id=cast.project.pk) == recount


def test_a_preview_counts_and_names_what_learned_from_it() -> None:
    cast = worked()
    dataset = dataset_version_create(project=cast.project, kind=DatasetKind.RANKINGS)
    reward, policy = make_model(cast.project, name="rm"), make_model(cast.project, name="ppo")
    other = make_model(cast.project, name="other")
    run = Run.objects.create(project=cast.project, recipe=Recipe.REWARD, config={}, produced=reward)
    run.datasets.add(dataset)
    taught = Run.objects.create(project=cast.project, recipe=Recipe.PPO, config={}, produced=policy)
    taught.inputs.add(reward)
    Run.objects.create(project=cast.project, recipe=Recipe.SFT, config={}, produced=other)
    body = order(cast, preview=True).json()
    assert {name: body[name] for name in ("judgments", "people", "places", "stranded")} == {
        "judgments": 3,
        "people": 1,
        "places": 3,
        "stranded": 0,
    }
    assert [one["id"] for one in body["datasets"]] == [str(dataset.public_id)]
    assert [one["name"] for one in body["models"]] == ["rm", "ppo"]
    assert not VoidOrder.objects.exists()
    assert not JudgmentVoid.objects.exists()


def test_a_preview_counts_the_places_that_nobody_is_left_for() -> None:
    cast = worked()
    grants = Eligibility.objects.filter(project=cast.project, user=cast.alice)
    grants.update(valid_until=timezone.now() - timedelta(minutes=1))
    assert order(cast, preview=True).json()["stranded"] == 3
    grants.update(valid_until=None)
    assert order(cast, preview=True).json()["stranded"] == 0, "Alice never had them"
    release = make_guideline(cast.project, cast.alice, major=2)
    all_of_it = {"cause": "relabel", "before_guideline_id": str(release.public_id)}
    path = f"/api/projects/{cast.project.public_id}/voids/preview"
    body = JsonClient(cast.rita).send("post", path, all_of_it).json()
    assert (body["places"], body["stranded"]) == (9, 6), "Alice takes one of three of each task"
    Membership.objects.filter(user=cast.alice).update(is_active=False)
    assert order(cast, preview=True).json()["stranded"] == 3


def test_an_order_takes_a_persons_judgments_out_and_the_recount_still_equals() -> None:
    cast = worked()
    assert_recount(cast)
    before = dataset_version_create(project=cast.project, kind=DatasetKind.RANKINGS)
    response = order(cast)
    assert response.status_code == 202
    assert response.json()["total"] == 3
    assert OutboxMessage.objects.filter(topic="quality.void").count() == 1
    assert not JudgmentVoid.objects.exists(), "a worker does it"
    done = carry_out()
    assert (done.done, done.finished_at is not None) == (3, True)
    voids = JudgmentVoid.objects.all()
    assert {(one.judgment.user, one.cause, one.by) for one in voids} == {
        (cast.bob, "void", cast.rita)
    }
    assert_recount(cast)
    assert PairOutcome.objects.filter(weight=-1).count() == 6
    after = dataset_version_create(project=cast.project, kind=DatasetKind.RANKINGS)
    assert (before.items.count(), after.items.count()) == (9, 6)
    assert not after.items.filter(judgment__user=cast.bob).exists()
    detail = JsonClient(cast.rita).get(f"/api/voids/{done.public_id}").json()
    assert [one["number"] for one in detail["datasets"]] == [before.number]
    assert AuditEvent.objects.get(action="judgments.void").detail["judgments"] == 3
    # The places are open again, for others.
    assert TaskPlace.objects.filter(filled=False, holder_id=None).count() == 3
    assert Desk(cast.bob, cast.project).next().json()["reason"] == "no_more_tasks"
    judge_again = Desk(cast.alice, cast.project)
    for _ in range(3):
        judge_again.work()
    assert_recount(cast)
    assert not TaskPlace.objects.filter(filled=False).exists()


def test_carrying_an_order_out_again_or_in_parts_changes_nothing_more() -> None:
    cast = worked()
    order(cast)
    latest = VoidOrder.objects.get()
    with transaction.atomic():
        first = Judgment.objects.filter(user=cast.bob).earliest("pk")
        judgments_void(judgment_ids=[first.pk], cause=VoidCause.VOID, reason="", by=cast.rita)
    void_order_run(latest, batch=1)
    assert latest.done == 2, "one was taken out before"
    assert carry_out().done == 2
    assert JudgmentVoid.objects.count() == 3
    assert_recount(cast)
    assert error_code(order(cast)) == (422, "invalid"), "nothing is left"


def test_voiding_costs_the_same_statements_however_many_judgments_there_are() -> None:
    cast = worked(6)
    mine = list(Judgment.objects.filter(user=cast.bob).order_by("pk").values_list("pk", flat=True))
    void: dict[str, Any] = {"cause": VoidCause.VOID, "reason": "", "by": cast.rita}
    costs = []
    for some in (mine[:1], mine[1:]):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert judgments_void(judgment_ids=some, **void) == len(some)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10
    assert_recount(cast)


def test_a_voided_prompt_takes_nothing_of_the_next_writers_with_it() -> None:
    cast = make_workplace()
    ordered(cast, count=1, makes_demonstrations=True)
    void: dict[str, Any] = {"cause": VoidCause.VOID, "reason": "", "by": cast.rita}
    bobs = Desk(cast.bob, cast.project).work(prompt_answer(), kinds=["prompt"])
    judgments_void(judgment_ids=[bobs.pk], **void)
    danas = Desk(cast.dana, cast.project).work(prompt_answer("Name a river."), kinds=["prompt"])
    make_ranking_task(cast.project)
    ranking = Desk(cast.bob, cast.project).work(kinds=["ranking"])
    assert judgments_void(judgment_ids=[bobs.pk, ranking.pk], **void) == 1
    open_tasks = LabelingTask.objects.filter(kind="demonstration", cancelled_at=None)
    assert [task.prompt_id for task in open_tasks] == [danas.prompt_id]


def test_a_period_and_kinds_bound_an_order_and_a_revision_does_not_escape() -> None:
    cast = worked(1)
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work({"text": "So."})
    now = timezone.now()
    early = {"until": (now - timedelta(hours=1)).isoformat()}
    assert order(cast, preview=True, **early).json()["judgments"] == 0
    late = {"since": (now + timedelta(hours=1)).isoformat()}
    assert order(cast, preview=True, **late).json()["judgments"] == 0
    assert order(cast, preview=True, kinds=["demonstration"]).json()["judgments"] == 1
    assert order(cast, kinds=["ranking"]).json()["total"] == 1
    ranking = Judgment.objects.get(user=cast.bob, kind="ranking")
    path = f"/api/judgments/{ranking.public_id}/revise"
    body = submission(ranking_answer([["C"], ["B"], ["A"]]))
    assert bob.client.send("post", path, body).status_code == 201
    assert carry_out().done == 1
    assert JudgmentVoid.objects.get().judgment.revision == 2
    assert_recount(cast)
    listed = bob.client.get(f"{bob.base}/history").json()["items"]
    assert {one["kind"]: one["voided"] for one in listed} == {
        "ranking": True,
        "demonstration": False,
    }
    again = bob.client.send("post", path, submission(ranking_answer()))
    assert error_code(again) == (409, "judgment_voided")


def test_work_under_an_older_release_is_sent_for_relabeling() -> None:
    cast = worked(1)
    people = [cast.bob, cast.dana, cast.rita, cast.alice]
    release = make_guideline(cast.project, cast.alice, people, major=2)
    make_ranking_task(cast.project)
    judge(cast, [0, 1, 2], [2, 1, 0], [0, 2, 1])
    fields = {"cause": "relabel", "before_guideline_id": str(release.public_id)}
    path = f"/api/projects/{cast.project.public_id}/voids"
    rita = JsonClient(cast.rita)
    assert rita.send("post", f"{path}/preview", fields).json()["judgments"] == 3
    assert error_code(rita.send("post", f"{path}/preview", {"cause": "relabel"})) == (
        422,
        "invalid",
    )
    ordered = rita.send("post", path, {**fields, "reason": "2.0 ranks safety first."})
    assert ordered.json()["before_guideline"] == "2.0"
    assert carry_out().done == 3
    assert set(JudgmentVoid.objects.values_list("judgment__guideline__major", "cause")) == {
        (1, "relabel")
    }
    assert Desk(cast.alice, cast.project).claim()["kind"] == "ranking"
    assert_recount(cast)
    assert [one["total"] for one in rita.get(path).json()["items"]] == [3]


def test_only_reviewers_of_the_project_may_and_only_about_its_people() -> None:
    cast = worked(1)
    base = f"/api/projects/{cast.project.public_id}/voids"
    order(cast)
    mine = f"/api/voids/{VoidOrder.objects.get().public_id}"
    body = {"cause": "void", "user_id": str(cast.bob.public_id), "reason": "No."}
    for stranger in (cast.bob, cast.charlie):
        client = JsonClient(stranger)
        for response in (
            client.get(base),
            client.send("post", base, body),
            client.send("post", f"{base}/preview", body),
            client.get(mine),
        ):
            assert error_code(response) == (404, "not_found")
    rita = JsonClient(cast.rita)
    foreign = rita.send("post", base, {**body, "user_id": str(cast.charlie.public_id)})
    assert error_code(foreign) == (422, "invalid")
    assert error_code(rita.send("post", base, {"cause": "void", "reason": "No."})) == (
        422,
        "invalid",
    )
    assert faults(rita.send("post", base, {"cause": "x", "kinds": ["x"]})) == {
        "cause": "invalid_choice",
        "kinds.0": "invalid_choice",
        "reason": "required",
    }
