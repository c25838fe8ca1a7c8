"""Helpers of the labeling tests: tasks, eligibility, answers, and a client that is logged in."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from labeling.assignments.models import Eligibility, TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import Prompt
from tests.factories import make_completion, make_prompt
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def make_eligible(project: Project, *users: User, kinds: Sequence[str] = TaskKind.values) -> None:
    """Let people do work of these kinds, in any language."""
    for user in users:
        for kind in kinds:
            Eligibility.objects.create(project=project, user=user, kind=kind)


def make_ranking_task(
    project: Project, prompt: Prompt | None = None, size: int = 3, **options: Any
) -> int:
    """Create a ranking task with completions of its own; return its id."""
    prompt = prompt or make_prompt(project)
    completions = [make_completion(prompt).pk for _ in range(size)]
    options = {"kind": TaskKind.RANKING, "seed": 7, **options}
    spec = TaskSpec(prompt.pk, completions)
    [task_id] = labeling_task_create(project=project, specs=[spec], **options)
    return task_id


def make_demonstration_task(project: Project, prompt: Prompt | None = None, **options: Any) -> int:
    """Create a demonstration task; return its id."""
    prompt = prompt or make_prompt(project)
    [task_id] = labeling_task_create(
        project=project,
        kind=TaskKind.DEMONSTRATION,
        specs=[TaskSpec(prompt.pk)],
        seed=7,
        **options,
    )
    return task_id


def client_of(user: User) -> Client:
    """Return a client that is logged in."""
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Send JSON and return the response."""
    data = (
        {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    )
    return getattr(client, method)(path, headers=headers, **data)


def ranking_answer(slots: Sequence[str], ranking: list[list[str]] | None = None) -> dict[str, Any]:
    """Return a well-formed answer: the slots in alphabetical order, or as given."""
    return {
        "ranking": ranking or [[slot] for slot in slots],
        "ratings": {slot: {"overall": 4, "flags": []} for slot in slots},
        "prompt_fields": {},
        "notes": "",
    }


def submission(answer: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a submit body."""
    return {
        "submission_id": str(uuid4()),
        "answer": answer,
        "active_seconds": 40,
        "wall_seconds": 55,
        "occurred_at": timezone.now().isoformat(),
        "interface_version": "test",
        **fields,
    }
