"""The labeling tasks that a batch of imported rows becomes."""

from collections.abc import Sequence

from labeling.assignments.models import DemonstrationMode, TaskKind
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.datasets.imports.options import ImportOptions
from labeling.prompts.domain.drawing import completions_draw
from labeling.prompts.models import Completion, Prompt
from labeling.prompts.services import Intake
from touchstone.projects.models import Project

# A prompt gets one demonstration task of each mode.
_KEYS = {
    DemonstrationMode.ANSWER: "import",
    DemonstrationMode.ASSISTANT_TURNS: "import:assistant_turns",
    DemonstrationMode.BOTH_SIDES: "import:both_sides",
}


def import_tasks_make(*, project: Project, intake: Intake, options: ImportOptions) -> None:
    """Make the tasks of a batch, but for those made before.

    A prompt gets one demonstration task from imports, and one ranking or comparison for each way
    of drawing: the same K and seed again make no second one, another seed does.
    """
    taken = {
        prompt.pk: (prompt, completions)
        for prompt, completions in zip(
            reversed(intake.prompts), reversed(intake.completions), strict=True
        )
        if prompt is not None
    }
    rows = list(reversed(taken.values()))
    if TaskKind.DEMONSTRATION in options.make_tasks:
        labeling_task_create(
            project=project,
            kind=TaskKind.DEMONSTRATION,
            specs=[TaskSpec(prompt.pk) for prompt, _ in rows],
            seed=options.seed,
            purpose_key=_KEYS[options.mode],
            mode=options.mode,
        )
    for kind, count in ((TaskKind.RANKING, options.draw), (TaskKind.COMPARISON, 2)):
        if kind in options.make_tasks:
            labeling_task_create(
                project=project,
                kind=kind,
                specs=[_drawn(prompt, shown, count, options.seed) for prompt, shown in rows],
                seed=options.seed,
                purpose_key=f"import:k={count or 'all'}:seed={options.seed}",
            )


def _drawn(
    prompt: Prompt, completions: Sequence[Completion], count: int | None, seed: int
) -> TaskSpec:
    drawn = completions_draw(
        [completion.sha256 for completion in completions],
        count=count,
        seed=f"{seed}:{prompt.sha256}",
    )
    return TaskSpec(
        prompt.pk,
        [completions[one.index].pk for one in drawn],
        [one.propensity for one in drawn],
    )
