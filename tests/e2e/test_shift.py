"""Whole shifts in a real browser: by keys, by mouse, by touch, offline, over a crash, in two tabs.

What a labeler handed in is counted in the database: nothing is lost and nothing stands there twice.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from labeling.assignments.domain.states import AssignmentState
from labeling.assignments.models import Assignment, Draft, Judgment, LabelingTask, TaskPlace
from tests.e2e.browsing import PATIENCE_MS, browsing
from tests.factories import Cast
from tests.labeling.work import make_ranking_task, make_workplace
from tests.live import LiveStack
from touchstone.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.services]

TASKS = 6
ANSWERS = """() => performance.getEntriesByType("resource")
    .filter(({ name }) => name.endsWith("/assignments/next")).length"""
Hands = Callable[[Page], None]


@pytest.fixture
def workplace(live_stack: LiveStack) -> Cast:
    """A project with tasks for one person each, and its web server."""
    cast = make_workplace()
    for _ in range(TASKS):
        make_ranking_task(cast.project)
    live_stack.start("web")
    return cast


def begin(context: BrowserContext, url: str, cast: Cast) -> Page:
    """Open the first task."""
    page = context.new_page()
    page.goto(f"{url}/work/{cast.project.public_id}?kind=ranking")
    page.wait_for_url("**/assignments/**")
    return page


def untouched(page: Page) -> Locator:
    """Return what a task says of which nothing is ranked yet, on any width."""
    shown = page.get_by_text("3 to rank").or_(page.get_by_text("0/3 ranked"))
    # The next task is drawn already, out of sight.
    return shown.filter(visible=True)


def another(page: Page) -> Locator:
    """Return the way out of a task that is open in another tab."""
    return page.get_by_role("link", name="Take another task")


def fetched_ahead(page: Page) -> None:
    """Wait until the person holds the task on the screen and the next two, and the page has both.

    The next one is drawn, out of sight, and each one was the answer to a request of this page.
    """
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while Assignment.objects.filter(state=AssignmentState.LEASED).count() < 3:
        assert time.monotonic() < deadline, "nothing is fetched ahead"
        time.sleep(0.1)
    expect(page.locator("h1").filter(visible=False).first).to_be_attached()
    while page.evaluate(ANSWERS) < Assignment.objects.count():
        assert time.monotonic() < deadline, "what was fetched ahead does not arrive"
        time.sleep(0.1)
    page.wait_for_timeout(500)


def by_keyboard(page: Page) -> None:
    for row in "112":
        page.keyboard.press(row)
        page.keyboard.press("Shift+Digit5")
        page.keyboard.press("j")
    page.keyboard.press("Enter")


def by_mouse(page: Page) -> None:
    rail = page.get_by_role("complementary", name="Ranking and rating")
    for slot, rank in ("A", 2), ("B", 1), ("C", 3):
        page.get_by_role("group", name=f"Rank of answer {slot}").get_by_text(str(rank)).click()
        rating = rail.get_by_role("group", name=f"Overall quality of {slot}")
        rating.get_by_role("button", name=str(8 - 2 * rank)).click()
    rail.get_by_role("button", name="Submit").click()


def by_touch(page: Page) -> None:
    for slot, rank in ("A", 1), ("B", 2), ("C", 3):
        page.get_by_role("button", name=f"Answer {slot},").tap()
        page.get_by_role("group", name=f"Rank of answer {slot}").get_by_text(str(rank)).tap()
        card = page.get_by_role("article", name=f"Answer {slot},")
        rating = card.get_by_role("group", name=f"Overall quality of {slot}")
        rating.get_by_role("button", name=str(8 - 2 * rank)).tap()
    page.get_by_role("button", name="Submit").tap()


def work_on(page: Page, hands: Hands, tasks: int) -> None:
    """Hand so many tasks in, each from the screen that the one before led to."""
    for _ in range(tasks):
        expect(untouched(page)).to_be_visible()
        here = page.url
        hands(page)
        expect(page).not_to_have_url(here)


def stored(count: int) -> list[Judgment]:
    """Wait until so many judgments are in; return them."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while Judgment.objects.count() < count:
        assert time.monotonic() < deadline, f"{Judgment.objects.count()} of {count} arrived"
        time.sleep(0.1)
    return list(Judgment.objects.order_by("pk"))


def assert_whole(cast: Cast, user: User) -> None:
    """Every task was judged once, by this person, and counts; nothing is left behind."""
    judgments = stored(TASKS)
    assert [(one.user_id, one.revision, one.counted) for one in judgments] == [
        (user.pk, 1, True)
    ] * TASKS
    tasks = LabelingTask.objects.filter(project=cast.project).values_list("pk", flat=True)
    assert {one.task_id for one in judgments} == set(tasks)
    assert not TaskPlace.objects.filter(filled=False).exists()
    assert not Draft.objects.exists()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(
    ("hands", "options"),
    [(by_keyboard, {}), (by_mouse, {}), (by_touch, PHONE)],
    ids=["keyboard", "mouse", "touch"],
)
def test_a_shift(
    browser: Browser, live_stack: LiveStack, workplace: Cast, hands: Hands, options: dict[str, Any]
) -> None:
    with browsing(browser, live_stack.url, workplace.bob, **options) as context:
        page = begin(context, live_stack.url, workplace)
        work_on(page, hands, TASKS)
        expect(page.get_by_role("heading", name="All done here")).to_be_visible()

        assert_whole(workplace, workplace.bob)
    first = Judgment.objects.earliest("pk")
    sizes = [len(group) for group in first.ranking or []]
    assert sizes == ([2, 1] if hands is by_keyboard else [1, 1, 1])


def test_a_shift_on_a_dropped_connection(
    browser: Browser, live_stack: LiveStack, workplace: Cast
) -> None:
    with browsing(browser, live_stack.url, workplace.bob) as context:
        page = begin(context, live_stack.url, workplace)
        work_on(page, by_keyboard, 2)
        stored(2)
        fetched_ahead(page)
        context.set_offline(True)
        work_on(page, by_keyboard, 1)
        expect(page.get_by_text("Offline").first).to_be_visible()
        expect(untouched(page)).to_be_visible()
        by_keyboard(page)
        page.wait_for_timeout(1500)
        assert Judgment.objects.count() == 2

        context.set_offline(False)

        stored(4)
        page.goto(f"{live_stack.url}/work/{workplace.project.public_id}?kind=ranking")
        page.wait_for_url("**/assignments/**")
        work_on(page, by_keyboard, TASKS - 4)
        assert_whole(workplace, workplace.bob)


def test_a_shift_over_a_killed_server(
    browser: Browser, live_stack: LiveStack, workplace: Cast
) -> None:
    with browsing(browser, live_stack.url, workplace.bob) as context:
        page = begin(context, live_stack.url, workplace)
        work_on(page, by_keyboard, 2)
        stored(2)
        fetched_ahead(page)
        live_stack.kill("web")
        work_on(page, by_keyboard, 1)
        page.keyboard.press("3")
        live_stack.start("web")
        stored(3)
        page.keyboard.press("0")
        work_on(page, by_keyboard, TASKS - 3)
        assert_whole(workplace, workplace.bob)


def test_a_shift_whose_page_is_closed_before_the_answer_got_out(
    browser: Browser, live_stack: LiveStack, workplace: Cast
) -> None:
    with browsing(browser, live_stack.url, workplace.bob) as context:
        page = begin(context, live_stack.url, workplace)
        fetched_ahead(page)
        live_stack.kill("web")
        work_on(page, by_keyboard, 1)
        page.close(run_before_unload=False)
        live_stack.start("web")

        page = begin(context, live_stack.url, workplace)

        stored(1)
        work_on(page, by_keyboard, TASKS - 1)
        assert_whole(workplace, workplace.bob)


def test_a_shift_in_two_tabs(browser: Browser, live_stack: LiveStack, workplace: Cast) -> None:
    with browsing(browser, live_stack.url, workplace.bob) as context:
        one = begin(context, live_stack.url, workplace)
        same = context.new_page()
        same.goto(one.url)
        expect(same.get_by_text("another tab").first).to_be_visible()
        another(same).click()
        two = same
        # Who finds nothing more leaves the rest to the other tab, which holds it.
        for page in (one, two) * (2 * TASKS):
            page.bring_to_front()
            done, elsewhere = page.get_by_text("All done here"), another(page)
            expect(untouched(page).or_(done).or_(elsewhere).first).to_be_visible()
            if elsewhere.is_visible():
                elsewhere.click()
            elif untouched(page).is_visible():
                work_on(page, by_keyboard, 1)
        assert_whole(workplace, workplace.bob)
