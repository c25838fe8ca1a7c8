"""axe-core finds nothing on any screen, on a real server with something in every list.

WCAG 2.2 A and AA, at three widths, in light and dark. A screen is opened once and resized: what
follows from the width or the colours has to follow at once anyway.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PATIENCE_MS
from tests.e2e.gallery import Gallery
from tests.live import LiveStack
from touchstone.local.instance import REPOSITORY

pytestmark = [pytest.mark.browser, pytest.mark.services]

ROUTES = REPOSITORY / "frontend" / "src" / "app" / "routeTree.gen.ts"
AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = [(1440, 900), (1024, 768), (390, 844)]
RUN = """async (only) => {
    const options = { runOnly: only, resultTypes: ["violations"], preload: false, iframes: false };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 160)} ${(failureSummary ?? "").slice(0, 300)}`));
}"""
WHOLE = {"type": "tag", "values": TAGS}
# Only what has to do with colours depends on the colour scheme.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


class Screen(NamedTuple):
    """Who goes where, and what stands there; then keys, and what they bring up."""

    path: str
    text: str
    keys: str = ""
    dialog: str = ""


P = "/projects/{project_id}"
SCREENS = {
    "nobody": [
        Screen("/login", "Log in"),
        Screen("/invitations/{token}", "Your name"),
    ],
    "nina": [
        Screen(f"{P}/guidelines?work=true", "When do two answers tie?"),
    ],
    "dana": [
        Screen("/", "Read the guidelines"),
        Screen(f"{P}/guidelines?work=true", "What changed since"),
        Screen("/assignments/{held[turns]}", "And?"),
        Screen("/assignments/{held[few_shot]}", "Query"),
        Screen(f"{P}/qualification", "Attempt"),
    ],
    "bob": [
        Screen("/", "Rank answers"),
        Screen("/history", "Write an ideal answer"),
        Screen("/me", "Name a source."),
        Screen("/work/{project_id}?kind=review", "work"),
        Screen("/assignments/{assignment_id}", "Question", "1 Shift+Digit5 j 1 c"),
        Screen("/assignments/{assignment_id}", "Question", "?", "Keyboard"),
        Screen("/assignments/{assignment_id}", "Question", "s", "Skip"),
        Screen("/assignments/{assignment_id}", "Question", "g", "Guidelines"),
        Screen("/assignments/{assignment_id}", "Question", "x", "order"),
        Screen("/assignments/{held[comparison]}", "What to do", "r 2"),
        Screen("/assignments/{held[demonstration]}", "Terms of sale"),
        Screen("/assignments/{held[plain]}", "prompt"),
        Screen("/judgments/{judgment_id}", "Question"),
        Screen("/judgments/{contested_id}", "Too little."),
        Screen(f"{P}/guidelines", "A tie is a coin tossed."),
        Screen(f"{P}/questions", "They may."),
        Screen(f"{P}/practice", "Practice"),
        Screen("/attempts/{attempt_id}", "Item"),
    ],
    "rita": [
        Screen(P, "Agreement"),
        Screen(f"{P}/review", "ordered differently"),
        Screen(f"{P}/review?tab=settled", "Question"),
        Screen(f"{P}/review?tab=demonstrations", "Approve"),
        Screen(f"{P}/review?tab=demonstrations", "Approve", "e", ""),
        Screen(f"{P}/review?tab=demonstrations", "Approve", "r", "Return this demonstration"),
        Screen(f"{P}/review?tab=gold", "Because."),
        Screen(f"{P}/review/{{disputed_id}}", "Settle"),
        Screen(f"{P}/people", "Careless."),
        Screen(f"{P}/people/{{person_id}}", "Week by week"),
        Screen(f"{P}/judgments", "Bob"),
        Screen(f"{P}/releases", "2.0"),
        Screen(f"{P}/answers", "May two answers share a place?"),
        Screen(f"{P}/scoring", "A good answer."),
        Screen(f"{P}/training", "Supervised fine-tuning"),
        Screen(f"{P}/models", "policy"),
    ],
    "alice": [
        Screen("/projects", "Project"),
        Screen("/assignments/{held[user_based]}", "shoes"),
        Screen(f"{P}/screening", "Version"),
        Screen(f"{P}/members", "e@example.org"),
        Screen(f"{P}/imports", "prompts.jsonl"),
        Screen(f"{P}/datasets", "Rankings"),
        Screen(f"{P}/feedback", "Thumbs"),
        Screen(f"{P}/settings", "Chatbot"),
        Screen(f"{P}/runs/{{run_id}}", "queued"),
        Screen(f"{P}/cycles/{{cycle_id}}", "gate"),
    ],
}


def test_every_route_is_looked_at() -> None:
    routes = set(re.findall(r'fullPath: "(/[^"]*)"', ROUTES.read_text(encoding="utf-8")))
    paths = [screen.path.partition("?")[0] for screens in SCREENS.values() for screen in screens]
    missing = {
        route
        for route in routes
        if not any(
            re.fullmatch(re.sub(r"\$\w+", "[^/]+", route.rstrip("/")), path.rstrip("/"))
            for path in paths
        )
    }
    assert len(routes) > 30
    assert not missing


@pytest.fixture(scope="module")
def gallery(served: LiveStack) -> Gallery:
    """Fill the module's database."""
    return Gallery()


@pytest.fixture
def page(
    browser: Browser, served: LiveStack, gallery: Gallery, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Lend a page of the person that the test names, with axe in it."""
    context = browser.new_context(base_url=served.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=AXE)
    user = gallery.user(request.getfixturevalue("name"))
    if user is not None:
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": served.url}])
    yield context.new_page()
    context.close()


def show(page: Page, screen: Screen, gallery: Gallery) -> None:
    """Open a screen as a wide, light page, and press its keys."""
    width, height = SIZES[0]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light")
    page.goto(gallery.address(screen.path))
    expect(page.get_by_text(screen.text).filter(visible=True).first).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    for key in screen.keys.split():
        page.keyboard.press(key)
    if screen.dialog:
        expect(page.get_by_role("dialog")).to_contain_text(screen.dialog)
        expect(page.get_by_role("dialog")).to_have_css("opacity", "1")


def violations(page: Page) -> Iterator[str]:
    """Yield what axe finds at each width, in both colour schemes."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in ("light", WHOLE), ("dark", COLOURS):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found: list[Any] = page.evaluate(RUN, rules)
            yield from (f"{width} {scheme} {one}" for one in found)


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_has_a_violation(name: str, page: Page, gallery: Gallery) -> None:
    found = {}
    for screen in SCREENS[name]:
        show(page, screen, gallery)
        found[screen] = list(violations(page))
    assert not {screen: said for screen, said in found.items() if said}
