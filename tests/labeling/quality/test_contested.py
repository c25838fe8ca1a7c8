"""One's own work that a reviewer saw otherwise."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from uuid import uuid4

import pytest

from labeling.assignments.models import Judgment, LabelingTask
from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.labeling.quality.test_demonstration_review import decide, revise, write
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.work import make_workplace
from touchstone.accounts.models import User

pytestmark = pytest.mark.django_db


def contested_of(cast: Cast, user: User, query: str = "") -> Any:
    """Return somebody's own list."""
    path = f"/api/projects/{cast.project.public_id}/me/contested{query}"
    return JsonClient(user).get(path).json()


def test_a_review_is_told_in_the_labelers_own_slots_and_without_a_name() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    settle(cast.rita, task_id, [["A"], ["B"], ["C"]])
    assert contested_of(cast, cast.bob) == {"items": [], "next_cursor": None}, "Bob said so too"
    [item] = contested_of(cast, cast.dana)["items"]
    own = Judgment.objects.get(user=cast.dana)
    assert item == {
        "id": str(Judgment.objects.get(kind="review").public_id),
        "what": "settled",
        "kind": "ranking",
        "judgment_id": str(own.public_id),
        "assignment_id": str(own.assignment.public_id),
        "prompt_excerpt": item["prompt_excerpt"],
        "own": item["own"],
        "other": item["other"],
        "reason": "B alone answers what was asked.",
        "letters": item["letters"],
        "at": item["at"],
        "open": False,
        "revision_waits": False,
    }
    assert item["other"]["ranking"] == item["own"]["ranking"][::-1]
    assert "Rita" not in str(item)
    assert "Bob" not in str(item)
    shown = LabelingTask.objects.get(pk=task_id).task_completions.order_by("index")
    order = own.assignment.display_order
    letters = {one.index: "ABC"[order.index(one.index)] for one in shown}
    assert item["other"]["ranking"] == [[letters[0]], [letters[1]], [letters[2]]]
    in_task = {"ABC"[index]: letter for index, letter in letters.items()}
    assert item["letters"] == in_task, "what the reviewer calls B, in Dana's letters"


def test_returned_and_edited_demonstrations_are_told_with_the_reason() -> None:
    cast = make_workplace()
    first, second = write(cast, cast.bob), write(cast, cast.bob)
    decide(cast.rita, first, "returned", reason="Name a source.")
    fields = {"answer": {"text": "Shorter."}, "submission_id": str(uuid4()), "reason": "Long."}
    decide(cast.rita, second, "edited", **fields)
    edited, returned = contested_of(cast, cast.bob)["items"]
    assert (returned["what"], returned["open"], returned["other"]) == ("returned", True, None)
    assert (returned["reason"], returned["own"]["text"]) == ("Name a source.", "An ideal answer.")
    assert (edited["what"], edited["open"]) == ("edited", False)
    assert (edited["other"]["text"], edited["reason"]) == ("Shorter.", "Long.")
    assert "Rita" not in str(edited)
    revise(cast, cast.bob, returned["judgment_id"], "With a source.")
    items = contested_of(cast, cast.bob)["items"]
    assert [item["open"] for item in items] == [False, False]
    assert [item["revision_waits"] for item in items] == [False, True]
    decide(cast.rita, Judgment.objects.latest("pk"), "approved")
    items = contested_of(cast, cast.bob)["items"]
    assert [item["revision_waits"] for item in items] == [False, False]
    assert contested_of(cast, cast.dana)["items"] == []


def test_the_list_is_paged_and_costs_the_same(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace()
    for _ in range(3):
        settle(cast.rita, disputed(cast), [["A", "B", "C"]])
    seen: list[str] = []
    cursor = ""
    dana = JsonClient(cast.dana)
    path = f"/api/projects/{cast.project.public_id}/me/contested?limit=2&cursor="
    for expected in (2, 1):
        with django_assert_max_num_queries(11):
            body = dana.get(path + cursor).json()
        assert len(body["items"]) == expected
        seen += [item["id"] for item in body["items"]]
        cursor = body["next_cursor"]
    assert cursor is None
    assert len(set(seen)) == 3


def test_what_concerns_one_answer_is_asked_for_by_any_of_its_revisions() -> None:
    cast = make_workplace()
    first, second = write(cast, cast.bob), write(cast, cast.bob)
    for written in (first, second):
        decide(cast.rita, written, "returned", reason="Name a source.")
    [item] = contested_of(cast, cast.bob, f"?judgment_id={first.public_id}")["items"]
    assert item["judgment_id"] == str(first.public_id)
    revised = revise(cast, cast.bob, item["judgment_id"], "With a source.").json()["judgment_id"]
    [item] = contested_of(cast, cast.bob, f"?judgment_id={revised}")["items"]
    assert (item["judgment_id"], item["open"]) == (str(first.public_id), False)
    query = f"?judgment_id={first.public_id}"
    assert contested_of(cast, cast.dana, query)["items"] == [], "somebody else's answer"
    path = f"/api/projects/{cast.project.public_id}/me/contested?judgment_id=first"
    assert error_code(JsonClient(cast.bob).get(path)) == (422, "invalid")


def test_outsiders_have_none_and_a_foreign_cursor_is_refused() -> None:
    cast = make_workplace()
    path = f"/api/projects/{cast.project.public_id}/me/contested"
    assert error_code(JsonClient(cast.charlie).get(path)) == (404, "not_found")
    wrong = JsonClient(cast.bob).get(f"{path}?cursor=abc")
    assert error_code(wrong) == (422, "invalid")


def test_edits_cost_no_query_of_their_own(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace()
    bob = JsonClient(cast.bob)
    path = f"/api/projects/{cast.project.public_id}/me/contested"
    for count in (1, 2, 3):
        fields = {"answer": {"text": "Shorter."}, "submission_id": str(uuid4())}
        assert decide(cast.rita, write(cast, cast.bob), "edited", **fields).status_code == 200
        with django_assert_max_num_queries(8):
            assert len(bob.get(path).json()["items"]) == count


@pytest.mark.parametrize(
    "place",
    [
        ["2026-01-01T00:00:00+00:00", "a\u0000b", 1],
        ["2026-01-01T00:00:00+00:00", "settled", 10**30],
        ["2026-01-01T00:00:00", "settled", 1],
    ],
)
def test_a_made_up_cursor_is_refused(place: list[Any]) -> None:
    cast = make_workplace()
    cursor = urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    path = f"/api/projects/{cast.project.public_id}/me/contested?cursor={cursor}"
    assert error_code(JsonClient(cast.bob).get(path)) == (422, "invalid")
