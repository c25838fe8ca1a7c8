"""Thumbs on the project's overview."""

from typing import Any

from tests.clients import JsonClient
from tests.factories import make_member, make_user
from touchstone.projects.models import Role


def test_the_overview_counts_thumbs_that_hold(bot: Any, stranger: Any) -> None:
    sent = [
        bot.thumb(
            {"messages": [{"role": "user", "content": "Hi"}], "completion": "Yo", "rating": r}
        )
        for r in ("up", "up", "up", "down")
    ]
    first, second, *_ = [response.json()["id"] for response in sent]
    assert bot.thumb({"supersedes": first, "rating": "down"}).status_code == 201
    assert bot.send("post", f"/v1/feedback/{second}/retract").status_code == 201
    rita = make_user("Rita")
    for project in (bot.project, stranger.project):
        make_member(project, rita, Role.REVIEWER)
    client = JsonClient(rita)
    counts = [
        client.get(f"/api/projects/{project.public_id}/overview").json()["feedback"]
        for project in (bot.project, stranger.project)
    ]
    assert counts == [{"up": 1, "down": 2}, {"up": 0, "down": 0}]
