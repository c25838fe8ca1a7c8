"""Judgments and thumbs as rows, for tests of what is made of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from labeling.assignments.models import (
    Assignment,
    AssignmentState,
    Judgment,
    LabelingTask,
    TaskPurpose,
)
from labeling.feedback.models import FeedbackEvent, Rating
from labeling.prompts.models import Completion, CompletionSource, Prompt
from tests.factories import make_completion, make_content, make_prompt, make_user
from tests.labeling.work import make_demonstration_task, make_ranking_task
from touchstone.accounts.models import User
from touchstone.projects.models import ApiKey, Project, RatingSchema


def make_judgment(task_id: int, user: User | None = None, **fields: Any) -> Judgment:
    """Submit an answer on a task, as the database has it afterwards."""
    task = LabelingTask.objects.select_related("project").get(pk=task_id)
    user = user or make_user()
    schema = RatingSchema.objects.get(project=task.project)
    assignment, _ = Assignment.objects.get_or_create(
        task=task,
        user=user,
        defaults={
            "project": task.project,
            "place": task.places.all()[0],
            "kind": task.kind,
            "state": AssignmentState.SUBMITTED,
            "rating_schema": schema,
            "lease_until": timezone.now() + timedelta(minutes=5),
        },
    )
    fields = {"counted": True, **fields}
    return Judgment.objects.create(
        project=task.project,
        assignment=assignment,
        task=task,
        prompt_id=task.given_prompt_id,
        user=user,
        kind=task.kind,
        rating_schema=schema,
        submission_id=uuid4(),
        submission_sha256="0" * 64,
        active_ms=1000,
        wall_ms=1000,
        occurred_at=timezone.now(),
        **fields,
    )


def ranked(
    project: Project, prompt: Prompt | None = None, size: int = 3, **fields: Any
) -> Judgment:
    """Rank a new task's completions in the order of their ids, the last two tied."""
    purpose = fields.pop("purpose", TaskPurpose.TRAINING)
    task_id = make_ranking_task(project, prompt, size, purpose=purpose)
    shown = completions_of(task_id)
    groups = [[pk] for pk in shown[:-2]] + [shown[-2:]]
    return make_judgment(task_id, ranking=fields.pop("ranking", groups), **fields)


def completions_of(task_id: int) -> list[int]:
    """Return the ids of what a task shows, in ascending order."""
    task = LabelingTask.objects.get(pk=task_id)
    return sorted(task.task_completions.values_list("completion_id", flat=True))


def demonstrated(
    project: Project, prompt: Prompt | None = None, text: str = "An ideal answer.", **fields: Any
) -> Judgment:
    """Write a demonstration for a new task."""
    task_id = make_demonstration_task(project, prompt)
    task = LabelingTask.objects.select_related("prompt").get(pk=task_id)
    user = fields.pop("user", None) or make_user()
    assert task.prompt is not None
    written = make_completion(task.prompt, text, source=CompletionSource.LABELER, author=user)
    return make_judgment(task_id, user, demonstration=written, **fields)


def make_api_key(project: Project) -> ApiKey:
    """Create a key that nobody knows the secret of."""
    return ApiKey.objects.create(
        project=project, name="bot", prefix="tsk_x", secret_sha256=uuid4().hex * 2, scopes=[]
    )


def thumbed(project: Project, completion: Completion | None = None, **fields: Any) -> FeedbackEvent:
    """Give a thumb up that may be stored and learned from."""
    key = ApiKey.objects.filter(project=project).first() or make_api_key(project)
    fields = {
        "rating": Rating.UP,
        "consent_store": True,
        "consent_train": True,
        "consent_publish": False,
        "hash_key_id": "k1",
        "body_hash": "0" * 64,
        **fields,
    }
    return FeedbackEvent.objects.create(
        project=project, api_key=key, completion=completion, **fields
    )


def thumbed_elsewhere(
    project: Project, question: str, answer: str = "So.", **fields: Any
) -> FeedbackEvent:
    """Give a thumb on an answer that is not stored here as a completion."""
    messages = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return thumbed(project, answer=make_content(project, {"messages": messages}), **fields)


def held_out_prompts(project: Project) -> dict[str, Prompt]:
    """Create a prompt of each split."""
    return {
        split: make_prompt(project, f"A question of the {split} split?", split=split)
        for split in ("train", "validation", "test")
    }


def groups_of(judgment: Judgment) -> list[list[int]]:
    """Return a judgment's ranking."""
    groups: list[list[int]] | None = judgment.ranking
    assert groups is not None
    return groups
