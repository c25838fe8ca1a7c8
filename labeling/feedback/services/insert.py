"""One statement that stores an event and its contents: a thumb costs one round trip.

Outside of a transaction the statement is its own: it is on disk when it returns, and a conflict
leaves nothing behind, its contents neither.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from labeling.feedback.models import FeedbackEvent
from labeling.prompts.domain.canonical import canonical_json, sha256_of
from labeling.prompts.models import Content

_INSERT = """
WITH given AS (
    SELECT nextval(pg_get_serial_sequence('prompts_content', 'id')) AS id, slot, body, sha256
    FROM unnest(%(slots)s::text[], %(bodies)s::jsonb[], %(digests)s::text[])
         AS one (slot, body, sha256)
), stored AS (
    INSERT INTO prompts_content (id, project_id, body, sha256)
    SELECT id, %(project)s, body, sha256 FROM given
)
INSERT INTO feedback_feedbackevent (
    public_id, project_id, api_key_id, kind, supersedes_id, completion_id, answer_id, model, rating,
    reasons, comment_id, correction_id, end_user_hash, hash_key_id, consent_store, consent_train,
    consent_publish, occurred_at, metadata, idempotency_key, body_hash)
VALUES (
    %(public_id)s, %(project)s, %(api_key)s, %(kind)s, %(supersedes)s, %(completion)s,
    COALESCE(%(answer)s, (SELECT id FROM given WHERE slot = 'answer')), %(model)s, %(rating)s,
    %(reasons)s::text[], (SELECT id FROM given WHERE slot = 'comment'),
    (SELECT id FROM given WHERE slot = 'correction'), %(end_user_hash)s, %(hash_key_id)s,
    %(consent_store)s, %(consent_train)s, %(consent_publish)s, %(occurred_at)s, %(metadata)s,
    %(idempotency_key)s, %(body_hash)s)
RETURNING id, received_at, transaction_id, answer_id, comment_id, correction_id
"""
_PLAIN = (
    "public_id",
    "kind",
    "model",
    "rating",
    "reasons",
    "end_user_hash",
    "hash_key_id",
    "consent_store",
    "consent_train",
    "consent_publish",
    "occurred_at",
    "idempotency_key",
    "body_hash",
)


def event_insert(event: FeedbackEvent, contents: Mapping[str, dict[str, Any]]) -> None:
    """Store an event with its contents (``answer``, ``comment``, ``correction``) and fill it in.

    Raises:
        IntegrityError: Its key is taken, or what it supersedes was superseded.
    """
    parameters = {name: getattr(event, name) for name in _PLAIN} | {
        "project": event.project_id,
        "api_key": event.api_key_id,
        "supersedes": event.supersedes_id,
        "completion": event.completion_id,
        "answer": event.answer_id,
        "metadata": Jsonb(event.metadata),
        "slots": list(contents),
        "bodies": [Jsonb(body) for body in contents.values()],
        "digests": [sha256_of(canonical_json(body)) for body in contents.values()],
    }
    # Inside somebody's transaction a conflict must not end that one: a savepoint then.
    alone = not connection.in_atomic_block
    with nullcontext() if alone else transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        row = cursor.fetchone()
    event.pk, event.received_at, event.transaction_id, *ids = row
    for (slot, body), pk in zip(
        ((slot, contents.get(slot)) for slot in ("answer", "comment", "correction")),
        ids,
        strict=True,
    ):
        if body is not None:
            setattr(event, slot, Content(pk=pk, project=event.project, body=body))
    event._state.adding = False
