"""Publishing guideline releases, reading them, and acknowledging them."""

import pytest
from django.db import DatabaseError, transaction

from labeling.guidelines.domain.numbers import Number, must_acknowledge, next_number
from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_guideline
from touchstone.core.models import AuditEvent


def test_the_first_release_is_1_0_and_later_ones_count_on() -> None:
    assert next_number(None, "minor") == Number(1, 0)
    assert next_number(None, "major") == Number(1, 0)
    assert next_number(Number(1, 9), "minor") == Number(1, 10)
    assert next_number(Number(1, 9), "major") == Number(2, 0)


@pytest.mark.parametrize(
    ("current", "acknowledged", "expected"),
    [(None, None, False), (1, None, True), (1, 1, False), (2, 1, True), (1, 2, False)],
)
def test_only_a_newer_major_release_must_be_acknowledged(
    current: int | None, acknowledged: int | None, expected: bool
) -> None:
    assert must_acknowledge(current, acknowledged) is expected


def _base(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/guidelines"


@pytest.mark.django_db
def test_an_admin_publishes_releases_and_nobody_else_does() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    body = {"body_markdown": "# Be fair\n", "note": "first", "level": "major"}
    response = alice.send("post", _base(cast), body)
    assert response.status_code == 201
    release = GuidelineVersion.objects.get()
    assert response.json() == {
        "id": str(release.public_id),
        "number": "1.0",
        "major": 1,
        "minor": 0,
        "note": "first",
        "published_at": response.json()["published_at"],
        "published_by": {"id": str(cast.alice.public_id), "name": "Alice"},
        "body_markdown": "# Be fair\n",
        "examples": [],
        "glossary": [],
        "quiz": None,
    }
    assert response.json()["published_at"] is not None
    for level, number in (("minor", "1.1"), ("major", "2.0"), ("minor", "2.1")):
        later = alice.send("post", _base(cast), {**body, "level": level})
        assert later.json()["number"] == number
    events = AuditEvent.objects.filter(action="guideline.published").order_by("pk")
    assert [event.detail["number"] for event in events] == ["1.0", "1.1", "2.0", "2.1"]
    for stranger in (cast.bob, cast.rita, cast.charlie):
        refused = JsonClient(stranger).send("post", _base(cast), body)
        assert error_code(refused) == (404, "not_found")
    assert GuidelineVersion.objects.count() == 4


@pytest.mark.django_db
def test_a_release_has_a_text_and_a_known_level() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    wrong = alice.send("post", _base(cast), {"body_markdown": "", "level": "huge"})
    assert faults(wrong) == {"body_markdown": "blank", "level": "invalid_choice"}
    blank = alice.send("post", _base(cast), {"body_markdown": " \n ", "level": "major"})
    assert blank.status_code == 422
    assert not GuidelineVersion.objects.exists()


@pytest.mark.django_db
def test_a_published_release_is_immutable_in_the_database() -> None:
    cast = make_cast()
    release = make_guideline(cast.project, cast.alice, [cast.bob])
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        Acknowledgment.objects.all().delete()
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        GuidelineVersion.objects.filter(pk=release.pk)._raw_delete("default")
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        GuidelineVersion.objects.update(body_markdown="rewritten")


@pytest.mark.django_db
def test_members_list_and_read_releases_and_outsiders_get_404() -> None:
    cast = make_cast()
    first = make_guideline(cast.project, cast.alice)
    second = make_guideline(cast.project, cast.alice, minor=1, note="a typo")
    bob, charlie = JsonClient(cast.bob), JsonClient(cast.charlie)
    items = bob.get(_base(cast)).json()["items"]
    assert [(item["number"], item["note"]) for item in items] == [("1.1", "a typo"), ("1.0", "")]
    assert "body_markdown" not in items[0]
    one = bob.get(f"/api/guidelines/{first.public_id}").json()
    assert (one["body_markdown"], one["number"]) == ("# Be fair", "1.0")
    for path in (
        _base(cast),
        f"{_base(cast)}/current",
        f"/api/guidelines/{second.public_id}",
    ):
        assert error_code(charlie.get(path)) == (404, "not_found")
    refused = charlie.send("post", f"/api/guidelines/{second.public_id}/acknowledge")
    assert error_code(refused) == (404, "not_found")


@pytest.mark.django_db
def test_the_current_release_asks_to_be_acknowledged_until_it_is() -> None:
    cast = make_cast()
    bob = JsonClient(cast.bob)
    assert bob.get(f"{_base(cast)}/current").json() == {
        "release": None,
        "acknowledged": False,
        "must_acknowledge": False,
        "must_pass_quiz": False,
        "quiz_passed": False,
        "last_acknowledged": None,
    }
    release = make_guideline(cast.project, cast.alice)
    current = bob.get(f"{_base(cast)}/current").json()
    assert current["release"]["id"] == str(release.public_id)
    assert current["release"]["body_markdown"] == "# Be fair"
    assert (current["acknowledged"], current["must_acknowledge"]) == (False, True)

    path = f"/api/guidelines/{release.public_id}/acknowledge"
    first, again = bob.send("post", path), bob.send("post", path)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert Acknowledgment.objects.get().user == cast.bob
    current = bob.get(f"{_base(cast)}/current").json()
    assert (current["acknowledged"], current["must_acknowledge"]) == (True, False)


@pytest.mark.django_db
def test_a_minor_release_is_news_but_no_duty() -> None:
    cast = make_cast()
    make_guideline(cast.project, cast.alice, [cast.bob])
    make_guideline(cast.project, cast.alice, minor=1)
    current = JsonClient(cast.bob).get(f"{_base(cast)}/current").json()
    assert current["release"]["number"] == "1.1"
    assert (current["acknowledged"], current["must_acknowledge"]) == (False, False)
