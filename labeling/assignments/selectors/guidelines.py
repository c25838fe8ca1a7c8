"""What guidelines ask of us: judgments under each release, and the item a question came up at."""

from typing import Any
from uuid import UUID

from django.db import connection

from labeling.assignments.models import Assignment
from labeling.assignments.selectors.assignment import assignment_payload
from labeling.assignments.selectors.standing import STANDS

# Two anti-joins over unique indexes: cheap enough for a page that few people open.
_COUNTS = f"""
SELECT j.guideline_id, count(*) FROM assignments_judgment j
WHERE j.project_id = %s AND j.guideline_id IS NOT NULL AND {STANDS}
GROUP BY j.guideline_id
"""  # noqa: S608 - parts of our own
_SHOWN = ("kind", "prompt", "slots")


def judgment_counts(project_id: int) -> dict[int, int]:
    """Return how many judgments stand under each release of a project (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [project_id])
        return dict(cursor.fetchall())


def assignment_shown(project_id: int, user_id: int, item: UUID) -> dict[str, Any] | None:
    """Return what an assignment's page shows of its task, ``None`` if it is not ``user_id``'s."""
    found = Assignment.objects.filter(project_id=project_id, user_id=user_id, public_id=item)
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        return None
    payload = assignment_payload(assignment_id=pk)
    # Who writes a prompt has no prompt yet, but is told what to write.
    told = (payload["brief"] or {}).get("instructions")
    return {**{name: payload[name] for name in _SHOWN}, "instructions": told or None}
