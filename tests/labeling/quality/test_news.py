"""What is new of one's own work and questions since one last looked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from labeling.assignments.models import Judgment
from labeling.quality.models import LastLook, NewsPage
from labeling.quality.services.look import look_remember
from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.labeling.guidelines.test_questions import _answer, _ask
from tests.labeling.quality.test_demonstration_review import decide, write
from tests.labeling.quality.test_gold_checks import answer, checked
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.threads import at_once
from tests.labeling.work import make_workplace
from touchstone.accounts.models import User

NOTHING = {
    "questions": {"looked_until": None, "newest": None, "answered": 0},
    "work": {
        "looked_until": None,
        "newest": None,
        "settled": 0,
        "confirmed": 0,
        "returned": 0,
        "edited": 0,
        "approved": 0,
    },
}


def path_of(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/me/news"


def news_of(cast: Cast, user: User) -> Any:
    return JsonClient(user).get(path_of(cast)).json()


def look(cast: Cast, user: User, page: str, until: Any) -> Any:
    return JsonClient(user).send("post", path_of(cast), {"page": page, "until": until})


@pytest.mark.django_db
def test_what_a_reviewer_said_of_ones_work_is_new_until_one_has_looked() -> None:
    cast = make_workplace()
    assert news_of(cast, cast.bob) == news_of(cast, cast.dana) == NOTHING
    settle(cast.rita, disputed(cast), [["A"], ["B"], ["C"]])
    assert news_of(cast, cast.bob)["work"]["confirmed"] == 1, "Bob said so too"
    found = news_of(cast, cast.dana)
    work = {**NOTHING["work"], "settled": 1, "newest": found["work"]["newest"]}
    assert found == {**NOTHING, "work": work}
    seen = look(cast, cast.dana, "work", found["work"]["newest"])
    assert (seen.status_code, seen.json()["work"]["settled"]) == (200, 0)
    assert seen.json()["work"]["looked_until"] == found["work"]["newest"]
    assert news_of(cast, cast.bob)["work"]["confirmed"] == 1, "Dana's look is hers alone"


@pytest.mark.django_db
def test_each_verdict_of_a_demonstration_is_told_and_what_comes_later_is_new_again() -> None:
    cast = make_workplace()
    first, second, third = (write(cast, cast.bob) for _ in range(3))
    decide(cast.rita, first, "returned", reason="Name a source.")
    fields = {"answer": {"text": "Shorter."}, "submission_id": str(uuid4())}
    decide(cast.rita, second, "edited", **fields)
    work = news_of(cast, cast.bob)["work"]
    assert (work["returned"], work["edited"], work["approved"]) == (1, 1, 0)
    look(cast, cast.bob, "work", work["newest"])
    decide(cast.rita, third, "approved")
    work = news_of(cast, cast.bob)["work"]
    assert (work["returned"], work["edited"], work["approved"]) == (0, 0, 1)


@pytest.mark.django_db
def test_a_decision_that_was_taken_back_is_no_news() -> None:
    cast = make_workplace()
    written = write(cast, cast.bob)
    made = decide(cast.rita, written, "returned", reason="Name a source.").json()
    assert news_of(cast, cast.bob)["work"]["returned"] == 1
    assert decide(cast.rita, written, "reopened", supersedes=made["id"]).status_code == 200
    assert news_of(cast, cast.bob) == NOTHING


@pytest.mark.django_db
def test_an_answer_and_a_better_one_are_new_to_whoever_asked_and_to_nobody_else() -> None:
    cast = make_workplace()
    question = _ask(cast, cast.bob).json()
    assert news_of(cast, cast.bob) == NOTHING
    first = _answer(cast.rita, question["id"]).json()
    assert news_of(cast, cast.dana) == NOTHING
    found = news_of(cast, cast.bob)
    assert (found["questions"]["answered"], found["work"]) == (1, NOTHING["work"])
    look(cast, cast.bob, "questions", found["questions"]["newest"])
    assert news_of(cast, cast.bob)["questions"]["answered"] == 0
    _answer(cast.rita, question["id"], "They may not.", supersedes=first["id"])
    assert news_of(cast, cast.bob)["questions"]["answered"] == 1


@pytest.mark.django_db
def test_what_one_said_oneself_is_no_news() -> None:
    cast = make_workplace()
    question = _ask(cast, cast.rita).json()
    _answer(cast.rita, question["id"])
    settle(cast.rita, disputed(cast), [["A"], ["B"], ["C"]])
    assert news_of(cast, cast.rita) == NOTHING


@pytest.mark.django_db
def test_a_check_against_gold_gives_itself_away_by_no_news() -> None:
    cast, gold = checked()
    answer(cast, cast.dana, gold, (2, 1, 0))
    assert Judgment.objects.filter(user=cast.dana, gold_check=True).exists()
    assert news_of(cast, cast.dana) == NOTHING


@pytest.mark.django_db
def test_a_look_never_goes_back_and_not_into_the_future() -> None:
    cast = make_workplace()
    late, early = "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z"
    look(cast, cast.bob, "work", late)
    look(cast, cast.bob, "work", early)
    assert LastLook.objects.get().until == datetime(2026, 2, 1, tzinfo=UTC)
    look(cast, cast.bob, "work", "2999-01-01T00:00:00Z")
    settle(cast.rita, disputed(cast), [["A"], ["B"], ["C"]])
    assert news_of(cast, cast.bob)["work"]["confirmed"] == 1


@pytest.mark.django_db
def test_outsiders_and_wrong_bodies_are_refused() -> None:
    cast = make_workplace()
    assert error_code(JsonClient(cast.charlie).get(path_of(cast))) == (404, "not_found")
    assert error_code(look(cast, cast.charlie, "work", "2026-01-01T00:00:00Z"))[0] == 404
    assert error_code(look(cast, cast.bob, "inbox", "2026-01-01T00:00:00Z"))[0] == 422
    assert error_code(look(cast, cast.bob, "work", "yesterday"))[0] == 422
    assert not LastLook.objects.exists()


@pytest.mark.django_db
def test_it_costs_the_same_however_much_happened(django_assert_num_queries: Any) -> None:
    cast = make_workplace()
    dana = JsonClient(cast.dana)
    for expected in (1, 2, 3):
        settle(cast.rita, disputed(cast), [["A", "B", "C"]])
        decide(cast.rita, write(cast, cast.dana), "approved")
        dana.get(path_of(cast))
        with django_assert_num_queries(5):
            work = dana.get(path_of(cast)).json()["work"]
        assert (work["settled"], work["approved"]) == (expected, expected)


def test_of_two_tabs_that_look_at_once_the_later_moment_stays(own_connections: Any) -> None:
    cast = make_workplace()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(days=day) for day in range(8)]

    def remember(until: datetime) -> Any:
        return lambda: look_remember(
            project=cast.project, user=cast.bob, page=NewsPage.WORK, until=until
        )

    at_once([remember(until) for until in reversed(moments)])
    assert LastLook.objects.get().until == moments[-1]
