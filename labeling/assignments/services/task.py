"""Creating labeling tasks in bulk, and withdrawing them.

Chance is drawn here, before anybody labels: which tasks form the shared sample, and the queue's
order. The draws are keyed by seed, kind and prompt, so that creating again draws the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.domain.order import (
    display_order,
    in_shared_sample,
    sort_key,
    task_generator,
)
from labeling.assignments.domain.topics import PROMPT_TOPICS
from labeling.assignments.models import TaskCompletion, TaskKind, TaskPurpose
from labeling.assignments.services.locks import PLACES_ORDER, tasks_lock
from labeling.prompts.models import Completion, Prompt
from touchstone.core.errors import InvalidError
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project

_BATCH = 1000
_SIZES = {
    TaskKind.DEMONSTRATION: range(1),
    TaskKind.RANKING: range(2, 10),
    TaskKind.COMPARISON: range(2, 3),
}
_MEASURED = (TaskKind.RANKING, TaskKind.COMPARISON)

_INSERT_TASKS = """
INSERT INTO assignments_labelingtask
    (public_id, project_id, prompt_id, kind, demonstration_mode, purpose, purpose_key, overlap,
     in_shared_sample, priority)
SELECT drawn.public_id, %(project)s, drawn.prompt_id, %(kind)s, %(mode)s, %(purpose)s,
       %(purpose_key)s, drawn.overlap, drawn.shared, %(priority)s
FROM unnest(%(public_ids)s::uuid[], %(prompts)s::bigint[], %(overlaps)s::int[], %(shared)s::bool[])
     AS drawn (public_id, prompt_id, overlap, shared)
ON CONFLICT ON CONSTRAINT labeling_task_once_per_purpose DO NOTHING
RETURNING id, prompt_id
"""

_INSERT_PLACES = f"""
INSERT INTO assignments_taskplace
    (project_id, task_id, "index", kind, priority, sort_key, language, expertise, topics, filled,
     withdrawn)
SELECT task.project_id, task.id, place, task.kind, task.priority, drawn.sort_key,
       prompt.language, prompt.expertise, {PROMPT_TOPICS}, false, false
FROM unnest(%(tasks)s::bigint[], %(sort_keys)s::int[]) AS drawn (task_id, sort_key)
JOIN assignments_labelingtask task ON task.id = drawn.task_id
JOIN prompts_prompt prompt ON prompt.id = task.prompt_id
CROSS JOIN generate_series(0, task.overlap - 1) AS place
"""  # noqa: S608 - parts of our own

_WITHDRAW_PLACES = f"""
WITH open AS MATERIALIZED (
    SELECT p.id FROM assignments_taskplace p
    WHERE p.task_id = ANY(%s) AND NOT p.filled AND NOT p.withdrawn
    ORDER BY {PLACES_ORDER} FOR NO KEY UPDATE
)
UPDATE assignments_taskplace p SET withdrawn = true FROM open WHERE p.id = open.id
"""  # noqa: S608 - parts of our own


@dataclass(frozen=True)
class TaskSpec:
    """One task to be: a prompt and, but for demonstrations, the completions it shows."""

    prompt_id: int
    completion_ids: Sequence[int] = ()
    propensities: Sequence[float] | None = None
    """With which probability each completion was chosen; 1.0 where nothing was drawn."""


@dataclass(frozen=True)
class _Drawn:
    spec: TaskSpec
    shared: bool
    overlap: int
    sort_key: int
    order: tuple[int, ...]


def labeling_task_create(
    *,
    project: Project,
    kind: TaskKind,
    specs: Iterable[TaskSpec],
    seed: int,
    purpose: TaskPurpose = TaskPurpose.TRAINING,
    purpose_key: str = "",
    overlap: int | None = None,
    priority: int = 0,
    mode: DemonstrationMode = DemonstrationMode.ANSWER,
) -> list[int]:
    """Create tasks with their places, in one transaction; those already there stay as they are.

    A share of the training tasks with completions is drawn into the shared sample and gets the
    project's ``shared_sample_overlap``; the others get ``overlap`` or the project's default.

    Returns:
        The ids of the tasks that are new; empty where all were there already.

    Raises:
        InvalidError: Too few or too many completions, alike ones, or of another prompt.
    """
    created: list[int] = []
    measured = purpose == TaskPurpose.TRAINING and kind in _MEASURED
    share = project.shared_sample_share if measured else 0.0
    plain = overlap or project.default_overlap
    common = {
        "project": project.pk,
        "kind": kind,
        "mode": mode,
        "purpose": purpose,
        "purpose_key": purpose_key,
    }
    remaining = iter(specs)
    with transaction.atomic():
        while batch := list(islice(remaining, _BATCH)):
            hashes = _prompt_hashes(project, batch)
            _check_completions(project, kind, batch)
            drawn = {}
            for spec in batch:
                generator = task_generator(seed, kind, hashes[spec.prompt_id])
                drawn[spec.prompt_id] = _draw(spec, project, generator, share, plain)
            created += _insert(drawn, {**common, "priority": priority})
    return created


def labeling_task_cancel(*, task_ids: Sequence[int]) -> int:
    """Withdraw tasks: nobody gets them any more; answers still under way are kept as surplus.

    Returns:
        How many were withdrawn now.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tasks_lock(task_ids)
        cursor.execute(
            "UPDATE assignments_labelingtask SET cancelled_at = now() "
            "WHERE id = ANY(%s) AND cancelled_at IS NULL",
            [list(task_ids)],
        )
        cancelled = int(cursor.rowcount)
        cursor.execute(_WITHDRAW_PLACES, [list(task_ids)])
    return cancelled


def labeling_task_reopen(*, task_ids: Sequence[int]) -> int:
    """Offer withdrawn tasks again; what was judged meanwhile, or before, stays as it is.

    So does what a person withdrew by hand.

    Returns:
        How many were offered again now.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tasks_lock(task_ids)
        cursor.execute(
            "UPDATE assignments_labelingtask SET cancelled_at = NULL "
            "WHERE id = ANY(%s) AND cancelled_at IS NOT NULL AND withdrawn_by_id IS NULL "
            "RETURNING id",
            [list(task_ids)],
        )
        reopened = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(
            "UPDATE assignments_taskplace SET withdrawn = false "
            "WHERE task_id = ANY(%s) AND withdrawn AND NOT filled",
            [reopened],
        )
    return len(reopened)


def _draw(
    spec: TaskSpec, project: Project, generator: Random, share: float, plain_overlap: int
) -> _Drawn:
    shared = in_shared_sample(generator, share)
    position = sort_key(generator)
    # The stored index must not tell the source either: callers list policies in a fixed order.
    order = display_order(len(spec.completion_ids), generator)
    overlap = max(plain_overlap, project.shared_sample_overlap) if shared else plain_overlap
    return _Drawn(spec, shared, overlap, position, tuple(order))


def _insert(drawn: dict[int, _Drawn], common: dict[str, Any]) -> list[int]:
    parameters = {
        **common,
        "public_ids": [uuid7() for _ in drawn],
        "prompts": list(drawn),
        "overlaps": [one.overlap for one in drawn.values()],
        "shared": [one.shared for one in drawn.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_TASKS, parameters)
        new = {task_id: drawn[prompt_id] for task_id, prompt_id in cursor.fetchall()}
        sort_keys = [one.sort_key for one in new.values()]
        cursor.execute(_INSERT_PLACES, {"tasks": list(new), "sort_keys": sort_keys})
    TaskCompletion.objects.bulk_create(
        TaskCompletion(
            task_id=task_id,
            completion_id=one.spec.completion_ids[position],
            index=index,
            propensity=one.spec.propensities[position] if one.spec.propensities else 1.0,
        )
        for task_id, one in new.items()
        for index, position in enumerate(one.order)
    )
    return list(new)


def _prompt_hashes(project: Project, batch: Sequence[TaskSpec]) -> dict[int, str]:
    ids = [spec.prompt_id for spec in batch]
    known = Prompt.objects.filter(project=project, pk__in=ids)
    hashes = dict(known.values_list("pk", "sha256"))
    missing = [pk for pk in ids if pk not in hashes]
    if missing:
        raise InvalidError(f"No prompt {missing[0]} in this project; {len(missing)} unknown.")
    if len(hashes) != len(ids):
        raise InvalidError("A prompt stands twice in one batch of tasks: make one task of it.")
    return hashes


def _check_completions(project: Project, kind: TaskKind, batch: Sequence[TaskSpec]) -> None:
    if kind not in _SIZES:
        raise InvalidError(f"Tasks of the kind {kind} are not made from prompts.")
    wanted = [pk for spec in batch for pk in spec.completion_ids]
    rows = Completion.objects.filter(project=project, pk__in=wanted)
    known = {pk: (prompt, sha) for pk, prompt, sha in rows.values_list("pk", "prompt_id", "sha256")}
    for spec in batch:
        count = len(spec.completion_ids)
        if count not in _SIZES[kind]:
            raise InvalidError(f"A {kind} task does not have {count} completions.")
        if any(known.get(pk, (None, ""))[0] != spec.prompt_id for pk in spec.completion_ids):
            raise InvalidError(f"A completion given for prompt {spec.prompt_id} is another's.")
        if len({known[pk][1] for pk in spec.completion_ids}) != count:
            raise InvalidError(f"Two completions given for prompt {spec.prompt_id} read alike.")
