"""``POST /v1/feedback``: what is stored, what is refused, and that a retry is one thumb."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from labeling.feedback.api.throttling import ApiKeyThrottle
from labeling.feedback.models import FeedbackEvent
from labeling.prompts.models import Completion, Content
from tests.clients import error_code, faults
from tests.factories import make_completion, make_prompt
from touchstone.projects.models import ApiKey, Scope
from touchstone.projects.services import api_key_revoke

ANSWER = {"messages": [{"role": "user", "content": "Why?"}], "completion": " Because. "}


@pytest.fixture
def completion(bot: Any) -> Completion:
    return make_completion(make_prompt(bot.project))


def test_a_thumb_on_a_stored_completion_is_stored_with_everything(
    bot: Any, completion: Completion, django_assert_num_queries: Callable[..., Any]
) -> None:
    body = {
        "completion_id": str(completion.public_id),
        "rating": "down",
        "reasons": ["too_verbose", "other"],
        "comment": "Too long.",
        "correction": "Short.",
        "user": "customer-7",
        "consent": {"store": True, "train": True},
        "model": "support-bot-3",
        "occurred_at": "2026-11-20T10:00:00+01:00",
        "metadata": {"channel": "web"},
    }
    bot.thumb(body)
    # The key, the completion, and one statement between a savepoint that only tests need.
    with django_assert_num_queries(5):
        response = bot.thumb(body)
    assert response.status_code == 201
    event = FeedbackEvent.objects.latest("id")
    assert response.json() == {
        "id": str(event.public_id),
        "kind": "thumb",
        "rating": "down",
        "completion_id": str(completion.public_id),
        "model": "support-bot-3",
        "reasons": ["too_verbose", "other"],
        "comment": "Too long.",
        "correction": "Short.",
        "consent": {"store": True, "train": True, "publish": False},
        "occurred_at": "2026-11-20T09:00:00Z",
        "received_at": event.received_at.isoformat().replace("+00:00", "Z"),
        "metadata": {"channel": "web"},
        "supersedes": None,
        "superseded_by": None,
    }
    assert (event.project, event.api_key) == (bot.project, bot.key)
    assert event.end_user_hash
    assert "customer-7" not in str(vars(event))


def test_a_thumb_on_an_answer_from_elsewhere_keeps_the_conversation(bot: Any) -> None:
    assert bot.thumb({**ANSWER, "rating": "up"}).status_code == 201
    event = FeedbackEvent.objects.get()
    assert event.completion is None
    assert event.answer is not None
    assert event.answer.body == {
        "schema_version": 1,
        "messages": [
            {"role": "user", "content": "Why?"},
            {"role": "assistant", "content": " Because. "},
        ],
    }


def test_without_consent_to_storing_a_thumb_is_counted_and_nothing_more(bot: Any) -> None:
    body = {
        **ANSWER,
        "rating": "up",
        "reasons": ["other"],
        "comment": "Mine.",
        "user": "u",
        "model": "m",
        "metadata": {"a": 1},
        "occurred_at": "2026-11-20T10:00:00Z",
        "consent": {"store": False},
    }
    first = bot.thumb(body, "k")
    assert first.status_code == 201
    event = FeedbackEvent.objects.get()
    assert (event.rating, event.project, event.consent_store) == ("up", bot.project, False)
    assert not Content.objects.exists()
    assert (event.completion, event.answer, event.comment, event.correction) == (None,) * 4
    assert (event.end_user_hash, event.model, event.reasons) == ("", "", [])
    assert (event.metadata, event.occurred_at) == ({}, None)
    again = bot.thumb(body, "k")
    assert (again.status_code, again.json()) == (200, first.json())


def test_storing_defaults_to_the_projects_setting_and_the_rest_to_no(bot: Any) -> None:
    for default in (True, False):
        bot.project.store_feedback_by_default = default
        bot.project.save()
        consent = bot.thumb({**ANSWER, "rating": "up"}).json()["consent"]
        assert consent == {"store": default, "train": False, "publish": False}
    body = {**ANSWER, "rating": "up", "consent": {"train": True}}
    assert faults(bot.thumb(body)) == {"consent.store": "contradiction"}


def test_the_same_key_and_body_again_give_the_same_event(bot: Any) -> None:
    body = {**ANSWER, "rating": "up"}
    first = bot.thumb(body, "key-1")
    again = bot.thumb(dict(reversed(body.items())), "key-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert FeedbackEvent.objects.count() == 1
    assert Content.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(bot: Any) -> None:
    bot.thumb({**ANSWER, "rating": "up"}, "key-1")
    response = bot.thumb({**ANSWER, "rating": "down"}, "key-1")
    assert error_code(response) == (409, "idempotency_conflict")
    assert bot.thumb({**ANSWER, "rating": "down"}, "key-2").status_code == 201


def test_without_a_key_two_thumbs_are_two(bot: Any) -> None:
    for _ in range(2):
        assert bot.thumb({**ANSWER, "rating": "up"}).status_code == 201
    assert FeedbackEvent.objects.count() == 2


def test_keys_of_different_projects_do_not_meet(bot: Any, stranger: Any) -> None:
    for one in (bot, stranger):
        assert one.thumb({**ANSWER, "rating": "up"}, "same").status_code == 201


def test_a_retry_after_the_hash_key_was_rotated_is_still_a_retry(bot: Any, settings: Any) -> None:
    first = bot.thumb({**ANSWER, "rating": "up", "user": "u"}, "k")
    settings.HASH_KEYS = {**settings.HASH_KEYS, "k2": "a newer secret"}
    assert bot.thumb({**ANSWER, "rating": "up", "user": "u"}, "k").json() == first.json()
    bot.thumb({**ANSWER, "rating": "up", "user": "u"}, "other")
    keys = FeedbackEvent.objects.order_by("id").values_list("hash_key_id", "end_user_hash")
    assert keys[0][0] != keys[1][0] == "k2"
    assert keys[0][1] != keys[1][1]


def test_end_users_are_somebody_else_in_each_project(bot: Any, stranger: Any) -> None:
    for one in (bot, bot, stranger):
        one.thumb({**ANSWER, "rating": "up", "user": "same"})
    first, second, other = FeedbackEvent.objects.order_by("id").values_list(
        "end_user_hash", flat=True
    )
    assert first == second != other


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rating": "sideways"}, {"rating": "invalid_choice"}),
        ({"rating": None}, {"rating": "null"}),
        ({"colour": "red"}, {"colour": "unknown_field"}),
        ({"consent": {"sell": True}}, {"consent.sell": "unknown_field"}),
        ({"messages": None}, {"messages": "null"}),
        ({"messages": []}, {"messages": "messages_invalid"}),
        (
            {"messages": [{"role": "assistant", "content": "Hi"}]},
            {"messages": "last_turn_not_user"},
        ),
        ({"completion": ""}, {"completion": "blank"}),
        ({"reasons": ["Not A Code"]}, {"reasons.0": "invalid"}),
        ({"reasons": "other"}, {"reasons": "not_a_list"}),
        ({"user": "x" * 501}, {"user": "max_length"}),
        ({"occurred_at": "yesterday"}, {"occurred_at": "invalid"}),
        ({"metadata": {"long": "x" * 20_000}}, {"metadata": "too_large"}),
        ({"completion_id": "7"}, {"completion_id": "invalid"}),
        ({"completion_id": str(uuid.uuid4())}, {"messages": "two_answers"}),
    ],
)
def test_bad_content_is_told_field_by_field(
    bot: Any, change: dict[str, Any], expected: dict[str, str]
) -> None:
    assert faults(bot.thumb({**ANSWER, "rating": "up", **change})) == expected
    assert not FeedbackEvent.objects.exists()


def test_half_an_answer_and_none_are_refused(bot: Any) -> None:
    messages, completion = ANSWER["messages"], ANSWER["completion"]
    assert faults(bot.thumb({"rating": "up"})) == {"completion_id": "required"}
    assert faults(bot.thumb({"rating": "up", "messages": messages})) == {"completion": "required"}
    assert faults(bot.thumb({"rating": "up", "completion": completion})) == {"messages": "required"}


def test_what_is_no_json_object_is_refused(bot: Any) -> None:
    options = {"content_type": "application/json"}
    for body in ("{broken", "[]", '"text"', "7", '{"comment": "zero \\u0000"}'):
        assert bot.post("/v1/feedback", body, **options).status_code == 422


@pytest.mark.parametrize("key", ["", "with space", "x" * 256, "ümlaut"])
def test_a_bad_idempotency_key_is_refused(bot: Any, key: str) -> None:
    response = bot.thumb({**ANSWER, "rating": "up"}, key)
    assert error_code(response) == (422, "bad_idempotency_key")


def test_a_completion_of_another_project_is_unknown(bot: Any, stranger: Any) -> None:
    foreign = make_completion(make_prompt(stranger.project))
    for unknown in (foreign.public_id, uuid.uuid4()):
        response = bot.thumb({"completion_id": str(unknown), "rating": "up"})
        assert error_code(response) == (404, "not_found")
    assert not FeedbackEvent.objects.exists()


def test_no_key_a_wrong_one_a_revoked_one_and_one_without_the_scope_are_refused(
    client: Any, bot: Any
) -> None:
    body = {**ANSWER, "rating": "up"}
    plain = {"content_type": "application/json"}
    assert error_code(client.post("/v1/feedback", body, **plain)) == (401, "not_authenticated")
    wrong = {"headers": {"authorization": "Bearer tsk_wrong"}}
    assert client.post("/v1/feedback", body, **plain, **wrong).status_code == 401
    ApiKey.objects.filter(pk=bot.key.pk).update(scopes=[Scope.FEEDBACK_READ])
    assert bot.thumb(body).status_code == 403
    api_key_revoke(api_key=bot.key, by=None)  # type: ignore[arg-type]
    assert bot.thumb(body).status_code == 401
    assert not FeedbackEvent.objects.exists()


def test_a_runaway_client_is_slowed_down(
    bot: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDBACK_RATE = 1.0
    monkeypatch.setattr(ApiKeyThrottle, "_buckets", {})
    answers = [bot.thumb({**ANSWER, "rating": "up"}) for _ in range(7)]
    assert [one.status_code for one in answers[:5]] == [201] * 5
    assert error_code(answers[6]) == (429, "throttled")
    assert answers[6]["Retry-After"] == "1"
