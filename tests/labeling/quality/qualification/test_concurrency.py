"""Two clicks and two reviewers at once, on connections of their own."""

from typing import Any

import pytest

from labeling.assignments.models import Eligibility
from labeling.quality.models import AttemptDecision, DemonstrationScore, QualificationAttempt
from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import JsonClient
from tests.factories import make_cast
from tests.labeling.screening import (
    Candidate,
    answer_to,
    make_items,
    make_qualification,
    make_screening,
    part,
    writing_item,
)
from tests.labeling.threads import at_once

pytestmark = pytest.mark.usefixtures("own_connections")
TIMES = 6


def test_two_starts_find_the_same_attempt() -> None:
    cast = make_cast()
    make_screening(cast)
    people = [Candidate(cast.bob, cast.project) for _ in range(TIMES)]
    responses = at_once([person.start for person in people])
    assert sorted(response.status_code for response in responses) == [200] * (TIMES - 1) + [201]
    assert len({response.json()["id"] for response in responses}) == 1
    assert QualificationAttempt.objects.count() == 1


def test_two_submits_decide_once() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    people = [Candidate(cast.bob, cast.project) for _ in range(TIMES)]
    attempt = people[0].start().json()
    people[0].save(attempt, 0, answer_to(attempt, attempt["items"][0]))
    responses = at_once([lambda one=one: one.submit(attempt) for one in people])
    assert {response.status_code for response in responses} == {200}
    assert {response.json()["outcome"] for response in responses} == {"passed"}
    assert AttemptDecision.objects.count() == 1
    assert Eligibility.objects.filter(user=cast.bob).count() == 1


def test_two_saves_over_the_same_revision_keep_one_and_tell_the_other() -> None:
    cast = make_cast()
    make_screening(cast)
    people = [Candidate(cast.bob, cast.project) for _ in range(TIMES)]
    attempt = people[0].start().json()
    responses = at_once(
        [
            lambda one=one, at=at: one.save(attempt, 2, {"text": f"Page {at}"})
            for at, one in enumerate(people)
        ]
    )
    assert sorted(response.status_code for response in responses) == [200] + [409] * (TIMES - 1)


def test_two_reviewers_at_the_last_places_decide_once() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, writing_item(), writing_item())
    make_qualification(cast, part(PartKind.WRITING, 2))
    Candidate(cast.bob, cast.project).take()
    path = f"/api/projects/{cast.project.public_id}/demonstrations-to-score"
    shown = JsonClient(cast.rita).get(path).json()["items"]
    calls = [
        lambda user=user, item=item: JsonClient(user).send(
            "post", f"/api/demonstrations-to-score/{item['id']}", {"score": 6}
        )
        for item in shown
        for user in (cast.rita, cast.alice)
    ]
    statuses = sorted(response.status_code for response in at_once(calls))
    assert statuses == [200, 200, 409, 409]
    assert DemonstrationScore.objects.count() == 2
    decided = AttemptDecision.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(decided) == ["waiting", "passed"]


def test_versions_published_at_once_have_numbers_of_their_own() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    path = f"/api/projects/{cast.project.public_id}/qualifications"
    body: dict[str, Any] = {"parts": [], "grants": []}
    responses = at_once([lambda: alice.send("post", path, body)] * TIMES)
    assert sorted(response.json()["number"] for response in responses) == [1, 2, 3, 4, 5, 6]
