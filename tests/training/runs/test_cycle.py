"""A cycle from frozen datasets to new tasks, with workers that only pretend."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from labeling.assignments.models import (
    LabelingTask,
    TaskKind,
    TaskPlace,
    TaskPurpose,
    VoidCause,
)
from labeling.assignments.services.void import judgments_void
from labeling.prompts.models import Completion, CompletionSource, Split
from tests.factories import Cast
from tests.labeling.evidence import demonstrated
from tests.labeling.work import Desk, make_workplace
from tests.training.runs.loop import (
    Workplace,
    compare,
    make_workplace_with_evidence,
    misconfigured,
    pretend,
    rank,
    start,
    turn,
)
from tests.training.runs.material import make_model
from touchstone.core.errors import ConflictError
from touchstone.core.outbox import outbox_run
from touchstone.registry.models import ModelRole, ModelVersion, Promotion
from touchstone.registry.selectors import serving_policy
from touchstone.registry.services import promotion_create
from training.runs.models import (
    Cycle,
    CycleState,
    Gate,
    GateDecision,
    Run,
    RunState,
    StepName,
    StepState,
)
from training.runs.selectors.gates import gate_evidence, gate_judgments, gate_labeled_count
from training.runs.services.cycles import cycle_advance, cycle_cancel, cycle_resume
from training.runs.services.decisions import gate_decide_by_person


@pytest.fixture
def workplace(folders: Path, db: None) -> Workplace:
    return make_workplace_with_evidence()


@pytest.fixture
def base(workplace: Workplace, folders: Path) -> ModelVersion:
    cast = Cast(workplace.project, *[workplace.admin] * 5)
    return make_model(cast, folders, ModelRole.POLICY)


def states(cycle: Cycle) -> dict[str, str]:
    return {step.name: step.state for step in cycle.steps.order_by("index")}


def step(cycle: Cycle, name: StepName) -> Any:
    return cycle.steps.get(name=name)


def run_of(cycle: Cycle, name: StepName, role: str = "train") -> Run:
    return Run.objects.get(
        step_run__step__cycle=cycle, step_run__step__name=name, step_run__role=role
    )


def test_it_works(workplace: Workplace, base: ModelVersion) -> None:
    cycle = turn(start(workplace, base, sample={"prompts": 5}), pretend)

    assert states(cycle) == {
        "freeze": "done",
        "sft": "done",
        "reward": "done",
        "ppo": "done",
        "gate": "awaiting_labels",
        "promote": "pending",
        "sample": "pending",
    }
    sft, reward, ppo = (
        run_of(cycle, name).produced for name in (StepName.SFT, StepName.REWARD, StepName.PPO)
    )
    assert sft is not None
    assert reward is not None
    assert sft.parent == base
    assert set(run_of(cycle, StepName.PPO).inputs.all()) == {sft, reward}
    gate = Gate.objects.get(step__cycle=cycle)
    assert (gate.candidate, gate.serving) == (ppo, sft)
    assert gate.n_declared == 12

    assert compare(workplace, cycle, lambda _: 1.0) == 9
    cycle = turn(cycle, pretend)

    assert cycle.state == CycleState.DONE
    assert set(states(cycle).values()) == {"done"}
    gate.refresh_from_db()
    assert gate.decision == GateDecision.PROMOTE
    assert gate.evidence["win_rate"]["n"] == 12
    assert gate.evidence["win_rate"]["ties"] == 3
    assert serving_policy(workplace.project) == ppo
    promotion = step(cycle, StepName.PROMOTE).promotion
    assert promotion is not None
    assert "preferred the candidate in 87.5%" in promotion.reason
    assert_new_tasks(cycle, expected=5)


def assert_new_tasks(cycle: Cycle, *, expected: int) -> None:
    tasks = LabelingTask.objects.filter(purpose_key=f"cycle:{cycle.public_id}")
    assert len(tasks) == expected
    for task in tasks:
        assert (task.kind, task.purpose) == (TaskKind.RANKING, TaskPurpose.TRAINING)
        assert task.prompt is not None
        assert task.prompt.split in (Split.TRAIN, Split.VALIDATION)
        shown = task.task_completions.select_related("completion")
        assert len({one.completion.sha256 for one in shown}) == len(shown) == 3
        for one in shown:
            assert 0 < one.propensity <= 1
            assert one.completion.source == CompletionSource.POLICY
            assert one.completion.seed is not None
            assert one.completion.sampling["temperature"] == 1.0


def test_the_gate_asks_on_held_out_prompts_alone_and_blindly(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base, gate={"n": 10}), pretend)

    gate = Gate.objects.get(step__cycle=cycle)
    tasks = LabelingTask.objects.filter(purpose=TaskPurpose.GATE, purpose_key=str(gate.public_id))
    splits = list(tasks.values_list("prompt__split", flat=True))
    assert set(splits) == {Split.TEST, Split.VALIDATION}
    assert splits.count(Split.TEST) == 6  # of 8, two have identical answers
    assert not TaskPlace.objects.filter(task__in=tasks, lease_until__isnull=False).exists()
    first = {task.task_completions.get(index=0).completion.model_id for task in tasks}
    assert first == {gate.candidate_id, gate.serving_id}, "the stored order tells the source"


def test_a_gate_that_is_not_convinced_refuses_and_nothing_is_promoted(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), pretend)
    compare(workplace, cycle, lambda number: float(number % 2))
    cycle = turn(cycle, pretend)

    assert cycle.state == CycleState.DONE
    assert states(cycle)["promote"] == states(cycle)["sample"] == "skipped"
    gate = Gate.objects.get(step__cycle=cycle)
    assert gate.decision == GateDecision.REFUSE
    assert "not above 50.0%" in gate.evidence["reasons"][0]
    assert not Promotion.objects.exists()
    assert not LabelingTask.objects.filter(purpose_key__startswith="cycle:").exists()


def test_the_gate_waits_for_the_place_of_a_voided_comparison(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), pretend)
    compare(workplace, cycle, lambda _: 1.0)
    gate = Gate.objects.get(step__cycle=cycle)
    before = gate_labeled_count(gate)
    voided = gate_judgments(gate).earliest("pk")
    judgments_void(
        judgment_ids=[voided.pk], cause=VoidCause.VOID, reason="careless", by=workplace.admin
    )

    cycle = turn(cycle, pretend)

    assert gate_labeled_count(gate) == before - 1
    assert states(cycle)["gate"] == StepState.AWAITING_LABELS


def test_who_cannot_rank_prefers_neither(workplace: Workplace, base: ModelVersion) -> None:
    cycle = turn(start(workplace, base), pretend)
    desk = Desk(workplace.labelers[0], workplace.project)
    given = desk.next(kinds=["comparison"]).json()["assignment"]
    answer = {"ranking": [], "ratings": {}, "prompt_fields": {}, "cannot_rank": "too_alike"}
    assert desk.submit(given, answer).status_code == 201
    gate = Gate.objects.get(step__cycle=cycle)
    before = gate_evidence(gate).win_rate

    compare(workplace, cycle, lambda _: 1.0)

    after = gate_evidence(gate).win_rate
    assert before.value == 0.5
    assert after.ties == before.ties
    assert after.n == gate.n_declared


@pytest.mark.parametrize(
    ("decision", "promoted"), [(GateDecision.PROMOTE, True), (GateDecision.REFUSE, False)]
)
def test_a_gate_that_cannot_tell_asks_a_person(
    workplace: Workplace, base: ModelVersion, decision: GateDecision, promoted: bool
) -> None:
    rules = {"rules": {"min_labelers": 4}}
    cycle = turn(start(workplace, base, gate=rules, sample={"prompts": 1}), pretend)
    with pytest.raises(ConflictError, match="only where it asks"):
        gate_decide_by_person(
            cycle=cycle, by=workplace.admin, decision=decision, reason="too early"
        )
    compare(workplace, cycle, lambda _: 1.0)
    cycle = turn(cycle, pretend)
    assert states(cycle)["gate"] == StepState.AWAITING_DECISION
    assert step(cycle, StepName.GATE).summary["reasons"] == ["3 labelers compared; 4 are needed."]

    gate_decide_by_person(cycle=cycle, by=workplace.admin, decision=decision, reason="I read ten.")
    cycle = turn(cycle, pretend)

    assert cycle.state == CycleState.DONE
    gate = Gate.objects.get(step__cycle=cycle)
    assert (gate.decision, gate.decided_by) == (decision, workplace.admin)
    assert (serving_policy(workplace.project) == gate.candidate) == promoted
    if promoted:
        assert Promotion.objects.get().reason == "I read ten."


def test_a_gate_that_waited_too_long_asks_a_person_and_takes_its_tasks_back(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base, gate={"max_days": 3}), pretend)
    turn(cycle, pretend)
    assert states(cycle)["gate"] == StepState.AWAITING_LABELS
    cycle.steps.filter(name="gate").update(started_at=F("started_at") - timedelta(days=3))

    turn(cycle, pretend)

    assert states(cycle)["gate"] == StepState.AWAITING_DECISION
    reasons = step(cycle, StepName.GATE).summary["reasons"]
    assert "3 of 12 declared comparisons are in." in reasons
    assert compare(workplace, cycle, lambda _: 1.0) == 0


def test_the_next_cycle_is_compared_with_what_serves_and_mixes_three_policies(
    workplace: Workplace, base: ModelVersion
) -> None:
    promotion_create(model=base, by=workplace.admin, reason="It is all we have.")
    mix = {"candidate": 1.0, "previous": 1.0, "sft": 1.0}
    cycle = start(workplace, base, sample={"prompts": 8, "mix": mix})
    cycle = turn(cycle, pretend)
    assert Gate.objects.get(step__cycle=cycle).serving == base
    compare(workplace, cycle, lambda _: 1.0)
    cycle = turn(cycle, pretend)

    tasks = LabelingTask.objects.filter(purpose_key=f"cycle:{cycle.public_id}")
    models = Completion.objects.filter(
        pk__in=tasks.values("task_completions__completion")
    ).values_list("model", flat=True)
    sft = run_of(cycle, StepName.SFT).produced
    assert set(models) == {base.pk, sft.pk if sft else None, serving_policy_pk(workplace)}


def serving_policy_pk(workplace: Workplace) -> int:
    serving = serving_policy(workplace.project)
    assert serving is not None
    return serving.pk


def test_a_failed_step_fails_the_cycle_and_resuming_goes_on_there(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), misconfigured)
    assert cycle.state == CycleState.FAILED
    assert states(cycle)["sft"] == StepState.FAILED
    assert "optimizer.lr" in step(cycle, StepName.SFT).error
    run, frozen = run_of(cycle, StepName.SFT), step(cycle, StepName.FREEZE).finished_at

    cycle_resume(cycle=cycle, by=workplace.admin)
    cycle = turn(cycle, pretend)

    assert (cycle.state, states(cycle)["gate"]) == (CycleState.RUNNING, StepState.AWAITING_LABELS)
    assert run_of(cycle, StepName.SFT).pk == run.pk
    assert step(cycle, StepName.FREEZE).finished_at == frozen
    with pytest.raises(ConflictError):
        cycle_resume(cycle=cycle, by=workplace.admin)


def test_a_cycle_without_evidence_says_so_and_goes_on_once_there_is_some(
    folders: Path, db: None
) -> None:
    cast = make_workplace()
    base = make_model(cast, folders, ModelRole.POLICY)
    workplace = Workplace(cast.project, cast.alice, [cast.bob])
    cycle = turn(start(workplace, base), pretend)
    assert cycle.state == CycleState.FAILED
    assert "Have people label some, then resume" in step(cycle, StepName.FREEZE).error

    judgment = demonstrated(cast.project)
    rank(cast.project, judgment.prompt, cast.bob)
    cycle_resume(cycle=cycle, by=cast.alice)
    cycle = turn(cycle, pretend)

    assert states(cycle)["ppo"] == StepState.DONE
    assert "No prompts in the splits test, validation" in step(cycle, StepName.GATE).error


def test_advancing_again_and_again_changes_nothing(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), pretend)
    before = (Run.objects.count(), LabelingTask.objects.count(), states(cycle))
    for _ in range(3):
        cycle_advance(cycle_id=cycle.pk)
    assert (Run.objects.count(), LabelingTask.objects.count(), states(cycle)) == before


def test_one_cycle_of_a_project_runs_at_a_time(workplace: Workplace, base: ModelVersion) -> None:
    start(workplace, base)
    with pytest.raises(ConflictError, match="runs already"), transaction.atomic():
        start(workplace, base)


def test_cancelling_stops_the_runs_and_withdraws_the_gate_s_tasks(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), pretend)
    cycle_cancel(cycle=cycle, by=workplace.admin)
    assert compare(workplace, cycle, lambda _: 1.0) == 0
    cycle = turn(cycle, pretend)
    assert (cycle.state, states(cycle)["gate"]) == (CycleState.CANCELLED, "awaiting_labels")

    second = start(workplace, base)
    while outbox_run(pk=None):
        pass
    cycle_advance(cycle_id=second.pk)
    queued = run_of(second, StepName.SFT)
    cycle_cancel(cycle=second, by=workplace.admin)
    queued.refresh_from_db()
    assert queued.state == RunState.CANCELLED


def test_the_gate_does_not_promote_against_an_opponent_it_never_met(
    workplace: Workplace, base: ModelVersion
) -> None:
    cycle = turn(start(workplace, base), pretend)
    promotion_create(model=base, by=workplace.admin, reason="Meanwhile.")
    compare(workplace, cycle, lambda _: 1.0)
    cycle = turn(cycle, pretend)

    assert (cycle.state, states(cycle)["promote"]) == (CycleState.FAILED, StepState.FAILED)
    assert "compared with SFT" in step(cycle, StepName.PROMOTE).error
    assert serving_policy(workplace.project) == base
