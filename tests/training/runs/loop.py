"""A project whose loop can be turned in a test: evidence to learn from, people to compare."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import labeling.datasets.tasks
import training.runs.tasks
from labeling.assignments.models import LabelingTask, TaskKind, TaskPurpose
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import Prompt, Split
from tests.factories import make_completion, make_prompt, make_user
from tests.labeling.evidence import demonstrated, make_judgment
from tests.labeling.work import (
    Desk,
    by_completion,
    make_eligible,
    make_workplace,
    ranking_answer,
)
from touchstone.accounts.models import User
from touchstone.core.outbox import outbox_run
from touchstone.projects.models import Membership, Project
from touchstone.registry.models import ModelVersion
from training.runs.models import (
    Cycle,
    Recipe,
    RetrainPolicy,
    Run,
    RunSample,
    RunState,
    StepRunRole,
)
from training.runs.services.cycles import cycle_advance, cycle_start
from training.runs.services.leases import run_claim, run_fail, run_start
from training.runs.services.results import StoredModel, run_finish
from training.runs.services.samples import SampleRow
from training.runs.supervisor import run_supervise

# Imported for their outbox handlers.
HANDLERS = (labeling.datasets.tasks, training.runs.tasks)
THINGS = ("chair", "watch", "radio", "lamp", "phone", "bike")
PARTS = {Split.TRAIN: 6, Split.VALIDATION: 4, Split.TEST: 8}

FIGURES = {"validation_kl": 3.0, "test_accuracy": 0.7}

Worker = Callable[[Run], None]
Taste = Callable[[int], float]
"""From the number of a comparison: 1 for the candidate, 0 against it, 0.5 for a tie."""


@dataclass
class Workplace:
    """A project with evidence, and its labelers."""

    project: Project
    admin: User
    labelers: list[User]


def make_workplace_with_evidence(**fields: Any) -> Workplace:
    """Create prompts of every split, demonstrations, rankings, and three labelers."""
    cast = make_workplace(completions_per_task=3, **fields)
    labelers = [cast.bob, cast.dana, make_user("Emil")]
    Membership.objects.create(project=cast.project, user=labelers[2], role="labeler")
    make_eligible(cast.project, labelers[2])
    release = cast.project.guidelines.get()
    release.acknowledgments.create(user=labelers[2])
    for split, count in PARTS.items():
        for number in range(count):
            _evidence(cast.project, split, number, labelers)
    return Workplace(cast.project, cast.alice, labelers)


def question(split: str, number: int) -> str:
    return f"my {THINGS[number % len(THINGS)]} from {split} broke {number} times."


def _evidence(project: Project, split: str, number: int, people: Sequence[User]) -> None:
    prompt = make_prompt(project, question(split, number), split=split)
    thing = THINGS[number % len(THINGS)]
    demonstrated(project, prompt, f"sorry about your {thing}, we will refund it.", user=people[0])
    rank(project, prompt, people[1])


def rank(project: Project, prompt: Prompt, user: User) -> None:
    """Rank three answers, the refund first."""
    ends = ("we will refund it.", "we will repair it.", "go away.")
    shown = [make_completion(prompt, f"sorry, {end}").pk for end in ends]
    [task] = labeling_task_create(
        project=project, kind=TaskKind.RANKING, specs=[TaskSpec(prompt.pk, shown)], seed=1
    )
    make_judgment(task, user, ranking=[[pk] for pk in shown])
    LabelingTask.objects.get(pk=task).places.update(filled=True)


def start(workplace: Workplace, base: ModelVersion, **config: Any) -> Cycle:
    """Trigger a cycle of a new policy."""
    policy = RetrainPolicy.objects.create(
        project=workplace.project, name=f"Policy of {base}", config=config
    )
    return cycle_start(policy=policy, by=workplace.admin, reason="A test.")


def pretend(run: Run) -> None:
    """See a run through as a worker would, without a trainer.

    Each prompt gets an answer that tells index and seed; every fourth the same whatever the seed.
    """
    claim = run_claim(run_id=run.pk, owner="test")
    assert claim is not None
    run_start(claim=claim)
    if run.recipe == Recipe.SAMPLE:
        run_finish(claim=claim, metrics={}, samples=list(_samples(run)))
        return
    model = StoredModel(f"models/pretended/{run.public_id}", "e" * 64, {})
    run_finish(claim=claim, metrics=dict(FIGURES), model=model)


def misconfigured(run: Run) -> None:
    """Let a run fail as it does on a bad setting."""
    claim = run_claim(run_id=run.pk, owner="test")
    assert claim is not None
    run_fail(claim=claim, error="optimizer.lr: expected more than 0", retryable=False)


def real_engine(run: Run) -> None:
    """See a run through with the engine."""
    assert run_supervise(run_id=run.pk, owner="test")


def _samples(run: Run) -> Iterator[SampleRow]:
    for number, prompt_id in enumerate(run.config["prompt_ids"]):
        for index in range(run.config["num_completions"]):
            seed = run.config["seed"]
            text = f"answer {index} of seed {0 if number % 4 == 3 else seed}"
            yield SampleRow(prompt_id, index, text, "stop", seed, 6, -1.5)


def turn(cycle: Cycle, worker: Worker) -> Cycle:
    """Do all that workers could do for a cycle now: builds, runs, advances."""
    for _ in range(100):
        while outbox_run(pk=None):
            pass
        run = Run.objects.filter(project=cycle.project, state=RunState.QUEUED).first()
        if run is None:
            cycle_advance(cycle_id=cycle.pk)
            if not Run.objects.filter(project=cycle.project, state=RunState.QUEUED).exists():
                break
        else:
            worker(run)
    cycle.refresh_from_db()
    return cycle


def compare(workplace: Workplace, cycle: Cycle, taste: Taste) -> int:
    """Have the labelers do the gate's comparisons over HTTP; return how many there were."""
    desks = [Desk(user, workplace.project) for user in workplace.labelers]
    done = 0
    while True:
        desk = desks[done % len(desks)]
        given = desk.next(kinds=["comparison"]).json()["assignment"]
        if given is None:
            return done
        outcome = taste(done)
        better, worse = by_completion(given, _candidate_first(cycle, given))
        ranking = [better + worse] if outcome == 0.5 else [better, worse]
        if outcome == 0:
            ranking.reverse()
        assert desk.submit(given, ranking_answer(ranking)).status_code == 201
        done += 1


def _candidate_first(cycle: Cycle, given: dict[str, Any]) -> list[int]:
    """Return the indexes of the task's completions, the candidate's first."""
    task = LabelingTask.objects.get(assignments__public_id=given["id"])
    assert task.purpose == TaskPurpose.GATE
    shown = task.task_completions.order_by("index").values_list("completion_id", flat=True)
    candidates = RunSample.objects.filter(
        run__step_run__step__cycle=cycle, run__step_run__role=StepRunRole.CANDIDATE
    ).values_list("completion_id", flat=True)
    return sorted(range(2), key=lambda index: shown[index] not in candidates)
