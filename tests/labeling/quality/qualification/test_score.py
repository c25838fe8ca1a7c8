"""Reviewers score demonstrations blind; the last score decides; an admin may overrule."""

from typing import Any

import pytest

from labeling.assignments.models import Eligibility
from labeling.quality.models import DemonstrationScore
from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_member, make_user
from tests.labeling.screening import (
    Candidate,
    make_items,
    make_qualification,
    make_screening,
    part,
    writing_item,
)
from touchstone.accounts.models import User
from touchstone.core.models import AuditEvent
from touchstone.projects.models import Role

pytestmark = pytest.mark.django_db


def _waiting(cast: Cast, user: User | None = None) -> list[dict[str, Any]]:
    path = f"/api/projects/{cast.project.public_id}/demonstrations-to-score"
    response = JsonClient(user or cast.rita).get(path)
    assert response.status_code == 200, response.content
    return list(response.json()["items"])


def _score(user: User, demonstration: dict[str, Any], score: int) -> Any:
    path = f"/api/demonstrations-to-score/{demonstration['id']}"
    return JsonClient(user).send("post", path, {"score": score})


def _overrule(user: User, attempt: dict[str, Any], outcome: str, reason: str = "Seen twice") -> Any:
    path = f"/api/qualification-attempts/{attempt['id']}/overrule"
    return JsonClient(user).send("post", path, {"outcome": outcome, "reason": reason})


def test_a_reviewer_sees_what_was_written_and_nothing_of_who_wrote_it() -> None:
    cast = make_cast()
    make_screening(cast)
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.take(text="My demonstration.")
    assert attempt["outcome"] == "waiting"
    assert bob.standing()["blocked"] == "waits_for_scores"
    [shown] = _waiting(cast)
    prompt = attempt["items"][2]["shown"]["prompt"]
    assert shown == {
        "id": shown["id"],
        "prompt": prompt,
        "text": "My demonstration.",
        "language": "en",
    }
    assert shown["id"] != attempt["id"]


@pytest.mark.parametrize(("score", "outcome"), [(6, "passed"), (5, "failed")])
def test_the_last_score_decides(score: int, outcome: str) -> None:
    cast = make_cast()
    make_screening(cast)
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.take()
    response = _score(cast.rita, _waiting(cast)[0], score)
    assert response.status_code == 200
    assert response.json()["score"] == score
    result = bob.client.get(f"/api/qualification-attempts/{attempt['id']}").json()
    assert result["outcome"] == outcome
    assert result["figures"][2]["value"] == score
    assert Eligibility.objects.filter(user=cast.bob).exists() is (outcome == "passed")
    assert _waiting(cast) == []


def test_the_same_score_again_is_one_and_another_is_refused() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, writing_item(), writing_item())
    make_qualification(cast, part(PartKind.WRITING, 2))
    Candidate(cast.bob, cast.project).take()
    first, second = _waiting(cast)
    assert _score(cast.rita, first, 7).json() == _score(cast.rita, first, 7).json()
    assert error_code(_score(cast.rita, first, 1)) == (409, "already_scored")
    assert error_code(_score(cast.alice, first, 7)) == (409, "enough_scores")
    assert _waiting(cast) == [second]
    assert _score(cast.alice, second, 6).status_code == 200
    assert DemonstrationScore.objects.count() == 2
    assert _score(cast.rita, first, 7).status_code == 200, "told alike after the decision too"
    assert Candidate(cast.bob, cast.project).standing()["qualified"] is True


def test_two_scores_where_two_are_wanted() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, writing_item())
    make_qualification(cast, part(PartKind.WRITING, 1, scores=2))
    bob = Candidate(cast.bob, cast.project)
    bob.take()
    [shown] = _waiting(cast)
    _score(cast.rita, shown, 5)
    assert _waiting(cast) == []
    assert bob.standing()["blocked"] == "waits_for_scores"
    assert _waiting(cast, cast.alice) == [shown]
    _score(cast.alice, shown, 7)
    assert bob.standing()["attempts"][0]["figures"][0]["value"] == 6.0


def test_nobody_scores_their_own_and_no_labeler_scores() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, writing_item())
    make_qualification(cast, part(PartKind.WRITING))
    Candidate(cast.rita, cast.project).take()
    assert _waiting(cast) == []
    [shown] = _waiting(cast, cast.alice)
    assert error_code(_score(cast.rita, shown, 7)) == (409, "own_work")
    for stranger in (cast.bob, cast.charlie):
        assert error_code(_score(stranger, shown, 7)) == (404, "not_found")
    path = f"/api/projects/{cast.project.public_id}/demonstrations-to-score"
    for stranger in (cast.bob, cast.charlie):
        assert error_code(JsonClient(stranger).get(path)) == (404, "not_found")
    assert faults(_score(cast.alice, shown, 8)) == {"score": "max_value"}


def test_what_failed_elsewhere_asks_no_reviewer() -> None:
    cast = make_cast()
    make_screening(cast)
    Candidate(cast.bob, cast.project).take(right=False)
    assert _waiting(cast) == []


def test_the_list_reads_in_few_queries(django_assert_max_num_queries: Any) -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, *(writing_item() for _ in range(5)))
    make_qualification(cast, part(PartKind.WRITING, 5))
    Candidate(cast.bob, cast.project).take()
    assert len(_waiting(cast)) == 5
    client = JsonClient(cast.rita)
    with django_assert_max_num_queries(4):
        client.get(f"/api/projects/{cast.project.public_id}/demonstrations-to-score")


def test_an_admin_overrules_with_a_reason_and_the_log_keeps_both() -> None:
    cast = make_cast()
    make_screening(cast)
    attempt = Candidate(cast.bob, cast.project).take(right=False)
    response = _overrule(cast.alice, attempt, "passed", "The items were ambiguous.")
    assert response.status_code == 200
    shown = response.json()
    assert shown["outcome"] == "passed"
    assert shown["decided_by"] == {"id": str(cast.alice.public_id), "name": "Alice"}
    assert Eligibility.objects.get(user=cast.bob).granted_by == cast.alice
    [record] = (
        JsonClient(cast.alice)
        .get(f"/api/projects/{cast.project.public_id}/qualification-attempts")
        .json()["items"]
    )
    assert record["user"]["name"] == "Bob"
    assert [one["outcome"] for one in record["decisions"]] == ["failed", "passed"]
    assert record["decisions"][0]["decided_by"] is None
    assert record["decisions"][1] == shown
    assert AuditEvent.objects.get(action="qualification_attempt.overruled").detail["reason"]


def test_overruling_a_pass_takes_back_what_it_granted() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    bob = Candidate(cast.bob, cast.project)
    attempt = bob.take()
    _overrule(cast.alice, attempt, "failed")
    assert Eligibility.objects.get(user=cast.bob).valid_until is not None
    assert bob.standing()["qualified"] is False
    again = _overrule(cast.alice, attempt, "failed")
    assert again.status_code == 200
    assert AuditEvent.objects.filter(action="qualification_attempt.overruled").count() == 1


def test_what_was_overruled_is_scored_no_more() -> None:
    cast = make_cast()
    make_screening(cast)
    attempt = Candidate(cast.bob, cast.project).take()
    [shown] = _waiting(cast)
    _overrule(cast.alice, attempt, "passed")
    assert _waiting(cast) == []
    assert error_code(_score(cast.rita, shown, 7)) == (409, "already_decided")


def test_only_admins_overrule_and_only_what_was_handed_in() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    attempt = Candidate(cast.bob, cast.project).start().json()
    for stranger in (cast.bob, cast.rita, cast.charlie):
        assert error_code(_overrule(stranger, attempt, "passed")) == (404, "not_found")
    assert error_code(_overrule(cast.alice, attempt, "passed")) == (409, "not_submitted")
    wrong = _overrule(cast.alice, attempt, "waiting", "")
    assert faults(wrong) == {"outcome": "invalid_choice", "reason": "blank"}


def test_the_attempts_are_listed_for_admins_alone_in_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    for _ in range(4):
        person = make_user()
        make_member(cast.project, person, Role.LABELER)
        Candidate(person, cast.project).take()
    path = f"/api/projects/{cast.project.public_id}/qualification-attempts"
    alice = JsonClient(cast.alice)
    with django_assert_max_num_queries(7):
        assert len(alice.get(path).json()["items"]) == 4
    for stranger in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(stranger).get(path)) == (404, "not_found")


def test_nobody_overrules_their_own_attempt() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT, cutoff=5.0))
    attempt = Candidate(cast.alice, cast.project).take()
    assert attempt["outcome"] == "failed"
    assert error_code(_overrule(cast.alice, attempt, "passed")) == (409, "own_work")
    other = make_user()
    make_member(cast.project, other, Role.ADMIN)
    assert _overrule(other, attempt, "passed").status_code == 200
