"""What changed between releases, over HTTP."""

from uuid import uuid4

import pytest

from tests.clients import JsonClient, error_code, faults
from tests.factories import make_cast, make_guideline, make_member, make_user
from touchstone.projects.models import Membership

FIRST = "# Rules\n\nPrefer the shorter answer.\n\nNo ties."


@pytest.mark.django_db
def test_a_release_tells_what_it_changed_since_the_one_before_or_any_other() -> None:
    cast = make_cast()
    example = {"title": "Rivers", "body_markdown": "Seine", "flag": None, "verdict": "good"}
    term = {"term": "Tie", "definition_markdown": "Equally good."}
    first = make_guideline(cast.project, cast.alice, body_markdown=FIRST, note="First.")
    make_guideline(cast.project, cast.alice, minor=1, body_markdown=FIRST, note="A typo.")
    third = make_guideline(
        cast.project,
        cast.alice,
        major=2,
        body_markdown="# Rules\n\nPrefer the truer answer.\n\nNo ties.",
        note="Truth first.",
        examples=[example],
        glossary=[term],
    )
    bob = JsonClient(cast.bob)
    path = f"/api/guidelines/{third.public_id}/diff"
    found = bob.get(path).json()
    assert (found["release"]["number"], found["against"]["number"]) == ("2.0", "1.1")
    assert found["notes"] == [{"number": "2.0", "note": "Truth first."}]
    assert found["body"] == [
        {"kind": "same", "text": "# Rules", "paragraphs": 1, "words": []},
        {
            "kind": "changed",
            "text": "Prefer the truer answer.",
            "paragraphs": 1,
            "words": [
                {"kind": "same", "text": "Prefer the "},
                {"kind": "removed", "text": "shorter"},
                {"kind": "added", "text": "truer"},
                {"kind": "same", "text": " answer."},
            ],
        },
        {"kind": "same", "text": "No ties.", "paragraphs": 1, "words": []},
    ]
    assert [block["text"] for block in found["examples"]] == ["**Rivers** (good)", "Seine"]
    assert [block["text"] for block in found["glossary"]] == ["**Tie**\nEqually good."]
    older = bob.get(f"{path}?against={first.public_id}").json()
    assert older["against"]["number"] == "1.0"
    assert [note["number"] for note in older["notes"]] == ["2.0", "1.1"]
    alone = bob.get(f"/api/guidelines/{first.public_id}/diff").json()
    assert (alone["against"], [block["kind"] for block in alone["body"]]) == (None, ["added"] * 3)


@pytest.mark.django_db
def test_a_diff_stays_within_a_project_and_its_members() -> None:
    cast = make_cast()
    mine = make_guideline(cast.project, cast.alice)
    elsewhere = Membership.objects.get(user=cast.charlie).project
    theirs = make_guideline(elsewhere, cast.charlie)
    both = make_user("Both")
    make_member(cast.project, both)
    make_member(elsewhere, both)
    path = f"/api/guidelines/{mine.public_id}/diff"
    assert error_code(JsonClient(cast.charlie).get(path)) == (404, "not_found")
    for against in (theirs.public_id, uuid4()):
        refused = JsonClient(both).get(f"{path}?against={against}")
        assert error_code(refused) == (404, "not_found")
    assert error_code(JsonClient(both).get(f"{path}?against=1.0")) == (422, "invalid")


@pytest.mark.django_db
def test_a_draft_is_compared_with_the_release_in_force_and_not_stored() -> None:
    cast = make_cast()
    path = f"/api/projects/{cast.project.public_id}/guidelines/diff"
    alice = JsonClient(cast.alice)
    draft = {"body_markdown": f"{FIRST}\n\nTies are welcome."}
    first = alice.send("post", path, draft).json()
    assert (first["release"], first["against"]) == (None, None)
    make_guideline(cast.project, cast.alice, body_markdown=FIRST)
    found = alice.send("post", path, draft).json()
    assert (found["release"], found["against"]["number"]) == (None, "1.0")
    assert [block["kind"] for block in found["body"]] == ["same"] * 3 + ["added"]
    assert faults(alice.send("post", path, {})) == {"body_markdown": "required"}
    for stranger in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(stranger).send("post", path, draft)) == (404, "not_found")
    assert cast.project.guidelines.count() == 1
