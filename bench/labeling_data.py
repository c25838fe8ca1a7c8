"""What the labeling benchmark works on. Imported once Django is set up."""

import random
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, connections, transaction
from django.test import Client

from labeling.assignments.models import TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import (
    Completion,
    CompletionSource,
    Content,
    Prompt,
    PromptSource,
    Split,
)
from labeling.quality.services import eligibility_grant_defaults
from touchstone.accounts.models import User
from touchstone.projects.domain import DEFAULT_FLAGS, DEFAULT_PROMPT_FIELDS, DEFAULT_SCALE
from touchstone.projects.models import Membership, Project, RatingSchema, Role

K = 4
BATCH = 2_000
TEXTS = 2_000
_WORDS = ["the", "of", "and", "labels", "answer", "because", "often", "kindly", "short", "true"]


def fill(*, tasks: int, people: int, overlap: int) -> tuple[str, list[str]]:
    """Store a project, people and ranking tasks.

    Returns:
        The project's public id, and a session key for each person.
    """
    project = Project.objects.create(
        slug="bench", name="Bench", shared_sample_share=0.0, default_overlap=overlap
    )
    RatingSchema.objects.create(
        project=project,
        version=1,
        scale=DEFAULT_SCALE,
        flags=DEFAULT_FLAGS,
        prompt_fields=DEFAULT_PROMPT_FIELDS,
    )
    sessions = [_person(project, number) for number in range(people)]
    texts = _texts(project)
    for start in range(0, tasks, BATCH):
        with transaction.atomic():
            _tasks(project, texts, range(start, min(tasks, start + BATCH)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return str(project.public_id), sessions


def hands_off() -> None:
    """Close this process's connections: what the load generator forks must not share them."""
    connections.close_all()
    wrapper: Any = connections["default"]
    if wrapper.pool:
        wrapper.close_pool()


def _person(project: Project, number: int) -> str:
    user = User.objects.create_user(
        f"labeler-{number}@example.org", name=f"Labeler {number}", is_simulated=True
    )
    membership = Membership.objects.create(project=project, user=user, role=Role.LABELER)
    eligibility_grant_defaults(membership)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _texts(project: Project) -> list[Content]:
    """Store texts of 400 to 900 characters, which the completions share."""
    generator = random.Random(0)
    return Content.objects.bulk_create(
        Content(
            project=project,
            body={
                "schema_version": 1,
                "text": " ".join(generator.choices(_WORDS, k=generator.randint(80, 160))),
            },
            sha256=f"{number:064x}",
        )
        for number in range(TEXTS)
    )


def _tasks(project: Project, texts: list[Content], numbers: Iterable[int]) -> None:
    contents = Content.objects.bulk_create(
        Content(
            project=project,
            body={
                "schema_version": 1,
                "messages": [{"role": "user", "content": f"Question {number}: " + "why? " * 30}],
            },
            sha256=f"{number:064x}",
        )
        for number in numbers
    )
    prompts = Prompt.objects.bulk_create(
        Prompt(
            project=project,
            content=content,
            sha256=f"{number:064x}",
            prefix_sha256=f"{number:064x}",
            source=PromptSource.IMPORT,
            group_key=str(number),
            split=Split.TRAIN,
        )
        for number, content in zip(numbers, contents, strict=True)
    )
    completions = Completion.objects.bulk_create(
        Completion(
            project=project,
            prompt=prompt,
            content=texts[(prompt.pk * K + index) % TEXTS],
            sha256=f"{index:064x}",
            source=CompletionSource.REFERENCE,
        )
        for prompt in prompts
        for index in range(K)
    )
    shown = iter(completions)
    specs = [TaskSpec(prompt.pk, [one.pk for one in islice(shown, K)]) for prompt in prompts]
    labeling_task_create(project=project, kind=TaskKind.RANKING, specs=specs, seed=1)
