"""What is frozen into a version, and what never is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from labeling.assignments.models import Judgment, PairOutcome, TaskPurpose
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetItem, DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.selectors import judgments_new_count
from labeling.datasets.services import dataset_version_create
from labeling.feedback.models import EventKind
from labeling.prompts.models import CompletionSource, Split
from tests.factories import make_completion, make_project, make_prompt, make_user
from tests.labeling.evidence import (
    demonstrated,
    groups_of,
    make_judgment,
    ranked,
    thumbed,
    thumbed_elsewhere,
)
from touchstone.core.models import AuditEvent, OutboxMessage
from touchstone.projects.models import Project

RANKINGS = DatasetKind.RANKINGS


def frozen(project: Project, kind: DatasetKind, **filters: Any) -> DatasetVersion:
    return dataset_version_create(project=project, kind=kind, filters=DatasetFilters(**filters))


def judgments_in(version: DatasetVersion) -> set[int | None]:
    return set(version.items.values_list("judgment_id", flat=True))


@pytest.fixture
def project(db: None) -> Project:
    # Splits are drawn by the project's id: with a fixed one, the same prompts are always held out.
    return make_project(public_id=UUID(int=7))


def test_create_freezes_numbers_queues_and_records(project: Project) -> None:
    alice = make_user("Alice")
    judgment = ranked(project)
    first = dataset_version_create(project=project, kind=RANKINGS, user=alice, name="May")
    second = frozen(project, RANKINGS)
    assert (first.number, second.number, frozen(project, DatasetKind.PROMPTS).number) == (1, 2, 1)
    assert (first.state, first.frozen_at is not None) == (DatasetState.BUILDING, True)
    item = first.items.get()
    assert (item.judgment, item.prompt, item.split) == (judgment, judgment.prompt, Split.TRAIN)
    audit = AuditEvent.objects.get(target=f"dataset:{first.public_id}")
    assert (audit.action, audit.actor_id, audit.detail["items"]) == ("dataset.create", alice.pk, 1)
    queued = OutboxMessage.objects.filter(topic="datasets.build")
    assert {message.payload["version"] for message in queued} >= {first.pk, second.pk}


def test_items_never_change_after_the_freeze(project: Project) -> None:
    ranked(project)
    version = frozen(project, RANKINGS)
    ranked(project)
    assert version.items.count() == 1
    with pytest.raises(Exception, match="rows of datasets_datasetitem are evidence"):
        version.items.update(split=Split.TEST)


def test_judgments_for_a_gate_are_never_taken(project: Project) -> None:
    kept = ranked(project)
    ranked(project, purpose=TaskPurpose.GATE)
    for kind in (RANKINGS, DatasetKind.PREFERENCE_PAIRS):
        assert judgments_in(frozen(project, kind, include_surplus=True)) == {kept.pk}


def test_superseded_judgments_are_left_out_and_surplus_ones_unless_asked_for(
    project: Project,
) -> None:
    first = ranked(project)
    revised = make_judgment(
        first.task_id, first.user, revision=2, supersedes=first, ranking=first.ranking
    )
    surplus = make_judgment(first.task_id, counted=False, ranking=first.ranking)
    assert judgments_in(frozen(project, RANKINGS)) == {revised.pk}
    assert judgments_in(frozen(project, RANKINGS, include_surplus=True)) == {
        revised.pk,
        surplus.pk,
    }


@pytest.mark.parametrize("simulated", [False, True])
def test_simulated_work_and_peoples_never_mix(db: None, simulated: bool) -> None:
    project = make_project(is_simulated=simulated)
    theirs = ranked(project, is_simulated=True)
    peoples = ranked(project, is_simulated=False)
    kept = theirs if simulated else peoples
    assert judgments_in(frozen(project, RANKINGS)) == {kept.pk}


def test_other_projects_are_never_taken(project: Project) -> None:
    other = make_project()
    ranked(other)
    demonstrated(other)
    thumbed_elsewhere(other, "Why?")
    for kind in DatasetKind:
        assert not frozen(project, kind).items.exists()


def test_minimum_agreement_filters_the_train_split_alone(project: Project) -> None:
    def disputed(split: Split) -> Judgment:
        first = ranked(project, make_prompt(project, split=split))
        second = make_judgment(first.task_id, ranking=groups_of(first)[::-1])
        PairOutcome.objects.create(
            project=project,
            task=first.task,
            prompt=first.prompt,
            in_shared_sample=False,
            first=first,
            second=second,
            first_user=first.user,
            second_user=second.user,
            weight=1,
            concordant=1,
            discordant=3,
            tied_one=0,
            tied_both=0,
        )
        return first

    train, test = disputed(Split.TRAIN), disputed(Split.TEST)
    alone = ranked(project)
    everything = judgments_in(frozen(project, RANKINGS))
    filtered = judgments_in(frozen(project, RANKINGS, min_agreement=0.5))
    assert {train.pk, test.pk, alone.pk} < everything
    of_train = Judgment.objects.filter(task=train.task)
    assert everything - filtered == set(of_train.values_list("pk", flat=True))
    assert judgments_in(frozen(project, RANKINGS, min_agreement=0.25)) == everything


def test_demonstrations_are_labelers_and_references_imported_as_such(project: Project) -> None:
    prompt = make_prompt(project)
    written = demonstrated(project, prompt)
    ideal = make_completion(prompt, is_demonstration=True)
    make_completion(prompt, source=CompletionSource.REFERENCE)
    items = frozen(project, DatasetKind.DEMONSTRATIONS).items
    assert set(items.values_list("judgment_id", "completion_id")) == {
        (written.pk, written.demonstration_id),
        (None, ideal.pk),
    }


def test_thumbs_need_consent_to_storing_and_to_training(project: Project) -> None:
    answer = make_completion(make_prompt(project))
    kept = thumbed(project, answer)
    thumbed(project, answer, consent_train=False)
    thumbed(project, answer, consent_store=False)
    thumbed(project)
    assert list(frozen(project, DatasetKind.UNPAIRED).items.values_list("feedback", flat=True)) == [
        kept.pk
    ]


def test_thumbs_that_were_changed_or_taken_back_are_left_out(project: Project) -> None:
    answer = make_completion(make_prompt(project))
    changed, taken_back = thumbed(project, answer), thumbed(project, answer)
    change = thumbed(project, answer, rating="down", supersedes=changed)
    thumbed(project, answer, kind=EventKind.RETRACTION, supersedes=taken_back)
    assert list(frozen(project, DatasetKind.UNPAIRED).items.values_list("feedback", flat=True)) == [
        change.pk
    ]


def split_of_thumb(project: Project, question: str, **fields: Any) -> str:
    thumb = thumbed_elsewhere(project, question, **fields)
    return frozen(project, DatasetKind.UNPAIRED).items.get(feedback=thumb).split


def test_thumbs_from_outside_follow_the_prompt_they_repeat(project: Project) -> None:
    from labeling.prompts.domain.rows import prompt_row
    from labeling.prompts.models import Prompt, PromptSource
    from labeling.prompts.services import prompt_intake

    rows = [prompt_row({"prompt": f"What is item number {n} about?"}) for n in range(60)]
    prompt_intake(project=project, rows=rows, source=PromptSource.IMPORT)
    held_out = Prompt.objects.filter(project=project, split=Split.TEST).first()
    assert held_out is not None
    question = held_out.content.body["messages"][0]["content"]
    assert split_of_thumb(project, question) == Split.TEST
    assert split_of_thumb(project, question.upper().replace("?", " ?!")) == Split.TEST


def test_thumbs_of_one_end_user_stay_together(project: Project) -> None:
    splits = {split_of_thumb(project, f"Question {n}?", end_user_hash="ab" * 32) for n in range(8)}
    assert len(splits) == 1
    others = {
        split_of_thumb(project, f"Other {n}?", end_user_hash=f"{n:02}" * 32) for n in range(40)
    }
    assert others == set(Split.values)


def test_new_judgments_are_counted_against_the_lineage(project: Project) -> None:
    ranked(project)
    assert judgments_new_count(project=project, kind=RANKINGS, since=None) == 1
    version = frozen(project, RANKINGS)
    assert judgments_new_count(project=project, kind=RANKINGS, since=version) == 0
    late = ranked(project)
    # As if its transaction had begun before the freeze: no timestamp would find it.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL touchstone.erasing = 'on'")
        cursor.execute(
            "UPDATE assignments_judgment SET received_at = '2020-01-01' WHERE id = %s", [late.pk]
        )
    assert judgments_new_count(project=project, kind=RANKINGS, since=version) == 1
    assert judgments_new_count(project=project, kind=DatasetKind.DEMONSTRATIONS, since=None) == 0


def test_create_takes_a_number_of_queries_that_does_not_grow(
    project: Project, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(5):
        ranked(project)
    with django_assert_num_queries(9):
        frozen(project, RANKINGS)
    for _ in range(5):
        ranked(project)
    with django_assert_num_queries(9):
        frozen(project, RANKINGS)
    assert DatasetItem.objects.count() == 15
