"""Ordering prompts: a brief, and as many tasks as prompts are wanted."""

from random import Random
from typing import Any

from django.db import connection, transaction

from labeling.assignments.domain.order import sort_key
from labeling.assignments.domain.topics import BRIEF_TOPICS
from labeling.assignments.models import LabelingTask, PromptBrief, PromptForm
from labeling.assignments.services.task import labeling_task_cancel
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import InvalidError
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project

MAX_COUNT = 10_000

_INSERT_TASKS = """
INSERT INTO assignments_labelingtask
    (public_id, project_id, brief_id, kind, purpose, purpose_key, overlap, in_shared_sample,
     priority)
SELECT public_id, %(project)s, %(brief)s, 'prompt', 'training', '', 1, false, %(priority)s
FROM unnest(%(public_ids)s::uuid[]) AS wanted (public_id)
RETURNING id
"""
_INSERT_PLACES = f"""
INSERT INTO assignments_taskplace
    (project_id, task_id, "index", kind, priority, sort_key, language, expertise, topics, filled,
     withdrawn)
SELECT brief.project_id, task_id, 0, 'prompt', %(priority)s, sort_key, brief.language, '{{}}',
       {BRIEF_TOPICS}, false, false
FROM unnest(%(tasks)s::bigint[], %(sort_keys)s::int[]) AS wanted (task_id, sort_key)
JOIN assignments_promptbrief brief ON brief.id = %(brief)s
"""  # noqa: S608 - parts of our own


@transaction.atomic
def prompt_brief_create(
    *,
    project: Project,
    by: User,
    form: PromptForm,
    count: int,
    use_case: str = "",
    language: str = "en",
    instructions: str = "",
    min_examples: int = 0,
    makes_demonstrations: bool = False,
    sensitive: bool = False,
    priority: int = 0,
) -> PromptBrief:
    """Order ``count`` prompts: each is a task of its own, with one place.

    Raises:
        InvalidError: Too many, or a use case to write from is missing.
    """
    if not 1 <= count <= MAX_COUNT:
        raise InvalidError(f"Order 1 to {MAX_COUNT:,} prompts at once, not {count:,}.")
    if form == PromptForm.USER_BASED and not instructions.strip():
        raise InvalidError("Describe the use case that the prompts are to be written from.")
    brief = PromptBrief.objects.create(
        project=project,
        form=form,
        use_case=use_case,
        language=language,
        instructions=instructions,
        min_examples=max(min_examples, 1) if form == PromptForm.FEW_SHOT else 0,
        count=count,
        makes_demonstrations=makes_demonstrations,
        sensitive=sensitive,
        created_by=by,
    )
    _tasks_insert(brief, priority)
    _record("prompt_brief.create", brief, by, {"form": form, "count": count})
    return brief


@transaction.atomic
def prompt_brief_withdraw(*, brief: PromptBrief, by: User) -> int:
    """Take back what of an order nobody has begun; what is under way may be handed in as surplus.

    Returns:
        How many tasks were withdrawn now; 0 where none was open.
    """
    open_tasks = LabelingTask.objects.filter(
        brief=brief, cancelled_at=None, places__filled=False, places__withdrawn=False
    )
    cancelled = labeling_task_cancel(task_ids=list(open_tasks.values_list("pk", flat=True)))
    _record("prompt_brief.withdraw", brief, by, {"tasks": cancelled})
    return cancelled


def _record(action: str, brief: PromptBrief, by: User, detail: dict[str, Any]) -> None:
    audit_record(
        actor=by,
        action=action,
        target=str(brief.public_id),
        project_id=brief.project_id,
        detail=detail,
    )


def _tasks_insert(brief: PromptBrief, priority: int) -> None:
    # The same brief is the same order for everybody; its id alone seeds the queue's order.
    generator = Random(f"brief:{brief.public_id}")  # noqa: S311 - an order, not a secret
    parameters: dict[str, Any] = {
        "project": brief.project_id,
        "brief": brief.pk,
        "priority": priority,
        "public_ids": [uuid7() for _ in range(brief.count)],
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_TASKS, parameters)
        tasks = [row[0] for row in cursor.fetchall()]
        sort_keys = [sort_key(generator) for _ in tasks]
        cursor.execute(_INSERT_PLACES, {**parameters, "tasks": tasks, "sort_keys": sort_keys})
