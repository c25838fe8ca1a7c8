"""Reading feedback: the feed that misses nothing, and the admin's list."""

import base64
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection

from labeling.feedback.models import FeedbackEvent
from tests.clients import JsonClient, error_code
from tests.factories import make_cast, make_completion, make_prompt
from tests.labeling.evidence import thumbed
from tests.labeling.feedback.conftest import Bot
from touchstone.projects.models import Scope

ANSWER = {"messages": [{"role": "user", "content": "Why?"}], "completion": "Because."}


def read(bot: Any, cursor: str | None = None, limit: int = 2) -> dict[str, Any]:
    where = f"&cursor={cursor}" if cursor else ""
    page: dict[str, Any] = bot.get(f"/v1/feedback?limit={limit}{where}").json()
    return page


def read_once_settled(bot: Any, count: int, cursor: str | None = None) -> list[str]:
    """Return the ids of the feed after ``cursor`` once ``count`` of them may be shown.

    The feed holds back whatever is younger than the oldest open transaction of the whole server,
    and the tests beside this one hold theirs open for as long as each of them runs.
    """
    deadline = time.monotonic() + 600
    while True:
        ids = [one["id"] for one in read(bot, cursor, limit=100)["items"]]
        if len(ids) >= count or time.monotonic() > deadline:
            return ids
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_the_feed_goes_on_from_its_cursor_now_and_later() -> None:
    bot = Bot(make_cast().project)
    ids = [bot.thumb({**ANSWER, "rating": "up"}).json()["id"] for _ in range(3)]
    assert read_once_settled(bot, 3) == ids
    first = read(bot)
    assert ([one["id"] for one in first["items"]], first["has_more"]) == (ids[:2], True)
    second = read(bot, first["next_cursor"])
    assert ([one["id"] for one in second["items"]], second["has_more"]) == (ids[2:], False)
    nothing = read(bot, second["next_cursor"])
    assert nothing == {"items": [], "next_cursor": second["next_cursor"], "has_more": False}
    late = bot.thumb({**ANSWER, "rating": "up"}).json()["id"]
    assert read_once_settled(bot, 1, nothing["next_cursor"]) == [late]


@pytest.mark.django_db(transaction=True)
def test_the_feed_does_not_pass_a_transaction_that_is_still_open() -> None:
    bot = Bot(make_cast().project)
    columns = [str(field.column) for field in FeedbackEvent._meta.local_concrete_fields]
    kept = [name for name in columns if name not in ("id", "public_id", "transaction_id")]
    bot.thumb({**ANSWER, "rating": "up"})
    read_once_settled(bot, 1)
    before = read(bot)
    with psycopg.connect(**_address()) as other:
        # It has its number and its row, and has not committed: a later one overtakes it.
        names = ", ".join(kept)
        other.execute(
            f"INSERT INTO feedback_feedbackevent (public_id, {names}) "
            f"SELECT gen_random_uuid(), {names} FROM feedback_feedbackevent"
        )
        overtaking = bot.thumb({**ANSWER, "rating": "down"}).json()["id"]
        assert read(bot, before["next_cursor"])["items"] == []
    after = read_once_settled(bot, 2, before["next_cursor"])
    assert len(after) == 2
    assert after[1] == overtaking


def _address() -> dict[str, Any]:
    given = connection.settings_dict
    assert django_settings.DATABASES
    return {
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }


def test_the_feed_needs_the_reading_scope_and_shows_ones_own_project(
    bot: Any, stranger: Any
) -> None:
    bot.thumb({**ANSWER, "rating": "up"})
    assert read(stranger)["items"] == []
    assert Bot(bot.project, [Scope.FEEDBACK_WRITE]).get("/v1/feedback").status_code == 403


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "cursor=%21", "cursor=MTIz", "cursor=LTE6LTE"]
)
def test_a_bad_limit_or_cursor_is_refused(bot: Any, query: str) -> None:
    assert error_code(bot.get(f"/v1/feedback?{query}")) == (422, "invalid")
    assert base64.urlsafe_b64decode("LTE6LTE=") == b"-1:-1"


def test_admins_see_thumbs_with_what_became_of_them(
    db: None, django_assert_num_queries: Callable[..., Any]
) -> None:
    cast = make_cast()
    answer = make_completion(make_prompt(cast.project), "A" * 400)
    up = thumbed(cast.project, answer)
    down = thumbed(cast.project, answer, rating="down", supersedes=up, model="theirs")
    thumbed(cast.project, kind="retraction", supersedes=down)
    path = f"/api/projects/{cast.project.public_id}/feedback"
    alice = JsonClient(cast.alice)
    with django_assert_num_queries(4):
        response = alice.get(path)
    assert response.json() == {
        "items": [
            {
                "id": str(one.public_id),
                "rating": one.rating,
                "reasons": [],
                "comment": "",
                "model": one.model,
                "received_at": one.received_at.isoformat().replace("+00:00", "Z"),
                "retracted": one == down,
                "superseded": one == up,
                "completion_excerpt": "A" * 300,
            }
            for one in (down, up)
        ],
        "next_cursor": None,
    }
    for outsider in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(outsider).get(path)) == (404, "not_found")
    assert error_code(JsonClient().get(path)) == (401, "not_authenticated")
