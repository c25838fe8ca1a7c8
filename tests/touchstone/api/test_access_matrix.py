"""Every role × every endpoint: who is let in, who is told what.

A new endpoint needs one line in ``TABLE``; the first test fails until it has one. An endpoint
lets an actor in when it answers neither 401, 403 nor 404 (bodies are empty: 422 and 409 count as
in, since access is decided before content), and never with a 500.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.touchstone.api.world import World

IN = 0
ACTORS = (
    "anonymous",
    "outsider",
    "ended",
    "staff",
    "labeler",
    "other_labeler",
    "reviewer",
    "admin",
    "key",
)
Who = dict[str, int]


def who(default: int, anonymous: int = 401, key: int = 401, **others: int) -> Who:
    """Return what each actor gets; keys open nothing but the public API."""
    return dict.fromkeys(ACTORS, default) | {"anonymous": anonymous, "key": key} | others


EVERYBODY = who(IN, anonymous=IN, key=IN)
LOGGED_IN = who(IN)
STAFF = who(403, staff=IN, admin=IN)  # Alice administers the installation too
MEMBERS = who(404, labeler=IN, other_labeler=IN, reviewer=IN, admin=IN)
OWN_OR_REVIEWERS = who(404, labeler=IN, reviewer=IN, admin=IN)
OWN = who(404, labeler=IN)
REVIEWERS = who(404, reviewer=IN, admin=IN)
ADMINS = who(404, admin=IN)
KEYS = who(401, key=IN)


class Row(NamedTuple):
    """An endpoint and who may."""

    method: str
    route: str
    who: Who


TABLE = [
    Row("get", "api/schema/", EVERYBODY),
    Row("get", "api/docs/", EVERYBODY),
    # Me and my way in
    Row("get", "api/me", LOGGED_IN),
    Row("patch", "api/me", LOGGED_IN),
    Row("get", "api/invitations/<token>", EVERYBODY),
    # A visitor's empty body is 422: a name and a password are missing. Others: wrong account.
    Row("post", "api/invitations/<token>/accept", EVERYBODY),
    # Projects
    Row("get", "api/projects", LOGGED_IN),
    Row("post", "api/projects", STAFF),
    Row("get", "api/projects/<project_id>", MEMBERS),
    Row("patch", "api/projects/<project_id>", ADMINS),
    Row("get", "api/projects/<project_id>/members", ADMINS),
    Row("patch", "api/members/<member_id>", ADMINS),
    Row("get", "api/projects/<project_id>/invitations", ADMINS),
    Row("post", "api/projects/<project_id>/invitations", ADMINS),
    Row("post", "api/project-invitations/<invitation_id>/revoke", ADMINS),
    Row("get", "api/projects/<project_id>/api-keys", ADMINS),
    Row("post", "api/projects/<project_id>/api-keys", ADMINS),
    Row("post", "api/api-keys/<api_key_id>/revoke", ADMINS),
    Row("get", "api/projects/<project_id>/audit-events", ADMINS),
    # Models
    Row("get", "api/projects/<project_id>/models", REVIEWERS),
    Row("post", "api/models/<model_id>/promote", ADMINS),
    Row("post", "api/projects/<project_id>/rollback", ADMINS),
    Row("get", "api/projects/<project_id>/promotions", REVIEWERS),
    # Guidelines
    Row("get", "api/projects/<project_id>/guidelines", MEMBERS),
    Row("post", "api/projects/<project_id>/guidelines", ADMINS),
    Row("get", "api/projects/<project_id>/guidelines/current", MEMBERS),
    Row("get", "api/guidelines/<guideline_id>", MEMBERS),
    Row("get", "api/guidelines/<guideline_id>/diff", MEMBERS),
    Row("post", "api/projects/<project_id>/guidelines/diff", ADMINS),
    Row("get", "api/guidelines/<guideline_id>/quiz", ADMINS),
    Row("post", "api/guidelines/<guideline_id>/acknowledge", MEMBERS),
    Row("post", "api/guidelines/<guideline_id>/quiz-tries", MEMBERS),
    Row("post", "api/quiz-tries/<quiz_try_id>/answers", OWN),
    Row("get", "api/projects/<project_id>/questions", MEMBERS),
    Row("post", "api/projects/<project_id>/questions", MEMBERS),
    Row("get", "api/projects/<project_id>/open-questions", REVIEWERS),
    Row("get", "api/questions/<question_id>", OWN_OR_REVIEWERS),
    Row("post", "api/questions/<question_id>/answers", REVIEWERS),
    # Labeling
    Row("get", "api/projects/<project_id>/queue", MEMBERS),
    Row("get", "api/projects/<project_id>/history", MEMBERS),
    Row("get", "api/projects/<project_id>/me", MEMBERS),
    Row("get", "api/projects/<project_id>/ledger", MEMBERS),
    Row("get", "api/projects/<project_id>/ledger.csv", MEMBERS),
    Row("get", "api/projects/<project_id>/topics", MEMBERS),
    Row("put", "api/projects/<project_id>/topics", MEMBERS),
    Row("post", "api/projects/<project_id>/assignments/next", MEMBERS),
    Row("get", "api/assignments/<assignment_id>", OWN),
    Row("post", "api/assignments/<assignment_id>/open", OWN),
    Row("post", "api/assignments/<assignment_id>/heartbeat", OWN),
    Row("put", "api/assignments/<assignment_id>/draft", OWN),
    Row("post", "api/assignments/<assignment_id>/submit", OWN),
    Row("get", "api/projects/<project_id>/skips", MEMBERS),
    Row("post", "api/assignments/<assignment_id>/skip", OWN),
    Row("post", "api/assignments/<assignment_id>/unskip", OWN),
    Row("post", "api/assignments/<assignment_id>/release", OWN),
    Row("get", "api/projects/<project_id>/judgments", REVIEWERS),
    Row("get", "api/judgments/<judgment_id>", OWN_OR_REVIEWERS),
    Row("post", "api/judgments/<judgment_id>/revise", OWN),
    Row("get", "api/projects/<project_id>/overview", REVIEWERS),
    Row("get", "api/projects/<project_id>/agreement", REVIEWERS),
    Row("get", "api/projects/<project_id>/eligibilities", REVIEWERS),
    Row("post", "api/projects/<project_id>/eligibilities", REVIEWERS),
    Row("post", "api/eligibilities/<eligibility_id>/revoke", REVIEWERS),
    # Qualification
    Row("get", "api/projects/<project_id>/qualification", MEMBERS),
    Row("post", "api/projects/<project_id>/qualification/attempts", MEMBERS),
    Row("get", "api/qualification-attempts/<attempt_id>", OWN),
    Row("put", "api/qualification-attempts/<attempt_id>/answers/<index>", OWN),
    Row("post", "api/qualification-attempts/<attempt_id>/submit", OWN),
    Row("get", "api/projects/<project_id>/practice", MEMBERS),
    Row("post", "api/practice/<item_id>/answer", MEMBERS),
    Row("get", "api/projects/<project_id>/demonstrations-to-score", REVIEWERS),
    Row("post", "api/demonstrations-to-score/<answer_id>", REVIEWERS),
    Row("get", "api/projects/<project_id>/qualifications", ADMINS),
    Row("post", "api/projects/<project_id>/qualifications", ADMINS),
    Row("get", "api/projects/<project_id>/qualification-items", ADMINS),
    Row("post", "api/projects/<project_id>/qualification-items", ADMINS),
    Row("post", "api/projects/<project_id>/qualification-items/import", ADMINS),
    Row("post", "api/qualification-items/<item_id>/retire", ADMINS),
    Row("post", "api/gold/<gold_item_id>/qualification-item", ADMINS),
    Row("get", "api/projects/<project_id>/qualification-attempts", ADMINS),
    Row("post", "api/qualification-attempts/<attempt_id>/overrule", ADMINS),
    # Reviewing
    Row("get", "api/projects/<project_id>/waiting", REVIEWERS),
    Row("get", "api/projects/<project_id>/review-queue", REVIEWERS),
    Row("get", "api/tasks/<task_id>", REVIEWERS),
    Row("post", "api/tasks/<task_id>/settle", REVIEWERS),
    Row("post", "api/tasks/<task_id>/overlap", REVIEWERS),
    Row("post", "api/tasks/<task_id>/withdraw", REVIEWERS),
    Row("post", "api/tasks/<task_id>/gold", REVIEWERS),
    Row("get", "api/projects/<project_id>/gold", REVIEWERS),
    Row("post", "api/gold/<gold_item_id>/retire", REVIEWERS),
    Row("post", "api/gold/<gold_item_id>/restore", REVIEWERS),
    Row("get", "api/projects/<project_id>/demonstration-reviews", REVIEWERS),
    Row("post", "api/demonstrations/<demonstration_id>/decide", REVIEWERS),
    Row("get", "api/projects/<project_id>/me/contested", MEMBERS),
    Row("get", "api/projects/<project_id>/me/news", MEMBERS),
    Row("post", "api/projects/<project_id>/me/news", MEMBERS),
    Row("get", "api/projects/<project_id>/voids", REVIEWERS),
    Row("post", "api/projects/<project_id>/voids", REVIEWERS),
    Row("post", "api/projects/<project_id>/voids/preview", REVIEWERS),
    Row("get", "api/voids/<void_id>", REVIEWERS),
    Row("get", "api/projects/<project_id>/people", REVIEWERS),
    Row("get", "api/projects/<project_id>/people/<person_id>", REVIEWERS),
    Row("post", "api/projects/<project_id>/people/<person_id>/pause", REVIEWERS),
    Row("post", "api/projects/<project_id>/people/<person_id>/resume", REVIEWERS),
    # Intake and datasets
    Row("get", "api/projects/<project_id>/prompts", ADMINS),
    Row("post", "api/projects/<project_id>/prompts/check", MEMBERS),
    Row("get", "api/projects/<project_id>/prompt-briefs", ADMINS),
    Row("post", "api/projects/<project_id>/prompt-briefs", ADMINS),
    Row("post", "api/prompt-briefs/<brief_id>/withdraw", ADMINS),
    Row("get", "api/projects/<project_id>/imports", ADMINS),
    Row("post", "api/projects/<project_id>/imports", ADMINS),
    Row("get", "api/imports/<import_id>", ADMINS),
    Row("get", "api/projects/<project_id>/datasets", ADMINS),
    Row("post", "api/projects/<project_id>/datasets", ADMINS),
    Row("get", "api/datasets/<dataset_id>", ADMINS),
    Row("get", "api/datasets/<dataset_id>/download", ADMINS),
    # Training
    Row("get", "api/projects/<project_id>/runs", REVIEWERS),
    Row("post", "api/projects/<project_id>/runs", ADMINS),
    Row("get", "api/runs/<run_id>", REVIEWERS),
    Row("get", "api/runs/<run_id>/metrics", REVIEWERS),
    Row("post", "api/runs/<run_id>/cancel", ADMINS),
    Row("post", "api/runs/<run_id>/retry", ADMINS),
    Row("get", "api/projects/<project_id>/retrain-policies", REVIEWERS),
    Row("post", "api/projects/<project_id>/retrain-policies", ADMINS),
    Row("patch", "api/retrain-policies/<policy_id>", ADMINS),
    Row("post", "api/retrain-policies/<policy_id>/trigger", ADMINS),
    Row("get", "api/projects/<project_id>/cycles", REVIEWERS),
    Row("get", "api/cycles/<cycle_id>", REVIEWERS),
    Row("post", "api/cycles/<cycle_id>/resume", ADMINS),
    Row("post", "api/cycles/<cycle_id>/cancel", ADMINS),
    Row("get", "api/cycles/<cycle_id>/gate", REVIEWERS),
    Row("post", "api/cycles/<cycle_id>/decide", ADMINS),
    # Feedback
    Row("get", "api/projects/<project_id>/feedback", ADMINS),
    Row("post", "v1/feedback", KEYS),
    Row("get", "v1/feedback", KEYS),
    Row("get", "v1/feedback/<event_id>", KEYS),
    Row("post", "v1/feedback/<event_id>/retract", KEYS),
]


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield ``(method, route)`` of every endpoint of the API, path converters left out."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith(("api/", "v1/")):
            view = getattr(pattern.callback, "cls", None)
            if view is None:  # a plain page
                yield "get", route
            for method in ("get", "post", "put", "patch", "delete"):
                if hasattr(view, method):
                    yield (
                        method,
                        route.replace("<uuid:", "<").replace("<str:", "<").replace("<int:", "<"),
                    )


def test_every_endpoint_has_its_row() -> None:
    served, known = set(routes()), {(row.method, row.route) for row in TABLE}
    assert served - known == set(), "add a row to TABLE: who may?"
    assert known - served == set(), "these rows have no endpoint any more"
    assert len(TABLE) == len(known), "a row stands twice"


@pytest.mark.django_db
def test_every_role_against_every_endpoint(subtests: pytest.Subtests) -> None:
    world = World()
    for row in TABLE:
        with subtests.test(f"{row.method} {row.route}"):
            path = path_of(world, row.route)
            answered = {actor: ask(world, actor, row.method, path) for actor in ACTORS}
            assert answered == row.who


def path_of(world: World, route: str) -> str:
    """Return the route's path with the world's objects for its parameters."""
    for name in [part.split(">")[0] for part in route.split("<")[1:]]:
        route = route.replace(f"<{name}>", str(getattr(world, name)))
    return "/" + route


def ask(world: World, actor: str, method: str, path: str) -> int:
    """Return ``IN``, or the status that kept the actor out; what was done is undone."""
    client = world.client(actor)
    with transaction.atomic():
        response = client.send(method, path, None if method == "get" else {})
        transaction.set_rollback(True)
    assert response.status_code < 500, response.content
    if response.status_code == 401:
        assert response["WWW-Authenticate"] in ("Session", "Bearer")
    return response.status_code if response.status_code in (401, 403, 404) else IN
