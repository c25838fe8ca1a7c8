"""Drafts: revisions, two tabs, and what outlives a lease."""

from typing import Any

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import Draft, TaskPlace
from labeling.assignments.services.draft import MAX_DRAFT_BYTES
from tests.clients import error_code
from tests.labeling.work import Desk, make_ranking_task, make_workplace

pytestmark = pytest.mark.django_db


def _save(desk: Desk, assignment: dict[str, Any], content: Any, revision: Any = 0) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    path = f"/api/assignments/{assignment['id']}/draft"
    return desk.client.send("put", path, {"content": content}, headers=headers)


def test_a_draft_is_saved_by_revision_and_outsiders_get_404() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    first = _save(bob, mine, {"ranking": [["B"]], "notes": "só"})
    assert (first.status_code, first["ETag"]) == (200, '"1"')
    assert set(first.json()) == {"revision", "saved_at"}
    second = _save(bob, mine, {"ranking": [["B"], ["A"]]}, 1)
    assert second.json()["revision"] == 2
    assert bob.claim()["draft"] == {
        "revision": 2,
        "content": {"ranking": [["B"], ["A"]]},
        "saved_at": second.json()["saved_at"],
    }
    for stranger in (cast.dana, cast.alice, cast.charlie):
        response = _save(Desk(stranger, cast.project), mine, {})
        assert error_code(response) == (404, "not_found")


def test_a_second_tab_is_told_what_the_first_one_wrote() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    _save(bob, mine, {"notes": "from the first tab"})
    for stale in (0, 7):
        response = _save(bob, mine, {"notes": "from the second"}, stale)
        assert error_code(response) == (409, "conflict_revision")
        [detail] = response.json()["error"]["details"]
        assert detail["extra"] == {"revision": 1, "content": {"notes": "from the first tab"}}
    assert Draft.objects.get().content == {"notes": "from the first tab"}
    assert _save(bob, mine, {"notes": "merged"}, 1).status_code == 200


def test_a_first_save_over_a_revision_that_never_was_is_a_conflict() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    response = _save(bob, bob.claim(), {"notes": "x"}, 3)
    assert error_code(response) == (409, "conflict_revision")
    assert response.json()["error"]["details"][0]["extra"] == {"revision": 0, "content": None}


def test_a_draft_is_kept_although_the_task_went_to_somebody_else() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    mine = bob.claim()
    TaskPlace.objects.update(lease_until=Now())
    dana.claim()
    assert _save(bob, mine, {"notes": "late"}).status_code == 200


@pytest.mark.parametrize("revision", [None, "one", ""])
def test_a_save_without_a_revision_is_refused(revision: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert error_code(_save(bob, bob.claim(), {}, revision)) == (422, "if_match_missing")


def test_a_draft_has_a_size_and_is_an_object() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    assert error_code(_save(bob, mine, {"notes": "x" * MAX_DRAFT_BYTES})) == (422, "invalid")
    assert _save(bob, mine, ["no", "object"]).status_code == 422
    assert not Draft.objects.exists()


def test_no_draft_is_saved_or_left_once_the_answer_is_in() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim()
    _save(bob, mine, {"notes": "half"})
    assert bob.submit(mine).status_code == 201
    assert not Draft.objects.exists()
    assert error_code(_save(bob, mine, {"notes": "again"}, 1)) == (409, "already_submitted")
