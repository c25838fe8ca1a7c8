"""What others said of somebody's work and questions since they last looked, in counts.

Nothing is stored for it but the last look: an answer, a review and a verdict have their moments.
Deliberately absent: who said it, and whatever the person did themselves.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from labeling.quality.models import LastLook, NewsPage
from labeling.quality.selectors.contested import DECIDED, DIFFERS, SETTLED

WORK = ("settled", "confirmed", "returned", "edited", "approved")
"""What may have become of one's work; ``confirmed``: settled as one had it."""

_COUNT = f"""
SELECT what, count(*), max(at) FROM (
    SELECT 'answered' AS what, a.answered_at AS at
    FROM guidelines_question q JOIN guidelines_questionanswer a ON a.question_id = q.id
    WHERE q.project_id = %(project)s AND q.asked_by_id = %(user)s AND a.answered_by_id <> %(user)s
      AND a.answered_at > %(questions)s
      AND NOT EXISTS (
          SELECT 1 FROM guidelines_questionanswer later WHERE later.supersedes_id = a.id)
    UNION ALL
    SELECT CASE WHEN {DIFFERS} THEN 'settled' ELSE 'confirmed' END, review.received_at
    {SETTLED} AND review.user_id <> %(user)s AND review.received_at > %(work)s
    UNION ALL
    SELECT v.verdict, v.at {DECIDED} AND v.by_id <> %(user)s AND v.at > %(work)s
) happened GROUP BY what
"""  # noqa: S608 - parts of our own


def news(*, project_id: int, user_id: int) -> dict[str, Any]:
    """Return what is new on each page, and up to when it had been looked at (two queries)."""
    looks = dict(
        LastLook.objects.filter(project_id=project_id, user_id=user_id).values_list("page", "until")
    )
    since = {page: looks.get(page) or "-infinity" for page in NewsPage.values}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"project": project_id, "user": user_id, **since})
        found = {what: (count, newest) for what, count, newest in cursor.fetchall()}
    return {
        NewsPage.QUESTIONS.value: _page(looks, NewsPage.QUESTIONS, found, ("answered",)),
        NewsPage.WORK.value: _page(looks, NewsPage.WORK, found, WORK),
    }


def _page(
    looks: dict[str, datetime],
    page: NewsPage,
    found: dict[str, tuple[int, datetime]],
    whats: tuple[str, ...],
) -> dict[str, Any]:
    newest = [found[what][1] for what in whats if what in found]
    return {
        "looked_until": looks.get(page),
        "newest": max(newest, default=None),
        **{what: found[what][0] if what in found else 0 for what in whats},
    }
