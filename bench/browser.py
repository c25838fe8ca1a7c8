"""From submit to the next task, in a real browser, while 31 others work on the same server.

`python -m bench.browser` lets 31 simulated labelers hand in a task every few seconds each, and one
more in headless Chromium, who ranks by keys and submits with Enter. Measured is the time from
the key to the frame that paints the next task's texts.
"""

import argparse
import contextlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from statistics import quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.labeling import Bench, opened
from bench.load import measure
from bench.machine import machine
from scripts import chromium

WATCH = """
window.submitted = [];
window.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const begun = event.timeStamp;
  const before = document.querySelector("article");
  const look = () => {
    const there = !before.isConnected && document.querySelectorAll("article").length > 1;
    if (!there) return void requestAnimationFrame(look);
    // This frame paints it, before the next task runs.
    setTimeout(() => window.submitted.push(performance.now() - begun));
  };
  look();
}, true);
"""
TARGET_MS = 100
PATIENCE_S = 30.0
PAUSE_S = 0.75
"""For one answer; reading takes far longer. Below 0.4 s nothing has been fetched ahead by then."""
LOOK_EVERY_S = 0.05


def _work(page: Page, tasks: int, pause_s: float = PAUSE_S) -> Iterator[float]:
    """Rank and submit so many tasks; yield the milliseconds of each submit."""
    for number in range(tasks):
        page.locator("article:visible").nth(3).wait_for()
        for row in "2143":
            page.keyboard.press(row)
            page.keyboard.press("Shift+Digit5")
            page.keyboard.press("j")
            time.sleep(pause_s)
        page.keyboard.press("Enter")
        # The page's policy forbids what Playwright's own waiting needs.
        give_up = time.monotonic() + PATIENCE_S
        while page.evaluate("window.submitted.length") <= number:
            if time.monotonic() > give_up:
                raise TimeoutError(f"submit {number + 1} led to no next task: {page.url}")
            time.sleep(LOOK_EVERY_S)
        yield page.evaluate("window.submitted.at(-1)")


def _submits(bench: Bench, executable: str, count: int, pause_s: float) -> list[float]:
    """Return the milliseconds of each submit by the last of the people."""
    url = bench.instance.application.url
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": bench.sessions[-1], "url": url}])
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{url}/work/{bench.project_id}?kind=ranking")
        page.wait_for_url("**/assignments/**")
        found = list(_work(page, count, pause_s))
        browser.close()
    return found


@contextlib.contextmanager
def _at_work(bench: Bench, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Let the others work meanwhile; what they met with is in the lent dictionary afterwards."""
    load: dict[str, Any] = {}
    seconds = 10 + options.submits * (4 * options.pause + 0.5)

    def work() -> None:
        labelers = bench.labelers(options.others, seed=1)
        # One process: forked here, before Playwright has threads.
        load.update(
            measure(labelers, bench.cpu_s, seconds=seconds, processes=1, offered=options.offered)
        )

    others = threading.Thread(target=work, daemon=True)
    others.start()
    time.sleep(3)
    yield load
    others.join()


def main() -> int:
    """Run the benchmark; print one JSON object.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--submits", type=int, default=100)
    parser.add_argument("--others", type=int, default=31)
    parser.add_argument("--pause", type=float, default=PAUSE_S, help="seconds for an answer")
    parser.add_argument("--offered", type=float, default=6.0, help="pairs a second by the others")
    options = parser.parse_args()
    executable = chromium.find()
    if executable is None:
        parser.error(chromium.ADVICE)
    report: dict[str, Any] = {"bench": "browser", **machine(), "tasks": options.tasks}
    with opened(options.tasks, options.others + 1, 3, 2) as bench:
        with _at_work(bench, options) as load:
            found = _submits(bench, executable, options.submits, options.pause)
        cuts = [round(cut, 1) for cut in quantiles(found, n=100)]
    report |= {
        "others": options.others,
        "pause_s": options.pause,
        "submits": len(found),
        "submit_to_next_ms": {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]},
        "passed": cuts[94] < TARGET_MS,
        "load": load,
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
