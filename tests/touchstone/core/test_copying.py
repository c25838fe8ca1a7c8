"""COPY in place of INSERT: the same rows, with their keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from labeling.feedback.models import FeedbackEvent, Rating
from labeling.prompts.models import Content
from tests.factories import make_content, make_project
from tests.labeling.evidence import make_api_key
from touchstone.core.copying import rows_copy

TEXT = 'Ünï "quoted"\ttab\nline \\ back {brace} 🙂'


@pytest.mark.django_db
def test_every_kind_of_column_arrives_as_it_was(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    project = make_project()
    answer = make_content(project, {"text": TEXT})
    at = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)
    event = FeedbackEvent(
        project=project,
        api_key=make_api_key(project),
        answer=answer,
        rating=Rating.UP,
        reasons=["a", 'b "c", d', ""],
        model=TEXT,
        metadata={"list": [1, None, True, TEXT]},
        consent_store=True,
        consent_train=False,
        consent_publish=False,
        hash_key_id="k",
        body_hash="",
        occurred_at=at,
    )
    bare = FeedbackEvent(
        project=project,
        api_key=event.api_key,
        rating=Rating.DOWN,
        consent_store=False,
        consent_train=False,
        consent_publish=False,
        hash_key_id="k",
        body_hash="",
    )
    with django_assert_num_queries(2):  # the keys, and COPY
        rows_copy([event, bare])
    stored, empty = FeedbackEvent.objects.order_by("id")
    assert (stored.pk, empty.pk) == (event.pk, bare.pk)
    for name in ("public_id", "rating", "reasons", "model", "metadata", "occurred_at", "answer"):
        assert getattr(stored, name) == getattr(event, name)
    assert (empty.reasons, empty.metadata, empty.answer, empty.idempotency_key) == (
        [],
        {},
        None,
        None,
    )
    assert stored.received_at is not None
    bare.refresh_from_db()
    assert bare == empty


@pytest.mark.django_db
def test_a_conflict_ends_the_whole_and_nothing_is_nothing() -> None:
    project = make_project()
    rows = [Content(project=project, body={"text": "a"}, sha256="a") for _ in range(3)]
    rows_copy([])
    rows_copy(rows)
    assert [row.pk for row in rows] == sorted({row.pk for row in rows})
    broken = [Content(project=project, body={"text": "b"}, sha256="b") for _ in range(2)]
    broken[0].sha256 = None  # type: ignore[assignment]
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_copy(broken)
    assert Content.objects.count() == 3
