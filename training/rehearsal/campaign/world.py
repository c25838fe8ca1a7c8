"""The world of a rehearsal: its project, its people, its guidelines, its prompts."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from labeling.guidelines.services import guideline_publish
from labeling.prompts.domain.duplicates import neighbour_hashes, prefix_hash
from labeling.prompts.domain.rows import PromptRow
from labeling.prompts.domain.splits import SplitBook, SplitConflictError
from labeling.prompts.models import Prompt, PromptSource, Split
from labeling.prompts.services import prompt_intake
from touchstone.accounts.models import User
from touchstone.projects.models import Project, Role
from touchstone.projects.services.project import project_create
from training.rehearsal.answers import Scene
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.labelers import pool
from training.rehearsal.language import Scenario, scenario_draw
from training.rehearsal.people import person_ensure
from training.rehearsal.sizes import Size
from training.rehearsal.statistics import Question

_NAMESPACE = uuid.UUID("0d9a3f7e-0c4b-4d0e-8a53-5a2b8f6f7c11")
_DRAWS_PER_PROMPT = 200
GUIDELINES = """\
# Answering complaints

A good answer names the **remedy that fits the problem**, says sorry, thanks the customer, and
stops. Worse than no remedy is a wrong one. Never be rude. Ties are welcome.
"""
DESCRIPTION = "A rehearsal: simulated labelers, a small language, every part of the loop."


@dataclass(frozen=True)
class World:
    """Everything that stands before the first label."""

    project: Project
    admin: User
    people: dict[str, User]
    scene: Scene
    prompts: dict[str, list[Prompt]]
    """By split, in the order of their intake."""

    def scenario(self, prompt: Prompt) -> Scenario:
        """Return the complaint behind a prompt."""
        return self.scene.scenario(prompt.content.body["messages"])

    @property
    def questions(self) -> dict[str, Question]:
        """The test prompts by id."""
        return {
            str(prompt.public_id): Question(self.scenario(prompt), prompt.group_key)
            for prompt in self.prompts["test"]
        }


def world_build(context: Context) -> World:
    """Create what is not there yet, and return all of it."""
    options = context.options
    project = project_ensure(context)
    admin = person_ensure(name=f"admin.{options.seed}", project=project, role=Role.ADMIN)
    people = {
        labeler.name: person_ensure(
            name=f"{labeler.name}.{options.seed}", project=project, role=Role.LABELER
        )
        for labeler in pool(options.seed, options.size.labelers, 1.0, options.control)
    }
    if not project.guidelines.exists():
        guideline_publish(project=project, by=admin, body_markdown=GUIDELINES)
    scenarios = prompts_take(project, options.size, options.seed)
    prompts = prompts_by_split(project)
    return World(project, admin, people, Scene(options.seed, scenarios), prompts)


@transaction.atomic
def project_ensure(context: Context) -> Project:
    """Return the rehearsal's own project, marked as simulated."""
    options = context.options
    if "project" in context.journal:
        return Project.objects.get(public_id=context.journal["project"])
    project = simulated_project_create(name=options.name, size=options.size, seed=options.seed)
    context.journal.note("project", str(project.public_id))
    return project


def simulated_project_create(*, name: str, size: Size, seed: int) -> Project:
    """Create a project in which simulated people work."""
    settings: dict[str, Any] = {
        "is_simulated": True,
        "completions_per_task": size.completions_per_prompt,
        "prompt_cap_per_author": 0,
        **_same_id_if_free(seed),
    }
    return project_create(by=None, name=name, description=DESCRIPTION, **settings)


def _same_id_if_free(seed: int) -> dict[str, uuid.UUID]:
    """The project's id decides the splits: the same seed gets the same id in a new instance."""
    wanted = uuid.uuid5(_NAMESPACE, str(seed))
    taken = Project.objects.filter(public_id=wanted).exists()
    return {} if taken else {"public_id": wanted}


def prompts_take(project: Project, size: Size, seed: int) -> dict[str, Scenario]:
    """Take as many prompts of each split as the size asks for.

    Returns:
        The complaint behind each prompt's text, drawn the same whenever asked.
    """
    scenarios = {scenario.text: scenario for scenario in _chosen(project, size, seed)}
    rows = [_row(scenario) for scenario in scenarios.values()]
    intake = prompt_intake(project=project, rows=rows, source=PromptSource.IMPORT)
    if intake.refusals:
        refusal = intake.refusals[0]
        raise RehearsalError(f"{len(intake.refusals)} prompts refused: {refusal.message}.")
    return scenarios


def prompts_by_split(project: Project) -> dict[str, list[Prompt]]:
    """Return the project's prompts by split, in the order of their intake."""
    found: dict[str, list[Prompt]] = {split: [] for split in Split.values}
    for prompt in Prompt.objects.filter(project=project).select_related("content").order_by("id"):
        found[prompt.split].append(prompt)
    return found


def _chosen(project: Project, size: Size, seed: int) -> Iterator[Scenario]:
    """Draw complaints until every split has its share, by the rule that intake itself follows."""
    wanted = {
        Split.TRAIN.value: size.train_prompts,
        Split.VALIDATION.value: size.validation_prompts,
        Split.TEST.value: size.test_prompts,
    }
    generator = random.Random(f"prompts:{seed}")  # noqa: S311 - a simulation
    book = SplitBook(seed=str(project.public_id))
    seen: set[str] = set()
    for _ in range(_DRAWS_PER_PROMPT * sum(wanted.values())):
        if not any(wanted.values()):
            return
        scenario = scenario_draw(generator)
        if scenario.text in seen:
            continue
        seen.add(scenario.text)
        # Of a copy: what is drawn and not taken binds nobody.
        trial = SplitBook(book.seed, dict(book.groups), dict(book.near))
        split = _split(trial, scenario)
        if split and wanted[split]:
            wanted[split] -= 1
            book = trial
            yield scenario
    raise RehearsalError(f"The language has too few complaints; missing {wanted}.")


def _split(book: SplitBook, scenario: Scenario) -> str | None:
    messages = _row(scenario).messages
    try:
        split, _ = book.place(
            author_group=None,
            prefix=prefix_hash(messages),
            neighbours=neighbour_hashes(messages),
        )
    except SplitConflictError:
        return None
    return split


def _row(scenario: Scenario) -> PromptRow:
    messages = ({"role": "user", "content": scenario.text},)
    return PromptRow(messages=messages, use_case="chat", external_id=scenario.problem)
