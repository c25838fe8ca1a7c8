"""Refusing topics: the claim honours it from then on, and what waits unopened is given back."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from labeling.assignments.domain.topics import MAX_TOPICS, is_topic
from labeling.assignments.models import TopicRefusal
from touchstone.accounts.models import User
from touchstone.core.errors import InvalidError
from touchstone.projects.models import Project

# What was fetched ahead and not looked at yet; whatever is on a screen stays there.
_GIVE_BACK = """
UPDATE assignments_taskplace p SET holder_id = NULL, lease_until = NULL
FROM assignments_assignment a
WHERE a.user_id = %(user)s AND a.project_id = %(project)s AND a.state = 'leased'
  AND a.opened_at IS NULL AND p.task_id = a.task_id AND p.holder_id = a.id AND NOT p.filled
  AND p.topics && %(topics)s::varchar[]
"""


@transaction.atomic
def topics_refuse(*, project: Project, user: User, topics: Sequence[str]) -> list[str]:
    """Refuse exactly these topics from now on; none: take every task again.

    No audit row: what somebody does not want to read is nobody's business.

    Raises:
        InvalidError: Something is no topic, or there are too many.
    """
    wanted = sorted(set(topics))
    unknown = [topic for topic in wanted if not is_topic(topic)]
    if unknown:
        raise InvalidError(
            f"{unknown[0]!r} is no topic: `sensitive`, `use_case:NAME` or `tag:NAME`."
        )
    if len(wanted) > MAX_TOPICS:
        raise InvalidError(f"Up to {MAX_TOPICS} topics can be refused, not {len(wanted)}.")
    TopicRefusal.objects.update_or_create(project=project, user=user, defaults={"topics": wanted})
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "user": user.pk,
            "project": project.pk,
            "topics": wanted,
        }
        cursor.execute(_GIVE_BACK, parameters)
    return wanted
