"""Lists cost the same number of queries however long they are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from labeling.quality.services.gold_checks import gold_checks_tend
from tests.clients import JsonClient
from tests.factories import Cast, make_guideline, make_member, make_user
from tests.labeling.quality.test_gold_checks import make_gold
from tests.labeling.work import (
    Desk,
    make_eligible,
    make_ranking_task,
    make_workplace,
    opened_earlier,
)

pytestmark = pytest.mark.django_db


def a_gold_item(cast: Cast) -> None:
    make_gold(cast)


def a_grant(cast: Cast) -> None:
    user = make_user()
    make_member(cast.project, user)
    make_eligible(cast.project, user, kinds=["ranking"])


def a_release(cast: Cast) -> None:
    made = cast.project.guidelines.count()
    make_guideline(cast.project, cast.alice, [cast.bob], minor=made)


def a_checked_person(cast: Cast) -> None:
    """Somebody who answered a check, whatever they said."""
    cast.project.gold_check_share = 0.5
    cast.project.save()
    make_gold(cast)
    make_ranking_task(cast.project)
    a_grant(cast)
    gold_checks_tend()
    dana = Desk(cast.dana, cast.project)
    while (assignment := dana.next().json()["assignment"]) is not None:
        dana.submit(assignment)
    # Answers that claim each other's time cost the most, and here all do, however slow this is.
    opened_earlier()


@pytest.mark.parametrize(
    ("path", "one_more", "most"),
    [
        ("gold", a_gold_item, 12),
        ("eligibilities", a_grant, 12),
        ("guidelines", a_release, 12),
        ("people", a_checked_person, 19),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(
    path: str, one_more: Callable[[Cast], None], most: int
) -> None:
    cast = make_workplace()
    rita = JsonClient(cast.rita)
    counts, rows = [], []
    for _ in range(3):
        one_more(cast)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows.append(
                len(rita.get(f"/api/projects/{cast.project.public_id}/{path}").json()["items"])
            )
        counts.append(len(queries))
    assert rows == sorted(set(rows)), "each time there is more to read"
    assert len(set(counts)) == 1
    assert counts[0] <= most
