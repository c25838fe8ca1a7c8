"""The one order in which locks are taken, for whoever holds more than one.

Tasks first (those that ask for a prompt, then the others, each by id), then assignments, then
places (in the order of the queue's walk), then signals (by task). A prompt's task comes before the
tasks that are made of the prompt: which these are is known only under its lock.
"""

from collections.abc import Sequence

from django.db import connection

_TASKS = """
SELECT id FROM assignments_labelingtask WHERE id = ANY(%s)
ORDER BY kind <> 'prompt', id FOR NO KEY UPDATE
"""

PLACES_ORDER = "p.kind, p.priority DESC, p.sort_key, p.id"
"""SQL: as a claim that waits walks the places ``p``."""


def tasks_lock(task_ids: Sequence[int]) -> None:
    """Lock tasks until the caller's transaction ends: no submit or revision runs beside it."""
    if task_ids:
        with connection.cursor() as cursor:
            cursor.execute(_TASKS, [list(task_ids)])
