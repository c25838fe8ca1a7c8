"""Creating labeling tasks in bulk."""

import pytest

from labeling.assignments.models import LabelingTask, TaskKind, TaskPlace, TaskPurpose
from labeling.assignments.services.task import (
    TaskSpec,
    labeling_task_cancel,
    labeling_task_create,
)
from tests.factories import make_completion, make_project, make_prompt
from tests.labeling.work import make_demonstration_task, make_ranking_task
from touchstone.core.errors import InvalidError
from touchstone.projects.models import Project

pytestmark = pytest.mark.django_db


def _specs(project: Project, count: int) -> list[TaskSpec]:
    prompts = [make_prompt(project, f"Question {i}?", sha256=f"{i:064}") for i in range(count)]
    return [TaskSpec(p.pk, [make_completion(p).pk for _ in range(2)]) for p in prompts]


def test_tasks_get_places_completions_and_the_prompts_language() -> None:
    project = make_project(shared_sample_share=0.0, default_overlap=2)
    prompt = make_prompt(project, language="de-AT", expertise=["law"])
    task = LabelingTask.objects.get(pk=make_ranking_task(project, prompt, priority=5))
    assert (task.overlap, task.in_shared_sample, task.purpose) == (2, False, "training")
    assert sorted(one.index for one in task.task_completions.all()) == [0, 1, 2]
    places = list(task.places.order_by("index"))
    assert [place.index for place in places] == [0, 1]
    assert {place.sort_key for place in places} == {places[0].sort_key}
    assert (places[0].language, places[0].expertise, places[0].priority) == ("de-AT", ["law"], 5)
    assert places[0].holder_id is None


def test_creating_again_makes_nothing_new_and_draws_the_same_in_any_order() -> None:
    project = make_project(shared_sample_share=0.5)
    specs = _specs(project, 40)
    first = labeling_task_create(project=project, kind=TaskKind.RANKING, specs=specs[:10], seed=3)
    assert len(first) == 10
    again = labeling_task_create(
        project=project, kind=TaskKind.RANKING, specs=reversed(specs), seed=3
    )
    assert len(again) == 30
    assert labeling_task_create(project=project, kind=TaskKind.RANKING, specs=specs, seed=3) == []
    drawn = LabelingTask.objects.order_by("prompt_id").values_list("in_shared_sample", flat=True)

    twin = make_project(shared_sample_share=0.5)
    labeling_task_create(project=twin, kind=TaskKind.RANKING, specs=_specs(twin, 40), seed=3)
    twins = LabelingTask.objects.filter(project=twin).order_by("prompt_id")
    assert list(twins.values_list("in_shared_sample", flat=True)) == list(drawn[:40])
    assert 8 < sum(drawn[:40]) < 32


def test_the_shared_sample_gets_its_own_overlap() -> None:
    project = make_project(shared_sample_share=1.0, shared_sample_overlap=3)
    task = LabelingTask.objects.get(pk=make_ranking_task(project))
    assert (task.in_shared_sample, task.overlap) == (True, 3)
    assert TaskPlace.objects.filter(task=task).count() == 3


def test_demonstrations_and_gates_are_never_in_the_shared_sample() -> None:
    project = make_project(shared_sample_share=1.0)
    ids = [
        make_demonstration_task(project),
        make_ranking_task(
            project,
            kind=TaskKind.COMPARISON,
            size=2,
            purpose=TaskPurpose.GATE,
            purpose_key="gate-1",
            overlap=2,
        ),
    ]
    tasks = LabelingTask.objects.filter(pk__in=ids).order_by("pk")
    assert [(one.in_shared_sample, one.overlap) for one in tasks] == [(False, 1), (False, 2)]


def test_completions_are_shuffled_so_that_their_index_tells_no_source() -> None:
    project = make_project()
    first_given = []
    for spec in _specs(project, 30):
        [pk] = labeling_task_create(project=project, kind=TaskKind.RANKING, specs=[spec], seed=1)
        shown = LabelingTask.objects.get(pk=pk).task_completions.get(index=0)
        first_given.append(shown.completion_id == spec.completion_ids[0])
    assert 5 < sum(first_given) < 25


def test_propensities_stay_with_their_completions() -> None:
    project = make_project()
    prompt = make_prompt(project)
    given = {make_completion(prompt).pk: 0.1 * (index + 1) for index in range(5)}
    spec = TaskSpec(prompt.pk, list(given), list(given.values()))
    [pk] = labeling_task_create(project=project, kind=TaskKind.RANKING, specs=[spec], seed=1)
    stored = LabelingTask.objects.get(pk=pk).task_completions
    assert dict(stored.values_list("completion_id", "propensity")) == pytest.approx(given)


def test_wrong_completions_are_refused_and_nothing_is_created() -> None:
    project = make_project()
    prompt, other = make_prompt(project), make_prompt(project)
    one, two = make_completion(prompt), make_completion(prompt)
    alike = make_completion(prompt, sha256=one.sha256)
    foreign = make_completion(other)
    faulty = [
        [one.pk],
        [one.pk, alike.pk],
        [one.pk, foreign.pk],
        [one.pk, 10**9],
        [],
        [one.pk, two.pk] * 5,
    ]
    for completions in faulty:
        with pytest.raises(InvalidError):
            labeling_task_create(
                project=project,
                kind=TaskKind.RANKING,
                specs=[TaskSpec(prompt.pk, completions)],
                seed=1,
            )
    with pytest.raises(InvalidError, match="No prompt"):
        labeling_task_create(
            project=make_project(), kind=TaskKind.DEMONSTRATION, specs=[TaskSpec(prompt.pk)], seed=1
        )
    with pytest.raises(InvalidError, match="twice"):
        labeling_task_create(
            project=project, kind=TaskKind.DEMONSTRATION, specs=[TaskSpec(prompt.pk)] * 2, seed=1
        )
    with pytest.raises(InvalidError, match="not made from prompts"):
        labeling_task_create(
            project=project, kind=TaskKind.REVIEW, specs=[TaskSpec(prompt.pk)], seed=1
        )
    assert not LabelingTask.objects.exists()


def test_a_cancelled_task_offers_no_places_any_more() -> None:
    project = make_project()
    task = make_ranking_task(project)
    assert labeling_task_cancel(task_ids=[task]) == 1
    assert labeling_task_cancel(task_ids=[task]) == 0
    assert not TaskPlace.objects.filter(withdrawn=False).exists()
