"""Labeling tasks made, and the crew put to work on them over HTTP."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from labeling.assignments.models import TaskKind, TaskPlace
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.world import World
from training.rehearsal.client import ApiClient
from training.rehearsal.crew import Crew, Tally, Worker
from training.rehearsal.labelers import SimulatedLabeler, pool, sigma_calibrate
from training.rehearsal.language import Scenario
from training.rehearsal.people import session_open
from training.runs.models import Run, RunSample

PURPOSE_KEY = "rehearsal"


def demonstration_tasks(context: Context, world: World) -> int:
    """Ask for demonstrations of train prompts, and of validation ones to choose a checkpoint by."""
    train = world.prompts["train"][: context.size.demonstrations]
    validation = world.prompts["validation"][: max(8, context.size.demonstrations // 10)]
    specs = [TaskSpec(prompt.pk) for prompt in [*train, *validation]]
    created = labeling_task_create(
        project=world.project,
        kind=TaskKind.DEMONSTRATION,
        specs=specs,
        seed=context.options.seed,
        purpose_key=PURPOSE_KEY,
    )
    return len(created)


def ranking_tasks(context: Context, world: World, samples: Run) -> list[tuple[Scenario, list[str]]]:
    """Ask for rankings of a sampling run's completions, alike ones shown once.

    Returns:
        The complaint and the answers of each task.
    """
    by_prompt = distinct_samples(samples)
    specs, items = [], []
    for prompt in [*world.prompts["train"], *world.prompts["validation"]]:
        found = by_prompt.get(prompt.pk, {})
        if len(found) >= 2:
            specs.append(TaskSpec(prompt.pk, list(found)))
            items.append((world.scenario(prompt), list(found.values())))
    labeling_task_create(
        project=world.project,
        kind=TaskKind.RANKING,
        specs=specs,
        seed=context.options.seed,
        purpose_key=PURPOSE_KEY,
    )
    if not items:
        raise RehearsalError("No prompt got two completions that differ: nothing can be ranked.")
    return items


def distinct_samples(run: Run) -> dict[int, dict[int, str]]:
    """Return the completions of a sampling run: prompt to completion to text, alike ones once."""
    found: dict[int, dict[int, str]] = {}
    seen: set[tuple[int, str]] = set()
    rows = RunSample.objects.filter(run=run).order_by("completion_id")
    for sample in rows.select_related("completion__content"):
        completion = sample.completion
        key = (completion.prompt_id, completion.sha256)
        # A labeler cannot judge what is not there: an empty answer is no completion to rank.
        text = completion.content.body["text"]
        if key not in seen and text.strip():
            seen.add(key)
            found.setdefault(completion.prompt_id, {})[completion.pk] = text
    return found


def labelers_calibrated(
    context: Context, items: Sequence[tuple[Scenario, list[str]]]
) -> list[SimulatedLabeler]:
    """Return the pool, its noise set on what there really is to rank."""
    options, size = context.options, context.size
    sigma = context.journal.once(
        "sigma", lambda: sigma_calibrate(options.seed, items[: size.calibration_prompts])
    )
    return pool(options.seed, size.labelers, sigma, options.control)


@contextmanager
def crew_open(
    context: Context, world: World, labelers: Sequence[SimulatedLabeler]
) -> Iterator[Crew]:
    """Seat every labeler in front of the project's queue."""
    project_id = str(world.project.public_id)
    with ExitStack() as clients:
        yield Crew(
            [
                Worker(
                    labeler,
                    clients.enter_context(
                        ApiClient(
                            context.options.base_url,
                            session_key=session_open(world.people[labeler.name]),
                        )
                    ),
                    project_id,
                    world.scene,
                )
                for labeler in labelers
            ]
        )


def crew_work(context: Context, world: World, crew: Crew, stage: str, kind: TaskKind) -> None:
    """Have the crew work off the queue of a kind, telling how far it is."""
    total = places_open(world, kind)
    tally = Tally(on_change=lambda done: context.progress.update(stage, done, total))
    crew.work([kind], tally=tally)


def places_open(world: World, kind: TaskKind) -> int:
    """Return how many judgments of a kind are still wanted."""
    places = TaskPlace.objects.filter(project=world.project, kind=kind)
    return places.filter(filled=False, withdrawn=False).count()
