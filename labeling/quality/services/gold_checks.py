"""Checks against gold, mixed into the queue: places beside the overlap of tasks of known answer.

The claim knows nothing of them: a check is a place like any other, of a task that its taker never
had. Where it stands in the queue is copied from places that wait, so that checks come as the
project's ``gold_check_share`` of the work wherever the queue is worked on. There are never more of
a task than people who could still take one, and none where nothing else waits.
"""

import random
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from labeling.assignments.models import TaskKind, TaskPlace
from labeling.assignments.selectors.available import NOT_HELD
from labeling.quality.selectors.gold import gold_answers
from touchstone.projects.models import Membership, Project, Role

CHECKED_KINDS = (TaskKind.RANKING, TaskKind.COMPARISON)
_LOCK = 0x676F6C64  # "gold": one at a time, so that none is opened twice
_FIRST_INDEX = 1000
"""Beyond any overlap, so that more people may still be asked about a gold task."""

_SEEN = """
SELECT a.task_id, count(*) FROM assignments_assignment a
JOIN projects_membership m ON m.user_id = a.user_id AND m.project_id = a.project_id
WHERE a.task_id = ANY(%(tasks)s) AND m.is_active AND m.role = 'labeler' GROUP BY a.task_id
"""
_OPEN = """
WITH slots AS (
    SELECT priority, sort_key, row_number() OVER () AS n FROM (
        SELECT priority, sort_key FROM assignments_taskplace
        WHERE project_id = %(project)s AND kind = %(kind)s AND NOT filled AND NOT withdrawn
          AND NOT gold_check
        ORDER BY random() LIMIT cardinality(%(tasks)s::bigint[])
    ) drawn
), checks AS (
    SELECT task_id, n, row_number() OVER (PARTITION BY task_id ORDER BY n) AS nth
    FROM unnest(%(tasks)s::bigint[]) WITH ORDINALITY AS chosen (task_id, n)
)
INSERT INTO assignments_taskplace
    (project_id, task_id, "index", kind, priority, sort_key, language, expertise, topics, filled,
     withdrawn, gold_check)
SELECT p.project_id, p.task_id,
       checks.nth + (SELECT GREATEST(max("index"), %(before)s) FROM assignments_taskplace had
                     WHERE had.task_id = p.task_id),
       p.kind, slots.priority, slots.sort_key, p.language, p.expertise, p.topics, false, false, true
FROM checks JOIN slots USING (n)
JOIN assignments_taskplace p ON p.task_id = checks.task_id AND p."index" = 0
"""
_WITHDRAW = """
UPDATE assignments_taskplace SET withdrawn = true WHERE id IN (
    SELECT id FROM assignments_taskplace
    WHERE project_id = %(project)s AND kind = %(kind)s AND gold_check
      AND NOT filled AND NOT withdrawn
      AND (lease_until IS NULL OR lease_until <= clock_timestamp())
    ORDER BY task_id = ANY(%(tasks)s), random() LIMIT %(count)s FOR NO KEY UPDATE SKIP LOCKED
)
"""


def gold_checks_tend() -> None:
    """Open and withdraw checks of each project as its share, its gold and its queue ask for."""
    waiting = TaskPlace.objects.filter(gold_check=True, filled=False, withdrawn=False)
    wanted = Q(gold_check_share__gt=0) | Q(pk__in=waiting.values("project"))
    for project in Project.objects.filter(wanted):
        for kind in CHECKED_KINDS:
            _tend(project, kind)


@transaction.atomic
def _tend(project: Project, kind: TaskKind) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, project.pk])
        row = cursor.fetchone()
    if row is None or not row[0]:
        return
    places = TaskPlace.objects.filter(project=project, kind=kind, filled=False, withdrawn=False)
    waiting = dict(
        places.filter(gold_check=True).order_by().values_list("task").annotate(n=Count("pk"))
    )
    share = project.gold_check_share
    wanted = round(places.filter(gold_check=False).count() * share / (1 - share))
    tasks = list(gold_answers(project=project, kind=kind))
    # What somebody holds stays until they hand it in, and costs no other check its place.
    dead = places.filter(NOT_HELD, gold_check=True).exclude(task__in=tasks).count()
    excess = max(dead, sum(waiting.values()) - wanted)
    if excess:
        _withdraw(project, kind, tasks, excess)
    elif wanted > sum(waiting.values()):
        _open(project, kind, _drawn(project, tasks, waiting, wanted - sum(waiting.values())))


def _drawn(
    project: Project, tasks: Sequence[int], waiting: dict[int, int], count: int
) -> list[int]:
    """Return the tasks to open a check of, one by one: those with the most people left first."""
    people = Membership.objects.filter(
        project=project, is_active=True, user__is_active=True, role=Role.LABELER
    ).count()
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"tasks": list(tasks)})
        seen: dict[int, int] = dict(cursor.fetchall())
    left = {task: people - seen.get(task, 0) - waiting.get(task, 0) for task in tasks}
    generator = random.Random()  # noqa: S311 - nothing hangs on which comes first
    drawn: list[int] = []
    while len(drawn) < count:
        open_to = [task for task in tasks if left[task] > 0]
        if not open_to:
            break
        task = max(open_to, key=lambda one: (left[one], generator.random()))
        left[task] -= 1
        drawn.append(task)
    return drawn


def _open(project: Project, kind: TaskKind, tasks: Sequence[int]) -> None:
    parameters: dict[str, Any] = {
        "project": project.pk,
        "kind": kind,
        "tasks": list(tasks),
        "before": _FIRST_INDEX - 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, parameters)


def _withdraw(project: Project, kind: TaskKind, tasks: Sequence[int], count: int) -> None:
    """Withdraw checks that nobody holds: first those of tasks that are gold no more."""
    parameters: dict[str, Any] = {
        "project": project.pk,
        "kind": kind,
        "tasks": list(tasks),
        "count": count,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAW, parameters)
