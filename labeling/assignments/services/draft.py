"""Saving an unfinished answer, by revision: a second tab never overwrites unseen work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from labeling.assignments.domain.states import Event
from labeling.assignments.models import Assignment, Draft
from labeling.assignments.services.leases import assignment_lock
from labeling.prompts.domain.canonical import canonical_json
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError

MAX_DRAFT_BYTES = 1_000_000

_SAVE = """
INSERT INTO assignments_draft (assignment_id, revision, content, saved_at)
SELECT %(assignment)s, 1, %(content)s, clock_timestamp() WHERE %(revision)s = 0
ON CONFLICT (assignment_id) DO NOTHING
RETURNING revision, saved_at
"""
_SAVE_AGAIN = """
UPDATE assignments_draft
SET revision = revision + 1, content = %(content)s, saved_at = clock_timestamp()
WHERE assignment_id = %(assignment)s AND revision = %(revision)s
RETURNING revision, saved_at
"""


@dataclass(frozen=True)
class SavedDraft:
    """A draft that is stored."""

    revision: int
    saved_at: datetime


def draft_save(*, assignment: Assignment, revision: int, content: dict[str, Any]) -> SavedDraft:
    """Store a draft over revision ``revision`` (0: there is none yet). A lost lease is no matter.

    Raises:
        ConflictError: ``conflict_revision``: another page saved meanwhile; its details carry the
            stored revision and content. Or the assignment was handed in or given back.
        InvalidError: It is larger than any answer may be.
    """
    body = canonical_json(content)
    if len(body) > MAX_DRAFT_BYTES:
        raise InvalidError(f"A draft has up to {MAX_DRAFT_BYTES:,} bytes, not {len(body):,}.")
    with transaction.atomic(), connection.cursor() as cursor:
        assignment_lock(assignment, Event.DRAFT)
        cursor.execute(
            _SAVE_AGAIN if revision else _SAVE,
            {"assignment": assignment.pk, "revision": revision, "content": body.decode()},
        )
        row = cursor.fetchone()
        if row is None:
            raise _conflict(assignment, revision)
    return SavedDraft(*row)


def _conflict(assignment: Assignment, revision: int) -> ConflictError:
    stored = Draft.objects.filter(assignment=assignment).values("revision", "content").first()
    stored = stored or {"revision": 0, "content": None}
    message = (
        f"The draft stands at revision {stored['revision']}, not {revision}: another page saved "
        "it. Take over what it wrote, or save again over the stored revision."
    )
    detail = ErrorDetail("If-Match", "conflict_revision", message, extra=dict(stored))
    return ConflictError(message, code="conflict_revision", details=[detail])
