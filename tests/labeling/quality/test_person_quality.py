"""What a person's page tells of their quality beside agreement: reviewers' words, qualification."""

from typing import Any

import pytest

from labeling.assignments.models import Judgment
from tests.clients import JsonClient
from tests.factories import Cast, make_cast, make_guideline
from tests.labeling.quality.test_demonstration_review import again, decide, revise, write
from tests.labeling.quality.test_people import path_of
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.screening import Candidate, make_screening
from tests.labeling.work import begin_no_day_at_its_end, make_workplace
from touchstone.accounts.models import User

pytestmark = pytest.mark.django_db


def person(cast: Cast, user: User) -> Any:
    """Return somebody's page as Rita reads it."""
    return JsonClient(cast.rita).get(path_of(cast, user)).json()


def test_what_reviewers_said_of_demonstrations_is_told_in_all_and_by_week() -> None:
    begin_no_day_at_its_end()
    cast = make_workplace()
    good, weak, thin = (write(cast, cast.bob, text) for text in ("Good.", "Weak.", "Thin."))
    decide(cast.rita, good, "approved")
    assert decide(cast.rita, weak, "returned", reason="No source.").status_code == 200
    text = {"text": "Thick.", "notes": "", "prompt_fields": {}}
    edit = {"answer": text, "submission_id": "0192a000-0000-7000-8000-00000000ed17"}
    edited = decide(cast.rita, thin, "edited", **edit).json()
    once = {"approved": 1, "edited": 1, "returned": 1}
    body = person(cast, cast.bob)
    assert body["reviewed"] == once
    assert [week["reviewed"] for week in body["weeks"]] == [once]
    # The reviewer's own text, decided by another one, says nothing of its author.
    theirs = Judgment.objects.get(public_id=edited["judgment_id"])
    assert decide(cast.alice, theirs, "approved").status_code == 200
    assert person(cast, cast.bob)["reviewed"] == once
    # A revision is read anew, and counts beside what it answers to.
    revised = revise(cast, cast.bob, str(weak.public_id), "Weak, with a source.").json()
    decide(cast.rita, Judgment.objects.get(public_id=revised["judgment_id"]), "approved")
    assert person(cast, cast.bob)["reviewed"] == once | {"approved": 2}
    assert person(cast, cast.dana)["reviewed"] == dict.fromkeys(once, 0)


def test_what_was_taken_back_does_not_count() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    approved = decide(cast.rita, judgment, "approved")
    assert again(cast.rita, judgment, "reopened", approved).status_code == 200
    assert person(cast, cast.bob)["reviewed"]["approved"] == 0


def test_first_answers_are_compared_with_reviewers_and_never_with_oneself() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    assert person(cast, cast.bob)["reviewers"]["n"] == 0
    settle(cast.rita, task_id, (("A",), ("B",), ("C",)))
    bob, dana = (person(cast, user)["reviewers"] for user in (cast.bob, cast.dana))
    assert (bob["definition"], bob["n"], bob["n_clusters"]) == ("pairwise_with_reviewers", 3, 1)
    assert bob["value"] + dana["value"] == pytest.approx(1.0), "they ranked oppositely"
    assert {bob["value"], dana["value"]} == {0.0, 1.0}
    assert person(cast, cast.rita)["reviewers"]["n"] == 0
    items = JsonClient(cast.rita).get(f"/api/projects/{cast.project.public_id}/people").json()
    [listed] = [one for one in items["items"] if one["user"]["name"] == "Bob"]
    assert listed["reviewers"] == bob


def test_who_still_has_to_confirm_the_guidelines_is_told() -> None:
    cast = make_workplace()
    assert person(cast, cast.bob)["stopped_by"] is None
    make_guideline(cast.project, cast.alice, [cast.dana], major=2)
    stopped = {user.name: person(cast, user)["stopped_by"] for user in (cast.bob, cast.dana)}
    assert stopped == {"Bob": "must_acknowledge", "Dana": None}
    path = f"/api/projects/{cast.project.public_id}/guidelines"
    releases = JsonClient(cast.rita).get(path).json()["items"]
    assert [(one["number"], one["unconfirmed"]) for one in releases] == [("2.0", 3), ("1.0", None)]
    labelers = JsonClient(cast.bob).get(path).json()["items"]
    assert [one["unconfirmed"] for one in labelers] == [None, None]


def test_attempts_at_the_qualification_are_told_with_what_came_of_them() -> None:
    cast = make_cast()
    make_screening(cast)
    assert person(cast, cast.bob)["attempts"] == []
    Candidate(cast.bob, cast.project).take(right=False)
    [attempt] = person(cast, cast.bob)["attempts"]
    assert (attempt["number"], attempt["outcome"]) == (1, "failed")
    assert attempt["submitted_at"] is not None
    assert person(cast, cast.dana)["attempts"] == []
