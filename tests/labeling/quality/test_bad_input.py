"""What no page sends: refused with a clear error, never a crash."""

from typing import Any

import pytest

from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import JsonClient, faults
from tests.factories import make_cast
from tests.labeling.screening import (
    Candidate,
    flagging_item,
    make_items,
    make_qualification,
    part,
    writing_item,
)
from tests.labeling.work import make_workplace

pytestmark = pytest.mark.django_db

LONG = "en-" + "x" * 40


def test_a_language_that_is_no_tag_is_refused_wherever_one_is_named() -> None:
    cast = make_cast()
    base = f"/api/projects/{cast.project.public_id}"
    alice = JsonClient(cast.alice)
    grant = {"user_id": str(cast.bob.public_id), "kind": "ranking", "language": LONG}
    assert faults(alice.send("post", f"{base}/eligibilities", grant)) == {"language": "max_length"}
    version: dict[str, Any] = {"parts": [], "grants": [{"kind": "ranking", "language": LONG}]}
    refused = alice.send("post", f"{base}/qualifications", version)
    assert faults(refused) == {"grants.0.language": "max_length"}
    item = flagging_item(language=LONG)
    refused = alice.send("post", f"{base}/qualification-items", item)
    assert faults(refused) == {"language": "max_length"}


def test_a_text_that_cannot_be_stored_is_refused_and_nothing_breaks() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, writing_item(), writing_item(use="practice"))
    make_qualification(cast, part(PartKind.WRITING))
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    [item] = bob.client.get(f"{bob.base}/practice").json()["items"]
    path = f"/api/practice/{item['id']}/answer"
    for text in ("a\x00b", "a\ud800b", ["a"]):
        assert bob.save(attempt, 0, {"text": text}).status_code == 422
        assert bob.client.send("post", path, {"answer": {"text": text}}).status_code == 422


@pytest.mark.parametrize(
    "cursor",
    [
        "W251bGwsMV0",
        "WzFlNDAwLDFd",
        "WzFd",
        "!!",
    ],
)
def test_a_made_up_cursor_of_the_review_queue_is_refused(cursor: str) -> None:
    cast = make_workplace()
    path = f"/api/projects/{cast.project.public_id}/review-queue?cursor={cursor}"
    assert JsonClient(cast.rita).get(path).status_code == 422


@pytest.mark.parametrize("share", ["nan", "inf", "-inf"])
def test_a_share_that_is_no_number_is_refused(share: str) -> None:
    cast = make_cast()
    path = f"/api/projects/{cast.project.public_id}"
    names = ("gold_check_share", "demonstration_review_share", "shared_sample_share")
    body = {"settings": dict.fromkeys(names, share)}
    refused = JsonClient(cast.alice).send("patch", path, body)
    assert set(faults(refused)) == {f"settings.{name}" for name in names}
