"""An attempt: started once, saved item by item, handed in once, decided by rule."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from labeling.assignments.models import Eligibility
from labeling.quality.models import AttemptDecision, AttemptItem, QualificationAttempt
from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import JsonClient, error_code, faults
from tests.factories import make_cast, make_guideline
from tests.labeling.screening import (
    GROUPS,
    SECRET,
    Candidate,
    answer_to,
    flagging_item,
    make_items,
    make_qualification,
    make_screening,
    part,
    ranking_item,
)
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_somebody_passes_what_needs_no_reviewer_and_may_work() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item(), ranking_item())
    parts = [part(kind) for kind in PartKind if kind is not PartKind.WRITING]
    make_qualification(cast, *parts)
    bob = Candidate(cast.bob, cast.project)
    assert bob.standing()["opens"] == ["ranking"]
    result = bob.take()
    assert result["outcome"] == "passed"
    assert bob.standing()["opens"] == []
    assert [(one["kind"], one["value"], one["n"], one["met"]) for one in result["figures"]] == [
        ("flagging", 1.0, 1, True),
        ("ranking", 1.0, 3, True),
        ("self_assessment", 4.0, len(GROUPS), True),
    ]
    grant = Eligibility.objects.get(user=cast.bob)
    assert (grant.kind, grant.language, grant.valid_until) == ("ranking", "*", None)
    standing = bob.standing()
    assert (standing["qualified"], standing["blocked"]) == (True, "already_qualified")
    assert error_code(bob.start()) == (409, "already_qualified")
    decided = AuditEvent.objects.get(action="qualification_attempt.decided")
    assert decided.detail["outcome"] == "passed"
    assert decided.detail["figures"][0]["cutoff"] == 0.75


def test_a_part_below_its_cutoff_fails_at_once_and_grants_nothing() -> None:
    cast = make_cast()
    make_screening(cast)
    result = Candidate(cast.bob, cast.project).take(right=False)
    assert result["outcome"] == "failed"
    figures = {one["kind"]: one for one in result["figures"]}
    assert figures["ranking"]["value"] == 0.0
    assert (figures["writing"]["value"], figures["writing"]["met"]) == (None, None)
    assert not Eligibility.objects.filter(user=cast.bob).exists()


def test_the_whole_answer_of_a_start() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    response = bob.start()
    assert response.status_code == 201
    shown = response.json()
    version = bob.standing()["qualification"]
    assert shown == {
        "id": shown["id"],
        "number": 1,
        "started_at": shown["started_at"],
        "submitted_at": None,
        "outcome": None,
        "figures": [],
        "project": {"id": str(cast.project.public_id), "name": cast.project.name},
        "qualification": version,
        "items": [
            {
                "index": 0,
                "part": "self_assessment",
                "language": "en",
                "shown": {
                    "text": "",
                    "flags": [],
                    "prompt": "",
                    "slots": [],
                    "groups": list(GROUPS),
                },
                "revision": 0,
                "answer": None,
            }
        ],
    }
    again = bob.start()
    assert (again.status_code, again.json()) == (200, shown)


def test_what_reviewers_said_never_reaches_whoever_is_screened() -> None:
    cast = make_cast()
    make_screening(cast)
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    bodies = [bob.start(), bob.client.get(f"{bob.base}/qualification")]
    for item in attempt["items"]:
        bodies.append(bob.save(attempt, item["index"], answer_to(attempt, item)))
    bodies.append(bob.submit(attempt))
    bodies.append(bob.client.get(f"/api/qualification-attempts/{attempt['id']}"))
    bodies.append(bob.client.get(f"{bob.base}/qualification"))
    bodies.append(bob.client.get(f"{bob.base}/practice"))
    for response in bodies:
        text = response.content.decode()
        assert response.status_code == 200, text
        for word in (SECRET, "expected", "explanation", "example", '"order"', "seed"):
            assert word not in text
    assert SECRET in JsonClient(cast.alice).get(f"{bob.base}/qualification-items").content.decode()


def test_a_reload_after_a_crash_finds_every_answer() -> None:
    cast = make_cast()
    make_screening(cast)
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    writing = next(item for item in attempt["items"] if item["part"] == "writing")
    saved = bob.save(attempt, writing["index"], {"text": "Half a sen"})
    assert saved.json()["revision"] == 1
    found = bob.client.get(f"/api/qualification-attempts/{attempt['id']}").json()
    item = found["items"][writing["index"]]
    assert (item["revision"], item["answer"]) == (1, {"text": "Half a sen"})


def test_a_second_tab_does_not_overwrite_unseen_work() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    assert bob.save(attempt, 0, {"levels": {GROUPS[0]: 5}}).status_code == 200
    late = bob.save(attempt, 0, {"levels": {}})
    assert error_code(late) == (409, "conflict_revision")
    extra = late.json()["error"]["details"][0]["extra"]
    assert extra == {"revision": 1, "answer": {"levels": {GROUPS[0]: 5}}}
    assert bob.save(attempt, 0, {"levels": {}}, revision=1).json()["revision"] == 2


def test_an_unfinished_attempt_is_not_handed_in_and_the_items_are_named() -> None:
    cast = make_cast()
    make_screening(cast)
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    bob.save(attempt, 0, answer_to(attempt, attempt["items"][0]))
    bob.save(attempt, 2, {"text": "   "})
    response = bob.submit(attempt)
    assert faults(response) == dict.fromkeys(("items.1", "items.2", "items.3"), "unfinished")
    assert not AttemptDecision.objects.exists()


def test_handing_in_twice_decides_once_and_then_nothing_changes() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    result = bob.take()
    assert bob.submit(result).json() == result
    assert AttemptDecision.objects.count() == 1
    assert error_code(bob.save(result, 0, {"levels": {}}, 1)) == (409, "already_submitted")


def test_wrong_answers_and_indexes_are_refused() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.start().json()
    for answer in ({"levels": {"nobody": 3}}, {"text": "hello"}, {}):
        assert error_code(bob.save(attempt, 0, answer)) == (422, "invalid")
    assert error_code(bob.save(attempt, 7, {"levels": {}})) == (422, "invalid")
    assert faults(bob.save(attempt, 0, [1])) == {"answer": "not_a_dict"}


def test_an_attempt_is_its_owners_alone() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    attempt = Candidate(cast.bob, cast.project).start().json()
    for stranger in (cast.dana, cast.rita, cast.alice, cast.charlie):
        other = Candidate(stranger, cast.project)
        found = other.client.get(f"/api/qualification-attempts/{attempt['id']}")
        assert error_code(found) == (404, "not_found")
        assert error_code(other.save(attempt, 0, {"levels": {}})) == (404, "not_found")
        assert error_code(other.submit(attempt)) == (404, "not_found")
    outsider = Candidate(cast.charlie, cast.project)
    assert error_code(outsider.start()) == (404, "not_found")
    assert error_code(outsider.client.get(f"{outsider.base}/qualification")) == (404, "not_found")


def test_without_a_qualification_there_is_nothing_to_start() -> None:
    cast = make_cast()
    bob = Candidate(cast.bob, cast.project)
    assert bob.standing() == {
        "qualification": None,
        "qualified": False,
        "blocked": None,
        "available_at": None,
        "must_acknowledge": False,
        "opens": [],
        "attempts": [],
        "practice": [
            {"kind": "flagging", "items": 0},
            {"kind": "ranking", "items": 0},
            {"kind": "writing", "items": 0},
        ],
    }
    assert error_code(bob.start()) == (409, "no_qualification")


def test_the_guidelines_come_first() -> None:
    cast = make_cast()
    make_guideline(cast.project, cast.alice)
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    assert bob.standing()["must_acknowledge"] is True
    assert error_code(bob.start()) == (409, "must_acknowledge")


def test_the_repeat_rules_hold() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item(), flagging_item())
    make_qualification(cast, part(PartKind.FLAGGING), max_attempts=2, wait_days=1)
    bob = Candidate(cast.bob, cast.project)
    assert bob.take(right=False)["outcome"] == "failed"
    assert error_code(bob.start()) == (409, "wait_first")
    standing = bob.standing()
    assert standing["blocked"] == "wait_first"
    assert standing["available_at"] > standing["attempts"][0]["submitted_at"]
    yesterday = timezone.now() - timedelta(days=1, seconds=1)
    QualificationAttempt.objects.update(submitted_at=yesterday)
    assert bob.take(right=False)["outcome"] == "failed"
    QualificationAttempt.objects.update(submitted_at=yesterday)
    assert error_code(bob.start()) == (409, "no_attempts_left")
    asked = [row.item_id for row in AttemptItem.objects.all()]
    assert len(set(asked)) == 2, "no item twice where the bank allows"
    make_qualification(cast, part(PartKind.FLAGGING))
    assert bob.start().status_code == 201, "a new version is a new chance"


def test_who_passed_an_earlier_version_need_not_pass_a_later_one() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    bob.take()
    make_items(cast.project, cast.alice, flagging_item())
    make_qualification(cast, part(PartKind.FLAGGING))
    assert bob.standing()["qualified"] is True


def test_the_page_reads_in_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, *(flagging_item() for _ in range(6)))
    make_qualification(cast, part(PartKind.FLAGGING, 6), max_attempts=0)
    bob = Candidate(cast.bob, cast.project)
    for _ in range(3):
        bob.take(right=False)
    attempt = bob.start().json()
    with django_assert_max_num_queries(11):
        bob.standing()
    with django_assert_max_num_queries(8):
        bob.client.get(f"/api/qualification-attempts/{attempt['id']}")


def test_what_was_handed_in_never_changes() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    Candidate(cast.bob, cast.project).take()
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        AttemptDecision.objects.update(outcome="failed")
