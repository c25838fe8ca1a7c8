"""The banks: items are added and retired by admins, never edited."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from labeling.quality.models import QualificationItem
from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast
from tests.labeling.screening import (
    SECRET,
    flagging_item,
    make_items,
    make_qualification,
    part,
    ranking_item,
    writing_item,
)
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def _path(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/qualification-items"


def _retire(cast: Cast, item: QualificationItem) -> Any:
    return JsonClient(cast.alice).send("post", f"/api/qualification-items/{item.public_id}/retire")


def test_an_admin_adds_an_item_and_sees_all_of_it() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    given = ranking_item([[1], [0, 2]], language="de")
    response = alice.send("post", _path(cast), given)
    assert response.status_code == 201, response.content
    shown = response.json()
    assert shown == {
        "id": shown["id"],
        "part": "ranking",
        "use": "screening",
        "language": "de",
        "text": "",
        "flags": [],
        "prompt": given["prompt"],
        "completions": ["first", "second", "third"],
        "expected_flags": [],
        "expected_ranking": [[1], [0, 2]],
        "example": "",
        "explanation_markdown": SECRET,
        "added_by": {"id": str(cast.alice.public_id), "name": "Alice"},
        "added_at": shown["added_at"],
        "retired_at": None,
    }
    assert alice.get(_path(cast)).json()["items"] == [shown]
    assert AuditEvent.objects.get().action == "qualification_items.added"


def test_an_item_without_flags_asks_the_papers_question() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item())
    assert [flag["key"] for flag in item.content["flags"]] == ["sensitive"]


def test_only_admins_see_and_keep_the_banks() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item())
    for stranger in (cast.bob, cast.rita, cast.charlie):
        client = JsonClient(stranger)
        for response in (
            client.get(_path(cast)),
            client.send("post", _path(cast), writing_item()),
            client.send("post", f"{_path(cast)}/import", {"jsonl": json.dumps(writing_item())}),
            client.send("post", f"/api/qualification-items/{item.public_id}/retire"),
        ):
            assert error_code(response) == (404, "not_found")
    assert QualificationItem.objects.count() == 1


def test_the_list_is_filtered_and_reads_in_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_cast()
    items = make_items(
        cast.project, cast.alice, flagging_item(), writing_item(use="practice"), writing_item()
    )
    assert _retire(cast, items[0]).json()["retired_at"] is not None
    alice = JsonClient(cast.alice)

    def listed(query: str) -> list[str]:
        return [item["part"] for item in alice.get(f"{_path(cast)}?{query}").json()["items"]]

    alice.get(_path(cast))
    with django_assert_max_num_queries(4):
        assert listed("") == ["writing", "writing", "flagging"]
    assert listed("part=writing&use=practice") == ["writing"]
    assert listed("retired=true") == ["flagging"]
    assert listed("retired=false&use=screening") == ["writing"]
    assert error_code(alice.get(f"{_path(cast)}?part=x")) == (422, "invalid")


def test_the_same_content_is_not_added_twice_whatever_the_bank() -> None:
    cast = make_cast()
    given = flagging_item()
    make_items(cast.project, cast.alice, given)
    other = {**given, "use": "practice", "expected_flags": []}
    response = JsonClient(cast.alice).send("post", _path(cast), other)
    assert faults(response) == {"items.0": "item_twice"}


def test_what_was_retired_may_come_back_to_its_own_bank_alone() -> None:
    cast = make_cast()
    given = flagging_item(use="practice")
    [item] = make_items(cast.project, cast.alice, given)
    _retire(cast, item)
    alice = JsonClient(cast.alice)
    known = alice.send("post", _path(cast), {**given, "use": "screening"})
    assert faults(known) == {"items.0": "item_twice"}, "people may remember it from practice"
    assert alice.send("post", _path(cast), {**given, "expected_flags": []}).status_code == 201


def test_wrong_items_are_refused_with_the_field() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    wrong = ranking_item([[0], [1]])
    assert faults(alice.send("post", _path(cast), wrong)) == {
        "items.0.expected_ranking": "ranking_invalid"
    }
    assert faults(alice.send("post", _path(cast), {"part": "essay"})) == {"part": "invalid_choice"}


def test_a_file_is_added_whole() -> None:
    cast = make_cast()
    lines = [flagging_item(), ranking_item(), writing_item(use="practice")]
    text = "\n".join(json.dumps(line) for line in lines) + "\n\n"
    response = JsonClient(cast.alice).send("post", f"{_path(cast)}/import", {"jsonl": text})
    assert (response.status_code, response.json()) == (201, {"added": 3})
    assert QualificationItem.objects.count() == 3


def test_a_file_with_a_wrong_line_is_not_added_and_the_line_is_named() -> None:
    cast = make_cast()
    lines = [json.dumps(flagging_item()), "{", json.dumps({"part": "writing", "promt": "x"}), "3"]
    response = JsonClient(cast.alice).send(
        "post", f"{_path(cast)}/import", {"jsonl": "\n".join(lines)}
    )
    assert faults(response) == {"line 2": "not_json", "line 3": "invalid", "line 4": "invalid"}
    messages = [detail["message"] for detail in response.json()["error"]["details"]]
    assert "promt: Unknown field" in messages[1]
    assert not QualificationItem.objects.exists()
    empty = JsonClient(cast.alice).send("post", f"{_path(cast)}/import", {"jsonl": "\n \n"})
    assert empty.status_code == 422


def test_retiring_twice_is_retiring_once() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item())
    assert _retire(cast, item).json() == _retire(cast, item).json()
    assert AuditEvent.objects.filter(action="qualification_item.retired").count() == 1


def test_what_the_version_in_force_needs_is_not_retired() -> None:
    cast = make_cast()
    first, practice = make_items(
        cast.project, cast.alice, flagging_item(), flagging_item(use="practice")
    )
    make_qualification(cast, part(PartKind.FLAGGING))
    assert error_code(_retire(cast, first)) == (409, "bank_too_small")
    assert _retire(cast, practice).status_code == 200
    make_items(cast.project, cast.alice, flagging_item())
    assert _retire(cast, first).status_code == 200


def test_an_item_is_never_edited() -> None:
    cast = make_cast()
    [item] = make_items(cast.project, cast.alice, flagging_item())
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        QualificationItem.objects.filter(pk=item.pk).update(expected={"flags": []})
