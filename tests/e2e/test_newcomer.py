"""From an invitation to the first paid task, in a real browser, without anybody's help."""

import pytest
from playwright.sync_api import Browser, Page, expect

from labeling.assignments.models import Assignment, Eligibility
from labeling.quality.models import AttemptItem
from tests.clients import JsonClient
from tests.factories import Cast, make_cast, make_guideline
from tests.labeling.screening import make_items, make_screening, writing_item
from tests.labeling.work import make_ranking_task
from tests.live import LiveStack
from touchstone.projects.models import Role
from touchstone.projects.services import invitation_create

PATIENCE_MS = 60_000
EMAIL = "nina@example.org"


def _invited(cast: Cast) -> str:
    _, token = invitation_create(
        project=cast.project, by=cast.alice, email=EMAIL, role=Role.LABELER
    )
    return token


def _join_and_read(page: Page, token: str) -> None:
    page.goto(f"/invitations/{token}")
    page.get_by_label("Your name").fill("Nina")
    for field in page.locator("input[type=password]").all():
        field.fill("a long enough phrase 42")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Read the guidelines").click()
    page.get_by_label("I have read them and will follow them").check()
    page.get_by_role("button", name="Confirm and go on").click()
    page.get_by_role("link", name="Get qualified").click()


def _practise(page: Page) -> None:
    page.get_by_role("link", name="Practise").click()
    page.get_by_role("textbox").fill("My own words.")
    page.get_by_role("button", name="See what reviewers chose").click()
    expect(page.get_by_role("region", name="What reviewers chose")).to_contain_text("A reviewer")
    page.get_by_role("link", name="To the qualification").click()


def _shown(page: Page, item: str) -> None:
    """Wait until keys mean this item."""
    expect(page.get_by_role("button", name=item)).to_have_attribute("aria-current", "step")


def _qualify(page: Page) -> None:
    """Answer as reviewers did: the items are known to the test alone."""
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*")
    _shown(page, "Item 1, ")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    _shown(page, "Item 2, ")
    ranking = AttemptItem.objects.get(part="ranking")
    for index in ranking.order:
        page.keyboard.press(str(index + 1))
    page.keyboard.press("Enter")
    _shown(page, "Item 3, ")
    page.get_by_role("textbox").fill("Start with what matters.")
    page.keyboard.press("Control+Enter")
    _shown(page, "Item 4, ")
    for group in page.get_by_role("group").all():
        group.get_by_text("Well", exact=True).click()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()


def _score(cast: Cast) -> None:
    rita = JsonClient(cast.rita)
    [shown] = rita.get(f"/api/projects/{cast.project.public_id}/demonstrations-to-score").json()[
        "items"
    ]
    given = rita.send("post", f"/api/demonstrations-to-score/{shown['id']}", {"score": 6})
    assert given.status_code == 200


@pytest.mark.browser
@pytest.mark.services
def test_a_newcomer_gets_from_the_link_to_the_first_task(
    browser: Browser, live_stack: LiveStack
) -> None:
    cast = make_cast(shared_sample_share=0.0)
    make_guideline(cast.project, cast.alice)
    make_ranking_task(cast.project)
    make_screening(cast)
    make_items(cast.project, cast.alice, writing_item(use="practice", example="Mine."))
    live_stack.start("web")
    context = browser.new_context(base_url=live_stack.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()

    _join_and_read(page, _invited(cast))
    _practise(page)
    _qualify(page)
    assert not Eligibility.objects.filter(user__email=EMAIL, kind="ranking").exists()
    _score(cast)
    page.reload()
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()
    page.get_by_role("link", name="Start with rankings").click()
    page.wait_for_url("**/assignments/*")
    expect(page.get_by_role("article").first).to_be_visible()
    assert Assignment.objects.get().user.email == EMAIL
    context.close()
