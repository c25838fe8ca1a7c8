"""What waits for reviewers is counted as their pages list it."""

from typing import Any

import pytest

from tests.clients import JsonClient, error_code
from tests.labeling.guidelines.test_questions import _ask
from tests.labeling.quality.test_demonstration_review import decide, write
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.screening import Candidate, make_screening
from tests.labeling.work import make_workplace

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "counts"),
    [("rita", (1, 1, 1, 1)), ("alice", (1, 1, 1, 1)), ("bob", None), ("charlie", None)],
)
def test_reviewers_and_admins_are_told_what_waits_and_nobody_else(name: str, counts: Any) -> None:
    cast = make_workplace()
    disputed(cast)
    write(cast, cast.bob)
    assert _ask(cast, cast.bob).status_code == 201
    make_screening(cast)
    Candidate(cast.bob, cast.project).take(text="My demonstration.")
    response = JsonClient(getattr(cast, name)).get(
        f"/api/projects/{cast.project.public_id}/waiting"
    )
    if counts is None:
        assert error_code(response) == (404, "not_found")
        return
    fields = ("tasks", "demonstrations", "questions", "scores")
    assert response.json() == dict(zip(fields, counts, strict=True))


def test_what_was_done_waits_no_more_and_it_costs_the_same(
    django_assert_num_queries: Any,
) -> None:
    cast = make_workplace()
    rita = JsonClient(cast.rita)
    path = f"/api/projects/{cast.project.public_id}/waiting"
    for tasks in (1, 2):
        task_id, written = disputed(cast), write(cast, cast.bob)
        disputed(cast)
        rita.get(path)
        with django_assert_num_queries(7):
            found = rita.get(path).json()
        assert found["tasks"] == tasks + 1
        assert found["demonstrations"] == 1
        settle(cast.rita, task_id)
        decide(cast.rita, written, "approved")
        assert rita.get(path).json() == {**found, "tasks": tasks, "demonstrations": 0}
