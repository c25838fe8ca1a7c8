"""Who has a part in a task: whoever judged it, and whoever wrote what it shows.

A party does not settle it, as long as somebody else could. Where every reviewer is a party (a
small team, or one person alone) work goes on: the review and the judgments name who it was.
"""

from django.db import connection

from touchstone.projects.domain import roles_from
from touchstone.projects.models import Role

_SETTLES_OTHER = """
WITH parties AS (
    SELECT user_id FROM assignments_judgment WHERE task_id = %(task)s
    UNION
    SELECT c.author_id FROM assignments_taskcompletion shown
    JOIN prompts_completion c ON c.id = shown.completion_id
    WHERE shown.task_id = %(task)s AND c.author_id IS NOT NULL
)
SELECT EXISTS (SELECT 1 FROM parties WHERE user_id = %(user)s) AND EXISTS (
    SELECT 1 FROM projects_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN assignments_labelingtask t ON t.id = %(task)s AND t.project_id = m.project_id
    WHERE m.is_active AND m.role = ANY(%(roles)s) AND m.user_id NOT IN (SELECT user_id FROM parties)
)
"""


def another_settles(*, task_id: int, user_id: int) -> bool:
    """Tell whether somebody has a part in a task that another reviewer has none in (one query)."""
    roles = [str(role) for role in roles_from(Role.REVIEWER)]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLES_OTHER, {"task": task_id, "user": user_id, "roles": roles})
        row = cursor.fetchone()
    return bool(row and row[0])
