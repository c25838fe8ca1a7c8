"""Intake: splits that bind, duplicates, the cap per author, and two batches at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from labeling.prompts.domain.rows import prompt_row
from labeling.prompts.models import Completion, Prompt, PromptSource
from labeling.prompts.services import Intake, ReferenceUse, prompt_intake
from tests.factories import make_project, make_user
from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion


def take(project: Project, *rows: dict[str, Any], **options: Any) -> Intake:
    return prompt_intake(
        project=project,
        rows=[prompt_row(row) for row in rows],
        source=PromptSource.IMPORT,
        **options,
    )


def question(number: int) -> str:
    return f"Number {number * 7919 % 10007}: what is it about?"


@pytest.mark.django_db
def test_authors_stand_in_one_split_each() -> None:
    project = make_project()
    rows = [{"prompt": question(n), "author": f"author {n % 25}"} for n in range(150)]
    take(project, *rows[:70])
    take(project, *rows[70:])
    seen = Prompt.objects.values_list("group_key", "split").distinct()
    assert len(seen) == 25
    assert len({split for _, split in seen}) > 1


@pytest.mark.django_db
def test_near_duplicates_stand_in_one_split_whoever_wrote_them_and_whenever() -> None:
    project = make_project()
    for author in range(30):
        text = f"{question(author)} " * 5
        take(project, {"prompt": text, "author": f"a{author}"})
        take(project, {"prompt": f"{text} Please.", "author": f"b{author}"})
        take(project, {"prompt": f"{text} Thank you."})
    by_text: dict[str, set[str]] = {}
    for prompt in Prompt.objects.select_related("content"):
        by_text.setdefault(prompt.content.body["messages"][0]["content"][:60], set()).add(
            prompt.split
        )
    assert len(by_text) == 30
    assert all(len(splits) == 1 for splits in by_text.values())


@pytest.mark.django_db
def test_a_near_duplicate_that_would_leak_is_refused() -> None:
    project = make_project()
    splits: dict[str, dict[str, Any]] = {}
    for number in range(60):
        row = {"prompt": question(number), "author": f"a{number}"}
        (prompt,) = take(project, row).prompts
        assert prompt is not None
        splits.setdefault(prompt.split, row)
    leak = {"prompt": splits["test"]["prompt"].upper(), "author": splits["train"]["author"]}
    intake = take(project, leak, {"prompt": "Something else altogether?"})
    assert [(one.row, one.code) for one in intake.refusals] == [(0, "split_conflict")]
    assert (intake.created, intake.prompts[0]) == (1, None)


@pytest.mark.django_db
def test_an_author_is_capped_within_and_across_batches() -> None:
    project = make_project(prompt_cap_per_author=3)
    rows = [{"prompt": question(n), "author": "prolific"} for n in range(5)]
    first = take(project, *rows[:2])
    second = take(project, *rows)
    assert (first.created, second.created, second.duplicates) == (2, 1, 2)
    assert [one.code for one in second.refusals] == ["author_cap"] * 2
    assert take(project, {"prompt": question(99)}).created == 1
    project.prompt_cap_per_author = 0
    project.save()
    assert take(project, *rows).created == 2


@pytest.mark.django_db
def test_a_labelers_prompts_are_theirs() -> None:
    project, bob = make_project(), make_user("Bob")
    take(project, {"prompt": question(1)}, author=bob)
    prompt = Prompt.objects.get()
    assert (prompt.author, prompt.group_key) == (bob, f"labeler:{bob.public_id}")


@pytest.mark.django_db
def test_duplicates_in_one_batch_are_one_prompt_with_everything_that_came() -> None:
    project = make_project()
    intake = take(
        project,
        {"prompt": "Why?", "completions": [{"model": "m", "text": "a"}]},
        {"prompt": " Why? ", "completions": [{"model": "m", "text": "a "}, "b"], "reference": "r"},
        references=ReferenceUse.DEMONSTRATIONS,
    )
    assert (intake.created, intake.duplicates) == (1, 1)
    assert intake.prompts[0] == intake.prompts[1]
    told = Completion.objects.order_by("id").values_list(
        "content__body__text", "source", "model__name", "is_demonstration"
    )
    assert list(told) == [
        ("a", "external", "m", False),
        ("b", "external", None, False),
        ("r", "reference", None, True),
    ]
    assert [[one.sha256[:4] for one in row] for row in intake.completions] == [
        [intake.completions[0][0].sha256[:4]],
        [intake.completions[0][0].sha256[:4], intake.completions[1][1].sha256[:4]],
    ]


@pytest.mark.django_db
def test_outside_models_are_registered_once_by_name() -> None:
    project, other = make_project(), make_project()
    for where in (project, project, other):
        take(where, {"prompt": "Why?", "completions": [{"model": m, "text": m} for m in "xy"]})
    models = ModelVersion.objects.filter(project=project).order_by("number")
    assert list(models.values_list("name", "number", "kind")) == [
        ("x", 1, "external"),
        ("y", 2, "external"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_once_take_nothing_twice_and_split_nobody() -> None:
    project = make_project(prompt_cap_per_author=10)
    rows = [{"prompt": question(n), "author": f"a{n % 4}"} for n in range(60)]

    def one(part: int) -> Intake:
        try:
            return take(project, *(rows if part % 2 else rows[::-1]))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        intakes = list(pool.map(one, range(6)))
    assert sum(intake.created for intake in intakes) == Prompt.objects.count() == 40
    per_author = Counter(Prompt.objects.values_list("group_key", flat=True))
    assert set(per_author.values()) == {10}
    assert len(set(Prompt.objects.values_list("group_key", "split"))) == 4
