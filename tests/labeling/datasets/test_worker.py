"""An upload and a dataset over HTTP, worked off by a real worker."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.test import Client

from tests.factories import make_cast
from tests.labeling.evidence import ranked
from tests.live import LiveStack
from touchstone.accounts.models import User

PATIENCE_S = 300.0


def browser_of(stack: LiveStack, user: User) -> httpx.Client:
    """Return an HTTP client that is logged in."""
    inside = Client()
    inside.force_login(user)
    token = "0" * 32
    return httpx.Client(
        base_url=stack.url,
        cookies={"sessionid": inside.cookies["sessionid"].value, "csrftoken": token},
        headers={"X-CSRFToken": token, "Referer": stack.url},
        timeout=60,
    )


def waited(browser: httpx.Client, path: str, done: Callable[[dict[str, Any]], bool]) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while not done(told := browser.get(path).json()):
        assert time.monotonic() < deadline, told
        time.sleep(0.2)
    return told


@pytest.mark.services
def test_a_worker_takes_in_an_upload_and_builds_a_dataset(live_stack: LiveStack) -> None:
    cast = make_cast()
    ranked(cast.project)
    live_stack.start("web", "worker")
    base = f"/api/projects/{cast.project.public_id}"
    with browser_of(live_stack, cast.alice) as browser:
        files = {"file": ("rows.jsonl", b'{"prompt": "Why?"}\n{"prompt": "How?"}\nno\n')}
        row = browser.post(f"{base}/imports", files=files).json()
        told = waited(browser, f"/api/imports/{row['id']}", lambda one: one["state"] == "done")
        assert (told["rows_total"], told["prompts_created"], told["rejected"]) == (3, 2, 1)

        version = browser.post(f"{base}/datasets", json={"kind": "rankings"}).json()
        path = f"/api/datasets/{version['id']}"
        told = waited(browser, path, lambda one: one["state"] != "building")
        assert (told["state"], told["rows"]["train"]) == ("ready", 1)

        archive = zipfile.ZipFile(io.BytesIO(browser.get(f"{path}/download").content))
        assert archive.testzip() is None
        assert "data/train-00000-of-00001.parquet" in archive.namelist()
