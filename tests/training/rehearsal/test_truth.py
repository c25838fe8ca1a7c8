"""What the labels are worth is told from the judgments that stand."""

import pytest

from labeling.assignments.models import (
    Judgment,
    JudgmentVoid,
    LabelingTask,
    TaskKind,
    VoidCause,
)
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.prompts.models import Prompt
from tests.factories import make_completion
from tests.labeling.evidence import make_judgment
from training.rehearsal.campaign.truth import labels_truth
from training.rehearsal.campaign.world import World
from training.rehearsal.phrases import REMEDIES, RUDE

pytestmark = pytest.mark.django_db


def test_what_was_voided_or_revised_tells_nothing_of_the_labels(world: World) -> None:
    first, second = world.prompts["train"][:2]
    _judged(world, first)
    right, wrong = _judged(world, second), _judged(world, second, right=False)
    assert labels_truth(world).value == pytest.approx(2 / 3)

    by = world.admin
    JudgmentVoid.objects.create(
        project=world.project, judgment=wrong, cause=VoidCause.VOID, reason="Careless.", by=by
    )
    assert labels_truth(world).value == 1.0

    turned = (right.ranking or [])[::-1]
    make_judgment(right.task_id, right.user, ranking=turned, revision=2, supersedes=right)
    assert labels_truth(world).value == 0.5


def _judged(world: World, prompt: Prompt, *, right: bool = True) -> Judgment:
    """Rank a good answer and a bad one of a prompt, in one task for everybody."""
    task = LabelingTask.objects.filter(prompt=prompt, kind=TaskKind.RANKING).first()
    if task is None:
        texts = [REMEDIES[world.scenario(prompt).problem][0], RUDE[0]]
        shown = [make_completion(prompt, text).pk for text in texts]
        spec = TaskSpec(prompt.pk, shown)
        [pk] = labeling_task_create(
            project=world.project, kind=TaskKind.RANKING, specs=[spec], seed=1
        )
        task = LabelingTask.objects.get(pk=pk)
    good, bad = sorted(task.task_completions.values_list("completion_id", flat=True))
    return make_judgment(task.pk, ranking=[[good], [bad]] if right else [[bad], [good]])
