"""Ways into a real browser, and a project among people who are there already."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories import Cast, make_guideline, make_member, make_project
from tests.labeling.work import make_eligible
from touchstone.accounts.models import User
from touchstone.projects.models import Membership, Role

PATIENCE_MS = 60_000
# Machines may be busy with other tests; what holds is seen at once, however long one would wait.
expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def browsing(browser: Browser, url: str, user: User, **options: Any) -> Iterator[BrowserContext]:
    """Lend a browser that ``user`` is logged in with."""
    context = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}, "base_url": url, **options}
    )
    context.set_default_timeout(PATIENCE_MS)
    client = Client()
    client.force_login(user)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]
    )
    yield context
    context.close()


@contextmanager
def seat(browser: Browser, url: str, user: User, **options: Any) -> Iterator[Page]:
    """Lend a page, and see to it that nothing on the way breaks it or the server's policy."""
    faults: list[str] = []
    with browsing(browser, url, user, reduced_motion="reduce", **options) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: (
                faults.append(message.text) if "Security Policy" in message.text else None
            ),
        )
        yield page
    assert not faults


def workplace_among(people: Cast, **project_fields: Any) -> Cast:
    """Create a project in which the same people may do everything, and have read guidelines 1.0.

    They leave the projects they were in: a page that shows one project shows this one.
    """
    Membership.objects.update(is_active=False)
    project = make_project(**{"shared_sample_share": 0.0, **project_fields})
    make_member(project, people.alice, Role.ADMIN)
    make_member(project, people.rita, Role.REVIEWER)
    make_member(project, people.bob)
    make_member(project, people.dana)
    everybody = [people.alice, people.rita, people.bob, people.dana]
    make_guideline(project, people.alice, everybody, body_markdown=GUIDELINES)
    make_eligible(project, *everybody)
    return replace(people, project=project)


GUIDELINES = """# How to rank

Read everything first.

## Ties

Two answers share a place where you would toss a coin.

## Hallucination {#hallucination}

Something is stated that is not so.
"""
