"""Doubles at the same moment, and a broker that is down."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from django.db import connection

from labeling.feedback.models import FeedbackEvent
from tests.factories import make_project
from tests.labeling.feedback.conftest import Bot
from tests.live import LiveStack

BODY = {
    "messages": [{"role": "user", "content": "Why?"}],
    "completion": "Because.",
    "rating": "up",
}


def together(count: int, send: Any) -> list[Any]:
    def one(number: int) -> Any:
        try:
            return send(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_doubles_at_the_same_moment_are_one_thumb() -> None:
    bot = Bot(make_project())
    answers = together(8, lambda _: bot.thumb(BODY, "same"))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert FeedbackEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_different_bodies_at_the_same_moment_are_one_thumb_and_conflicts() -> None:
    bot = Bot(make_project())
    answers = together(6, lambda number: bot.thumb({**BODY, "comment": f"{number}"}, "same"))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}
    assert FeedbackEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_thumb_is_changed_or_retracted_once_at_the_same_moment() -> None:
    bot = Bot(make_project())
    first = bot.thumb(BODY).json()["id"]

    def change(number: int) -> Any:
        if number % 2:
            return bot.send("post", f"/v1/feedback/{first}/retract")
        return bot.thumb({"supersedes": first, "rating": "down"})

    answers = together(8, change)
    assert Counter(answer.status_code for answer in answers)[201] == 1
    assert FeedbackEvent.objects.filter(supersedes__public_id=first).count() == 1


@pytest.mark.services
def test_thumbs_are_taken_while_redis_is_down(live_stack: LiveStack) -> None:
    bot = Bot(make_project())
    live_stack.start("web")
    live_stack.stop("redis")
    headers = {"Authorization": f"Bearer {bot.secret}"}
    url = f"{live_stack.url}/v1/feedback"
    response = httpx.post(url, json=BODY, headers=headers, timeout=60)
    assert response.status_code == 201
    assert str(FeedbackEvent.objects.get().public_id) == response.json()["id"]
