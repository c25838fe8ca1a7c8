"""A reviewer's day in a real browser: disagreement settled, more people asked, demonstrations read.

What each click did is counted in the database, and what its labelers read of it is looked at.
"""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from labeling.assignments.models import (
    DemonstrationVerdict,
    Judgment,
    LabelingTask,
    TaskKind,
    TaskPlace,
)
from labeling.quality.models import GoldItem
from tests.e2e.browsing import seat
from tests.factories import Cast
from tests.labeling.quality.test_settle import disputed
from tests.labeling.work import Desk, make_demonstration_task, opened_earlier
from tests.live import LiveStack
from touchstone.core.models import AuditEvent

pytestmark = [pytest.mark.browser, pytest.mark.services]

SAID = "alone answers what was asked."
WHY = f"[B] {SAID}"


def queue_of(page: Page, cast: Cast) -> Locator:
    """Open the queue; return its table."""
    page.goto(f"/projects/{cast.project.public_id}/review")
    return page.get_by_role("region", name="Tasks to review")


def settle(page: Page, reason: str) -> None:
    """Put B before the others, which tie, with a reason; all by keys."""
    page.get_by_role("button", name="Answer B").focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_role("button", name="Answer B")).to_be_focused()
    page.get_by_label("Why").fill(reason)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("settled")


def test_a_disagreement_is_settled_and_turned_to_gold_and_its_labelers_read_why(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    task = LabelingTask.objects.get(pk=disputed(office))
    opened_earlier()
    with seat(browser, served.url, office.rita) as page:
        row = queue_of(page, office).get_by_role("row").filter(has_text="ordered differently")
        expect(row).to_contain_text("100 %")
        row.get_by_role("link").click()
        matrix = page.get_by_role("region", name="Judgments side by side")
        for name in ("Bob", "Dana"):
            head = matrix.get_by_role("columnheader").filter(has_text=name)
            expect(head).to_contain_text(re.compile(r"(just now|\d min ago).*guidelines 1\.0"))
            expect(head).to_contain_text("40 s active of 55 s")
        expect(page.get_by_text("3 of 3 pairs")).to_be_visible()
        settle(page, WHY)
        page.get_by_role("button", name="Make gold").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("gold")
        page.goto(f"/projects/{office.project.public_id}/review?tab=gold")
        expect(page.get_by_role("region", name="Gold items")).to_contain_text(f"B {SAID}")
        expect(queue_of(page, office)).to_be_hidden()

    review = Judgment.objects.get(kind=TaskKind.REVIEW, task__reviews=task)
    a, b, c = task.task_completions.order_by("index").values_list("completion_id", flat=True)
    assert (review.user, review.ranking) == (office.rita, [[b], [a, c]])
    assert GoldItem.objects.get(task=task).judgment == review
    events = AuditEvent.objects.filter(project_id=office.project.pk, action="task.settled")
    assert events.count() == 1
    for user in (office.bob, office.dana):
        with seat(browser, served.url, user) as page:
            page.goto("/me")
            panel = page.get_by_role("region", name="Where a reviewer saw it differently")
            expect(panel).to_contain_text("Settled differently")
            order = Judgment.objects.get(task=task, user=user).assignment.display_order
            expect(panel).to_contain_text(f"{'ABC'[order.index(1)]} {SAID}")
            expect(page.get_by_text("Rita")).to_have_count(0)


def test_more_people_are_asked_and_the_task_goes_to_them(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    task_id = disputed(office)
    with seat(browser, served.url, office.rita) as page:
        queue_of(page, office).get_by_role("link").click()
        page.get_by_role("button", name="Ask more people").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("2 people are wanted now")
        dialog.get_by_label("People altogether").fill("3")
        dialog.get_by_role("button", name="Ask", exact=True).click()
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("1 place open")).to_be_visible()

    assert LabelingTask.objects.get(pk=task_id).overlap == 3
    assert TaskPlace.objects.filter(task=task_id, filled=False).count() == 1
    with seat(browser, served.url, office.alice) as page:
        page.goto(f"/work/{office.project.public_id}?kind=ranking")
        page.wait_for_url("**/assignments/**")
    assert Desk(office.bob, office.project).next().json()["reason"] == "no_more_tasks"


def written(cast: Cast, *texts: str) -> None:
    """Bob writes demonstrations, in this order; as a newcomer's, all are read."""
    desk = Desk(cast.bob, cast.project)
    for text in texts:
        make_demonstration_task(cast.project)
        desk.work({"text": text})


def test_demonstrations_are_approved_edited_and_returned_and_a_revision_is_read_again(
    browser: Browser, served: LiveStack, office: Cast
) -> None:
    written(office, "Good as it is.", "Has a tpyo.", "Says too little.")
    waiting = f"/projects/{office.project.public_id}/review?tab=demonstrations"
    with seat(browser, served.url, office.rita) as page:
        page.goto(waiting)
        decision = page.get_by_role("complementary", name="Decision")
        expect(decision).to_contain_text("3 demonstrations waiting")
        expect(page.get_by_text("Good as it is.")).to_be_visible()
        page.keyboard.press("a")
        expect(decision).to_contain_text("2 demonstrations waiting")
        expect(page.get_by_text("Has a tpyo.")).to_be_visible()
        page.keyboard.press("e")
        page.get_by_label("The edited answer").fill("Has a typo no more.")
        page.get_by_label("Why, for its author").fill("A typo.")
        page.keyboard.press("Control+Enter")
        expect(decision).to_contain_text("1 demonstration waiting")
        expect(page.get_by_text("Says too little.")).to_be_visible()
        page.keyboard.press("r")
        page.get_by_label("Reason").fill("Name a source.")
        page.get_by_role("dialog").get_by_role("button", name="Return").click()
        expect(page.get_by_text("No demonstration waits")).to_be_visible()

    verdicts = DemonstrationVerdict.objects.filter(project=office.project).order_by("pk")
    assert [one.verdict for one in verdicts] == ["approved", "edited", "returned"]
    edited = verdicts[1].replaced_by
    assert edited is not None
    assert (edited.user, edited.revision) == (office.bob, 2)
    assert edited.demonstration is not None
    assert edited.demonstration.content.body["text"] == "Has a typo no more."

    with seat(browser, served.url, office.bob) as page:
        revise(page)
    with seat(browser, served.url, office.rita) as page:
        page.goto(waiting)
        expect(page.get_by_text("revised after a review")).to_be_visible()
        expect(page.get_by_text("It says enough.")).to_be_visible()
        expect(page.get_by_text("“Name a source.”")).to_be_visible()


def revise(page: Page) -> None:
    """Read what became of one's demonstrations, and work on the returned one again."""
    page.goto("/me")
    panel = page.get_by_role("region", name="Where a reviewer saw it differently")
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect(panel).to_contain_text("Edited by a reviewer")
    returned = panel.get_by_role("listitem").filter(has_text="Returned to you")
    expect(returned).to_contain_text("Name a source.")
    returned.get_by_role("link", name="Work on it again").click()
    page.locator("[data-editor]").fill("It says enough.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved. Your earlier answer stays").first).to_be_visible()
