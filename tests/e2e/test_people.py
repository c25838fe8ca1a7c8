"""People from a reviewer's side, in a real browser: a pause with its reason, and a void."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from labeling.assignments.models import Assignment, Judgment, JudgmentVoid, Pause, TaskPlace
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_create
from labeling.quality.models import VoidOrder
from tests.e2e.browsing import seat
from tests.factories import Cast
from tests.labeling.quality.test_review_queue import judge
from tests.labeling.work import Desk, make_ranking_task
from tests.live import LiveStack

pytestmark = [pytest.mark.browser, pytest.mark.services]

REASON = "Please read the section on ties again and write to me."


def test_a_person_is_paused_reads_why_and_works_again_once_resumed(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    make_ranking_task(office.project)
    work = f"/work/{office.project.public_id}?kind=ranking"
    with (
        seat(browser, served.url, office.rita) as rita,
        seat(browser, served.url, office.bob) as bob,
    ):
        rita.goto(f"/projects/{office.project.public_id}/people")
        rita.get_by_role("link", name="Bob").click()
        rita.get_by_role("button", name="Pause").click()
        dialog = rita.get_by_role("dialog")
        dialog.get_by_label("Reason").fill(REASON)
        dialog.get_by_role("button", name="Pause").click()
        expect(rita.get_by_role("alert").filter(has_text=REASON)).to_be_visible()

        for path in "/", "/me", work:
            bob.goto(path)
            expect(bob.get_by_text("You get no new tasks for now").first).to_be_visible()
            expect(bob.get_by_text(REASON).first).to_be_visible()
        expect(bob.get_by_text("Rita")).to_have_count(0)
        assert not Assignment.objects.filter(project=office.project, user=office.bob).exists()

        rita.get_by_role("button", name="Resume").click()
        expect(rita.get_by_role("button", name="Pause")).to_be_visible()
        bob.goto(work)
        bob.wait_for_url("**/assignments/**")
    [pause] = Pause.objects.filter(project=office.project)
    assert (pause.user, pause.by, pause.ended_by) == (office.bob, office.rita, office.rita)


def worked(cast: Cast, days_ago: int) -> None:
    """Bob, Dana and Rita judge one task; Bob handed his in some days ago."""
    make_ranking_task(cast.project, overlap=3)
    judge(cast, [0, 1, 2], [2, 1, 0], [0, 2, 1])
    latest = Assignment.objects.filter(project=cast.project, user=cast.bob).latest("pk")
    latest.submitted_at = timezone.now() - timedelta(days=days_ago)
    latest.save(update_fields=["submitted_at"])


def test_a_persons_judgments_of_a_period_are_voided_and_their_tasks_go_to_others(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    for days_ago in 30, 3, 1:
        worked(office, days_ago)
    version = dataset_version_create(project=office.project, kind=DatasetKind.RANKINGS)
    served.start("worker")
    person = f"/projects/{office.project.public_id}/people/{office.bob.public_id}"
    with seat(browser, served.url, office.rita) as page:
        page.goto(person)
        page.get_by_role("button", name="Void judgments").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("From").fill((timezone.localdate() - timedelta(days=7)).isoformat())
        dialog.get_by_label("To").fill(timezone.localdate().isoformat())
        dialog.get_by_role("button", name="Count").click()
        found = dialog.get_by_role("status")
        expect(found).to_contain_text("2 judgments, 2 places back in the queue")
        expect(found).to_contain_text(f"In dataset versions: rankings {version.number}")
        dialog.get_by_label("Reason").fill("Ranks without reading.")
        dialog.get_by_role("button", name="Void", exact=True).click()
        expect(dialog).to_be_hidden()
        page.goto(f"/projects/{office.project.public_id}/people")
        orders = page.get_by_role("region", name="Orders")
        expect(orders).to_contain_text("2 of 2, done")
        expect(orders).to_contain_text("Ranks without reading.")
        expect(page.get_by_role("region", name="People", exact=True)).to_contain_text("2 voided")

    voids = JudgmentVoid.objects.filter(project=office.project)
    assert {(one.judgment.user, one.by) for one in voids} == {(office.bob, office.rita)}
    order = VoidOrder.objects.get(project=office.project)
    assert (order.done, voids.count()) == (2, 2)
    reopened = TaskPlace.objects.filter(task__project=office.project, filled=False)
    assert reopened.count() == 2
    assert version.items.filter(judgment__void__isnull=False).count() == 2, "it stays as it was"
    after = dataset_version_create(project=office.project, kind=DatasetKind.RANKINGS)
    assert (version.items.count(), after.items.count()) == (9, 7)
    assert Desk(office.bob, office.project).next().json()["reason"] == "no_more_tasks"
    Desk(office.alice, office.project).work()
    assert reopened.count() == 1
    assert Judgment.objects.filter(project=office.project).count() == 10, "nothing is deleted"
