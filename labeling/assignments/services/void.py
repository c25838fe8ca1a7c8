"""Taking judgments out: places go back to the queue, agreement is reversed, nothing is deleted.

A few statements, however many judgments. The tasks are locked first (``services.locks``): a submit
or a revision holds its task's lock, so that it is either seen here, or sees the void.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from labeling.assignments.models import TaskKind, VoidCause
from labeling.assignments.selectors.standing import STANDS
from labeling.assignments.services.locks import PLACES_ORDER, tasks_lock
from labeling.assignments.services.outcomes import outcomes_reverse
from labeling.assignments.services.signals import task_signals_mark
from labeling.assignments.services.task import labeling_task_cancel
from touchstone.accounts.models import User

_TASKS = """
SELECT DISTINCT j.task_id, j.kind FROM assignments_judgment j WHERE j.id = ANY(%s)
"""
# What was made of prompts that these answers wrote, in any revision: see ``brief_purpose_key``.
_MADE = """
SELECT made.id, j.assignment_id FROM assignments_judgment j
JOIN assignments_labelingtask task ON task.id = j.task_id
JOIN assignments_promptbrief brief ON brief.id = task.brief_id
JOIN assignments_labelingtask made
     ON made.prompt_id = j.prompt_id AND made.purpose_key = 'brief:' || brief.public_id
WHERE j.assignment_id IN (SELECT assignment_id FROM assignments_judgment WHERE id = ANY(%s))
"""
# Of the answers chosen, the revisions that stand now.
_STANDING = f"""
SELECT j.id, j.task_id, j.assignment_id FROM assignments_judgment j
WHERE j.assignment_id IN (SELECT assignment_id FROM assignments_judgment WHERE id = ANY(%s))
  AND {STANDS}
"""  # noqa: S608 - parts of our own
_VOID = """
INSERT INTO assignments_judgmentvoid (project_id, judgment_id, cause, reason, by_id)
SELECT project_id, id, %(cause)s, %(reason)s, %(by)s FROM assignments_judgment
WHERE id = ANY(%(judgments)s)
"""
# A place of a task that was withdrawn meanwhile is no place any more.
_FREE = f"""
WITH freed AS MATERIALIZED (
    SELECT p.id, t.cancelled_at IS NOT NULL AS cancelled FROM assignments_taskplace p
    JOIN assignments_labelingtask t ON t.id = p.task_id
    WHERE p.task_id = ANY(%(tasks)s) AND p.filled AND p.holder_id = ANY(%(assignments)s)
    ORDER BY {PLACES_ORDER} FOR NO KEY UPDATE OF p
)
UPDATE assignments_taskplace p
SET filled = false, holder_id = NULL, lease_until = NULL, withdrawn = freed.cancelled
FROM freed WHERE p.id = freed.id
"""  # noqa: S608 - parts of our own


@dataclass(frozen=True)
class _Voiding:
    judgments: list[int]
    tasks: list[int]
    assignments: list[int]


def judgments_void(
    *, judgment_ids: Sequence[int], cause: VoidCause, reason: str, by: User | None
) -> int:
    """Void judgments as far as they still stand, in one transaction; again changes nothing.

    A judgment that was revised since it was chosen is voided in its latest revision: the answer is
    the same person's to the same task under the same guidelines.

    Returns:
        How many were voided now.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        made = _lock(judgment_ids)
        cursor.execute(_STANDING, [list(judgment_ids)])
        columns = [list(column) for column in zip(*cursor.fetchall(), strict=True)]
        if not columns:
            return 0
        voiding = _Voiding(*columns)
        outcomes_reverse(task_ids=voiding.tasks, judgment_ids=voiding.judgments)
        said = {"cause": cause, "reason": reason, "by": by.pk if by else None}
        cursor.execute(_VOID, {"judgments": voiding.judgments, **said})
        cursor.execute(_FREE, {"tasks": voiding.tasks, "assignments": voiding.assignments})
        task_signals_mark(voiding.tasks)
        # Nobody is to answer a prompt that was taken out; work done on it stays.
        withdrawn = [task for task, assignment in made if assignment in voiding.assignments]
        if withdrawn:
            labeling_task_cancel(task_ids=withdrawn)
    return len(voiding.judgments)


def _lock(judgment_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Lock the tasks of judgments, and what was made of the prompts among them.

    Returns:
        What was made, as task and the assignment that wrote the prompt.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, [list(judgment_ids)])
        kinds: dict[int, str] = dict(cursor.fetchall())
        asking = [task for task, kind in kinds.items() if kind == TaskKind.PROMPT]
        made: list[tuple[int, int]] = []
        if asking:
            tasks_lock(asking)
            cursor.execute(_MADE, [list(judgment_ids)])
            made = cursor.fetchall()
        tasks_lock([*(kinds.keys() - asking), *(task for task, _ in made)])
    return made
