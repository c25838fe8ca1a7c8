"""Which topics a project's work has, and which of them somebody refuses."""

from typing import Any

from django.db import connection

from labeling.assignments.domain.topics import SENSITIVE

# Of open work alone: whoever looks wants to know what may come. The list of each place is short,
# and the index of open places leads to them.
_TOPICS = """
SELECT topic, count(DISTINCT task_id) FROM (
    SELECT p.task_id, unnest(p.topics) AS topic FROM assignments_taskplace p
    WHERE p.project_id = %(project)s AND NOT p.filled AND NOT p.withdrawn
) found GROUP BY topic ORDER BY topic
"""
_REFUSED = """
SELECT topics FROM assignments_topicrefusal WHERE project_id = %(project)s AND user_id = %(user)s
"""


def topics(*, project_id: int, user_id: int) -> dict[str, Any]:
    """Return the topics of the open work, with those refused though none is open (two queries).

    Sensitive content is always among them: it may come tomorrow.
    """
    parameters = {"project": project_id, "user": user_id}
    with connection.cursor() as cursor:
        cursor.execute(_TOPICS, parameters)
        waiting = dict(cursor.fetchall())
        cursor.execute(_REFUSED, parameters)
        row = cursor.fetchone()
    refused = set(row[0]) if row else set()
    return {
        "topics": [
            {"topic": topic, "tasks": waiting.get(topic, 0), "refused": topic in refused}
            for topic in sorted(waiting.keys() | refused | {SENSITIVE})
        ]
    }
