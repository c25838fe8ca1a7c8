"""When retraining begins by itself: so many new judgments, so many days, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F

from tests.factories import Cast, make_project
from tests.labeling.evidence import demonstrated
from tests.training.runs.loop import Workplace, make_workplace_with_evidence, pretend, rank, turn
from tests.training.runs.material import make_model
from touchstone.registry.models import ModelRole
from training.runs.models import Cycle, CycleState, RetrainPolicy
from training.runs.selectors.policies import policy_due, policy_new_count
from training.runs.services.policies import retrain_policies_evaluate

EVIDENCE = 36  # 18 prompts, a demonstration and a ranking each


def make_ready(folders: Path) -> Workplace:
    workplace = make_workplace_with_evidence()
    make_model(Cast(workplace.project, *[workplace.admin] * 5), folders, ModelRole.POLICY)
    return workplace


@pytest.fixture
def workplace(folders: Path, db: None) -> Workplace:
    return make_ready(folders)


def make_policy(workplace: Workplace, **fields: int) -> RetrainPolicy:
    return RetrainPolicy.objects.create(project=workplace.project, name="Policy", **fields)


def test_enough_new_judgments_start_a_cycle_and_too_few_do_not(workplace: Workplace) -> None:
    make_policy(workplace, every_judgments=EVIDENCE + 1)
    assert retrain_policies_evaluate() == 0
    judgment = demonstrated(workplace.project)

    assert retrain_policies_evaluate() == 1
    cycle = Cycle.objects.get()
    assert cycle.reason == f"{EVIDENCE + 1} new judgments ({EVIDENCE + 1} wanted)."
    assert cycle.started_by is None
    assert judgment.counted


def test_new_means_not_in_the_last_cycle_s_datasets(workplace: Workplace) -> None:
    policy = make_policy(workplace, every_judgments=2)
    assert policy_new_count(policy) == EVIDENCE
    retrain_policies_evaluate()
    cycle = turn(Cycle.objects.get(), pretend)
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.DONE)
    assert policy_new_count(policy) == 0
    assert policy_due(policy) is None

    judgment = demonstrated(workplace.project)
    rank(workplace.project, judgment.prompt, workplace.labelers[0])

    assert policy_new_count(policy) == 2
    assert policy_due(policy) == "2 new judgments (2 wanted)."


def test_what_a_filter_leaves_out_is_not_new_for_ever(workplace: Workplace) -> None:
    policy = make_policy(workplace, every_judgments=1)
    retrain_policies_evaluate()
    cycle = turn(Cycle.objects.get(), pretend)
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.DONE)
    frozen = cycle.steps.get(name="freeze")
    left_out = demonstrated(workplace.project)
    frozen.summary["left_out"] = 1
    frozen.save(update_fields=["summary"])

    assert left_out.counted
    assert policy_new_count(policy) == 0


def test_days_count_only_if_there_is_anything_new(workplace: Workplace) -> None:
    policy = make_policy(workplace, every_days=7)
    assert policy_due(policy) is None
    RetrainPolicy.objects.update(created_at=F("created_at") - timedelta(days=7))
    policy.refresh_from_db()
    assert policy_due(policy) == f"7 days since the last one, {EVIDENCE} new judgments."
    empty = RetrainPolicy.objects.create(
        project=make_project(), name="Nothing", every_days=7, created_at=policy.created_at
    )
    assert policy_due(empty) is None


@pytest.mark.parametrize("state", [CycleState.RUNNING, CycleState.FAILED])
def test_nothing_starts_beside_a_cycle_that_runs_or_waits_for_a_person(
    workplace: Workplace, state: CycleState
) -> None:
    policy = make_policy(workplace, every_judgments=1)
    retrain_policies_evaluate()
    Cycle.objects.update(state=state)
    demonstrated(workplace.project)
    assert policy_due(policy) is None
    assert retrain_policies_evaluate() == 0


def test_two_beats_start_one_cycle(folders: Path, transactional_db: None) -> None:
    make_policy(make_ready(folders), every_judgments=1)

    def tick(_: int) -> int:
        try:
            return retrain_policies_evaluate()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        started = sum(pool.map(tick, range(8)))

    assert started == 1
    assert Cycle.objects.count() == 1


def test_a_policy_that_is_off_or_by_hand_alone_starts_nothing(workplace: Workplace) -> None:
    make_policy(workplace)
    make_policy(workplace, every_judgments=1, is_active=False)
    assert retrain_policies_evaluate() == 0
