"""The stages' own parts, without servers: what is asked for, once, and what is taken from it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from labeling.assignments.models import LabelingTask, TaskCompletion, TaskKind
from labeling.prompts.models import CompletionSource, Prompt
from tests.factories import make_completion
from touchstone.core.storage import get_tree
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.evaluation import answers_of, samples_to_read
from training.rehearsal.campaign.labor import demonstration_tasks, distinct_samples, ranking_tasks
from training.rehearsal.campaign.learning import corpus_store, run_start, run_wait
from training.rehearsal.campaign.turn import cycle_config
from training.rehearsal.campaign.world import World
from training.rehearsal.sizes import SIZES
from training.runs.domain.cycle_config import cycle_config_parse
from training.runs.domain.engine_config import Recipe, engine_config_check
from training.runs.models import Run, RunSample, RunState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings: object, tmp_path: Path) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")  # type: ignore[attr-defined]


def sampled(project: Project, texts: Sequence[tuple[Prompt, str]]) -> Run:
    """A sampling run that made these texts."""
    model = ModelVersion.objects.create(
        project=project,
        role=ModelRole.POLICY,
        kind=ModelKind.BASE,
        name="Base",
        number=1,
        location="models/x",
    )
    run = Run.objects.create(project=project, recipe=Recipe.SAMPLE, config={})
    for prompt, text in texts:
        completion = make_completion(
            prompt, text, source=CompletionSource.POLICY, model=model, sha256=text.ljust(64)[:64]
        )
        RunSample.objects.create(run=run, completion=completion, index=0)
    return run


def pretrain(context: Context, world: World) -> Run:
    corpus = context.journal.once("corpus", lambda: corpus_store(context))
    config = {**context.size.pretrain, "corpus": corpus}
    return run_start(context, world, "pretrain", Recipe.PRETRAIN, config)


def test_the_corpus_is_conversations_and_the_same_for_the_same_seed(
    context: Context, tmp_path: Path
) -> None:
    key = corpus_store(context)
    folder = get_tree(key=key, folder=tmp_path / "corpus")
    rows = [json.loads(line) for line in (folder / "corpus.jsonl").read_text().splitlines()]

    assert corpus_store(context) == key
    assert len(rows) == context.size.corpus_documents
    assert [turn["role"] for turn in rows[0]["messages"]] == ["user", "assistant"]


def test_a_run_is_asked_for_once_also_after_a_restart(
    context: Context, world: World, context_in: Callable[..., Context], tmp_path: Path
) -> None:
    first = pretrain(context, world)
    again = pretrain(context_in(tmp_path), world)

    assert first == again
    assert first.config["seed"] == context.options.seed
    assert Run.objects.count() == 1


def test_a_run_that_failed_before_a_restart_is_tried_again(context: Context, world: World) -> None:
    run = pretrain(context, world)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, failures=3)

    assert pretrain(context, world).state == RunState.QUEUED


def test_waiting_for_a_run_that_fails_says_why(context: Context, world: World) -> None:
    run = pretrain(context, world)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, error="out of memory")
    run.refresh_from_db()

    with pytest.raises(RehearsalError, match="`pretrain` is failed: out of memory"):
        run_wait(context, "pretrain", run)


def test_demonstrations_are_asked_for_once_on_train_and_validation_prompts(
    context: Context, world: World
) -> None:
    asked = demonstration_tasks(context, world)

    assert asked == context.size.demonstrations + context.size.validation_prompts
    assert demonstration_tasks(context, world) == 0
    splits = LabelingTask.objects.values_list("prompt__split", flat=True)
    assert set(splits) == {"train", "validation"}


def test_rankings_show_answers_that_differ_and_none_that_is_empty(
    context: Context, world: World
) -> None:
    several, alone = world.prompts["train"][:2]
    texts = [(several, "One."), (several, "One."), (several, "Two."), (several, " "), (alone, "A.")]
    run = sampled(world.project, texts)

    assert ranking_tasks(context, world, run) == [(world.scenario(several), ["One.", "Two."])]
    task = LabelingTask.objects.get(kind=TaskKind.RANKING)
    assert task.prompt == several
    shown = TaskCompletion.objects.filter(task=task).values_list("completion_id", flat=True)
    assert set(shown) == set(distinct_samples(run)[several.pk])


def test_samples_that_are_all_alike_end_the_rehearsal(context: Context, world: World) -> None:
    run = sampled(world.project, [(world.prompts["train"][0], "One.")])

    with pytest.raises(RehearsalError, match="nothing can be ranked"):
        ranking_tasks(context, world, run)


def test_answers_are_found_by_prompt_and_shown_with_their_worth(world: World) -> None:
    prompt = world.prompts["test"][0]
    answers = answers_of(sampled(world.project, [(prompt, "That is your own fault.")]))
    read = samples_to_read(world, {"base": answers})

    assert answers == {str(prompt.public_id): "That is your own fault."}
    assert read[0]["prompt"] == world.scenario(prompt).text
    assert read[0]["answers"]["base"]["utility"] < 0


@pytest.mark.parametrize("name", sorted(SIZES))
def test_every_size_is_settings_that_the_engine_and_the_cycle_take(
    name: str, context: Context
) -> None:
    size = SIZES[name]
    engine_config_check(Recipe.PRETRAIN, {"seed": 0, "corpus": "c", **size.pretrain})
    engine_config_check(Recipe.SFT, {"seed": 0, **size.sft})
    if size.with_cycle:
        of_size = replace(context, options=replace(context.options, size=size))
        parsed = cycle_config_parse(cycle_config(of_size))
        assert parsed.gate.n == size.gate_comparisons
