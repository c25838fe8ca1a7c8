"""The first day, in a real browser on the demo's content.

A labeler reads the guidelines, writes an answer and ranks one task with a tie by keyboard alone;
the admin sees both and takes a dataset home.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import datasets
import pytest
from playwright.sync_api import Browser, Page, expect

from labeling.assignments.models import Judgment, TaskKind
from tests.live import LiveStack
from training.rehearsal.demo.people import Credentials
from training.rehearsal.demo.seed import demo_seed

TEXT = "Start with a *thank you*, then say what went well.\n\n1. Be brief.\n2. Be kind."
PATIENCE_MS = 60_000


@pytest.fixture
def demo(live_stack: LiveStack, tmp_path: Path) -> dict[str, Any]:
    """Seed the demo's content and start what serves it; return what `make demo` prints."""
    live_stack.start("web", "worker")
    return demo_seed(
        credentials=Credentials(tmp_path / "demo.json"),
        url=live_stack.url,
        rehearsal=tmp_path / "rehearsal",
    )


@contextmanager
def page_of(browser: Browser, demo: dict[str, Any], role: str) -> Iterator[Page]:
    """Log in with the printed password, and see to it that nothing breaks the policy."""
    person = next(user for user in demo["users"] if user["role"] == role)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: faults.append(message.text) if "Security Policy" in message.text else None,
    )
    page.goto(demo["url"])
    page.get_by_label("Email").fill(person["email"])
    page.locator("input[type=password]").fill(person["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello")).to_be_visible(timeout=PATIENCE_MS)
    yield page
    context.close()
    assert not faults


def acknowledge(page: Page) -> None:
    page.get_by_role("link", name="Read the guidelines").click()
    page.get_by_label("I have read them and will follow them").check()
    page.get_by_role("button", name="Confirm and go on").click()
    page.wait_for_url("**/assignments/**")
    page.goto(urljoin(page.url, "/"))


def write_demonstration(page: Page) -> None:
    page.get_by_role("link", name="Start: Write an ideal answer").click()
    page.locator("[data-editor]").filter(visible=True).fill(TEXT)
    expect(page.get_by_text("Draft saved").first).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Submitted.").first).to_be_visible(timeout=PATIENCE_MS)
    page.goto(urljoin(page.url, "/"))


def rank_by_keyboard(page: Page) -> None:
    """Put the first two answers on one row and each other on its own; rate all; submit."""
    page.get_by_role("link", name="Start: Rank answers").focus()
    page.keyboard.press("Enter")
    page.get_by_role("article").first.wait_for()
    count = page.get_by_role("article").count()
    for index in range(count):
        page.keyboard.press(str(max(1, index)))
        page.keyboard.press("Shift+Digit5")
        if index < count - 1:
            page.keyboard.press("j")
    expect(page.get_by_text("Draft saved").first).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Submitted.").first).to_be_visible(timeout=PATIENCE_MS)


def project_of(page: Page) -> str:
    page.get_by_role("link", name="Overview").first.click()
    page.wait_for_url("**/projects/*")
    return page.url


def freeze_and_download(page: Page, project: str, folder: Path) -> Path:
    page.goto(f"{project}/datasets")
    page.get_by_role("button", name="Freeze a version").click()
    page.get_by_role("radio", name="Rankings").check()
    page.get_by_role("button", name="Freeze", exact=True).click()
    link = page.get_by_role("link", name="Download Rankings v1 as Parquet")
    expect(link).to_be_visible(timeout=180_000)
    with page.expect_download() as download:
        link.click()
    archive = folder / "rankings.zip"
    download.value.save_as(archive)
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder / "rankings")
    return folder / "rankings"


@pytest.mark.browser
@pytest.mark.services
def test_from_the_first_login_to_a_dataset(
    browser: Browser, demo: dict[str, Any], tmp_path: Path
) -> None:
    with page_of(browser, demo, "labeler") as page:
        acknowledge(page)
        write_demonstration(page)
        rank_by_keyboard(page)

    ranked = Judgment.objects.get(kind=TaskKind.RANKING)
    written = Judgment.objects.get(kind=TaskKind.DEMONSTRATION)
    assert ranked.ranking is not None
    assert [len(group) for group in ranked.ranking] == [2] + [1] * (len(ranked.ranking) - 1)
    assert written.demonstration is not None
    assert written.demonstration.content.body["text"] == TEXT

    with page_of(browser, demo, "admin") as page:
        project = project_of(page)
        page.goto(f"{project}/judgments")
        rows = page.get_by_role("row").filter(has_text="Lena Fischer")
        expect(rows).to_have_count(2, timeout=PATIENCE_MS)
        found = freeze_and_download(page, project, tmp_path)

    splits = datasets.load_dataset(str(found), cache_dir=str(tmp_path / "cache"))
    labeled = [row for split in splits.values() for row in split]
    assert len(labeled) == 1
    (ranking,) = labeled[0]["rankings"]
    assert len(ranking["groups"][0]) == 2
