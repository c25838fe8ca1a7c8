"""Practice: what reviewers said comes right after the answer, and never before."""

from typing import Any

import pytest

from labeling.quality.models import PracticeAnswer
from labeling.quality.qualification.services.practice import practice_order
from tests.clients import JsonClient, error_code
from tests.factories import Cast, make_cast
from tests.labeling.screening import (
    SECRET,
    flagging_item,
    make_items,
    ranking_item,
    writing_item,
)
from touchstone.accounts.models import User

pytestmark = pytest.mark.django_db


def _list(cast: Cast, user: User) -> Any:
    return JsonClient(user).get(f"/api/projects/{cast.project.public_id}/practice")


def _answer(user: User, item: Any, answer: Any) -> Any:
    return JsonClient(user).send("post", f"/api/practice/{item}/answer", {"answer": answer})


def test_an_answer_is_told_what_reviewers_chose_and_why() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, ranking_item([[0], [1, 2]], use="practice"))
    listed = _list(cast, cast.bob)
    assert SECRET not in listed.content.decode()
    assert "expected" not in listed.content.decode()
    [shown] = listed.json()["items"]
    slots = {slot["text"]: slot["slot"] for slot in shown["shown"]["slots"]}
    assert list(slots) == [["first", "second", "third"][at] for at in practice_order(item)]
    # Second above first is wrong; first above third right; second and third reviewers tie.
    answer = [[slots["second"]], [slots["first"]], [slots["third"]]]
    response = _answer(cast.bob, shown["id"], {"ranking": answer})
    assert response.json() == {
        "agreement": 0.5,
        "pairs": 2,
        "flags": [],
        "ranking": [[slots["first"]], [slots["second"], slots["third"]]],
        "example": "",
        "explanation_markdown": SECRET,
        "letters": {"A": slots["first"], "B": slots["second"], "C": slots["third"]},
    }


def test_practice_is_unlimited_and_counts_how_often() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item(use="practice"))
    [shown] = _list(cast, cast.bob).json()["items"]
    assert _answer(cast.bob, shown["id"], {"flags": []}).json()["agreement"] == 0.0
    right = _answer(cast.bob, shown["id"], {"flags": ["sensitive"]}).json()
    assert (right["agreement"], right["flags"]) == (1.0, ["sensitive"])
    assert _list(cast, cast.bob).json()["items"][0]["answered"] == 2
    assert _list(cast, cast.dana).json()["items"][0]["answered"] == 0
    assert PracticeAnswer.objects.count() == 2


def test_a_written_answer_is_shown_a_reviewers() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, writing_item(use="practice"))
    told = _answer(cast.bob, item.public_id, {"text": "Mine."}).json()
    assert (told["agreement"], told["example"]) == (None, SECRET)


def test_a_screening_item_cannot_be_practised() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item())
    assert _list(cast, cast.bob).json()["items"] == []
    response = _answer(cast.bob, item.public_id, {"flags": []})
    assert error_code(response) == (404, "not_found")
    assert SECRET not in response.content.decode()


def test_an_unfinished_answer_tells_nothing() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, ranking_item(use="practice"))
    response = _answer(cast.bob, item.public_id, {"ranking": [["A"]]})
    assert error_code(response) == (422, "invalid")
    assert SECRET not in response.content.decode()
    assert not PracticeAnswer.objects.exists()


def test_outsiders_see_and_answer_nothing() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item(use="practice"))
    assert error_code(_list(cast, cast.charlie)) == (404, "not_found")
    assert error_code(_answer(cast.charlie, item.public_id, {"flags": []})) == (404, "not_found")


def test_the_list_reads_in_few_queries(django_assert_max_num_queries: Any) -> None:
    cast = make_cast()
    items = [flagging_item(use="practice") for _ in range(6)]
    make_items(cast.project, cast.alice, *items)
    client = JsonClient(cast.bob)
    with django_assert_max_num_queries(5):
        client.get(f"/api/projects/{cast.project.public_id}/practice")
