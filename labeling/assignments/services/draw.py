"""Drawing demonstrations for review, in the transaction that stores them.

Nobody disagrees with a demonstration by himself, so that a share of them is read, and all of a
newcomer's first. The draw is keyed by the installation's secret and the assignment: it repeats, and
nobody can tell beforehand whether an answer will be read.
"""

import hashlib
import hmac

from django.conf import settings
from django.db import connection

from labeling.assignments.models import Assignment
from labeling.assignments.services.judgments import StandingJudgment

_DRAW = """
INSERT INTO assignments_demonstrationdraw (project_id, judgment_id, cause)
SELECT p.id, %(judgment)s, CASE WHEN mine.n < p.demonstration_review_first
                                THEN 'first' ELSE 'share' END
FROM projects_project p
CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM (
        SELECT 1 FROM assignments_assignment a
        WHERE a.user_id = %(user)s AND a.project_id = p.id AND a.kind = 'demonstration'
          AND a.state = 'submitted' AND a.id <> %(assignment)s
        LIMIT p.demonstration_review_first
    ) earlier
) mine
WHERE p.id = %(project)s AND NOT p.is_simulated
  AND (mine.n < p.demonstration_review_first OR %(chance)s < p.demonstration_review_share)
"""
# Whoever revises what was drawn, or what a reviewer edited, is read again.
_AGAIN = """
INSERT INTO assignments_demonstrationdraw (project_id, judgment_id, cause)
SELECT %(project)s, %(judgment)s, 'again' WHERE EXISTS (
    SELECT 1 FROM assignments_demonstrationdraw d
    JOIN assignments_judgment j ON j.id = d.judgment_id
    WHERE j.assignment_id = %(assignment)s)
"""


def demonstration_draw(assignment: Assignment, judgment: StandingJudgment) -> None:
    """Draw whether a demonstration that was just stored is reviewed; simulated work never is."""
    if assignment.user.is_simulated:
        return
    parameters = {
        "project": assignment.project_id,
        "judgment": judgment.pk,
        "user": assignment.user_id,
        "assignment": assignment.pk,
        "chance": _chance(assignment),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DRAW if judgment.revision == 1 else _AGAIN, parameters)


def _chance(assignment: Assignment) -> float:
    """Return a number from 0 to below 1, the same for an assignment at any time."""
    text = f"review:{assignment.public_id}"
    digest = hmac.digest(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256)
    return int.from_bytes(digest[:6]) / 2**48
