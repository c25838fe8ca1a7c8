"""The examples of docs/api.md, run in their order against a real web server."""

import re
import time
from typing import Any

import httpx
import pytest

from tests.factories import make_project
from tests.harness import REPOSITORY
from tests.labeling.feedback.conftest import Bot
from tests.live import LiveStack

EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)
GIVEN = {
    "ANSWER": {
        "messages": [{"role": "user", "content": "Do you ship abroad?"}],
        "completion": "To all of Europe.",
    }
}


@pytest.mark.services
def test_the_examples_of_the_api_page_run(live_stack: LiveStack) -> None:
    bot = Bot(make_project())
    live_stack.start("web")
    known: dict[str, Any] = {**GIVEN, "URL": live_stack.url, "KEY": bot.secret}
    examples = EXAMPLE.findall((REPOSITORY / "docs" / "api.md").read_text())
    assert len(examples) >= 6
    for number, example in enumerate(examples):
        if "next_cursor" in example:
            _wait_for_feed(known["client"])
        exec(compile(example, f"docs/api.md, example {number + 1}", "exec"), known)
        # A busy machine may take longer than the client's own five seconds.
        known["client"].timeout = 60


def _wait_for_feed(client: httpx.Client) -> None:
    """Wait until the feed has all: it holds back what is newer than any open transaction.

    Transactions of the whole server count, and other tests run beside this one.
    """
    deadline = time.monotonic() + 600
    while not client.get("/v1/feedback").json()["items"]:
        assert time.monotonic() < deadline, "the feed stays empty"
        time.sleep(0.2)
