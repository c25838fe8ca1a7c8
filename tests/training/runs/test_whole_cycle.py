"""One prompt's whole way, with the real engine: evidence to promoted policy to new tasks."""

import json
from pathlib import Path

import pytest

from labeling.assignments.models import LabelingTask
from tests.training.runs.loop import (
    compare,
    make_workplace_with_evidence,
    question,
    real_engine,
    start,
    turn,
)
from touchstone.core.storage import put_tree
from touchstone.registry.models import ModelVersion
from touchstone.registry.selectors import serving_policy
from training.runs.models import Cycle, CycleState, Gate, GateDecision, Recipe, RunSample, StepState
from training.runs.services.runs import run_create
from training.runs.supervisor import run_supervise

pytestmark = pytest.mark.services

SHAPE = {"layers": 1, "hidden": 32, "heads": 2, "mlp": 64, "vocab": 320, "context": 128}
FAST = {"lr": 5e-3}
SAMPLING = {"max_new_tokens": 24, "seed": 1}
CONFIG = {
    "sft": {"epochs": 2, "batch_size": 4, "optimizer": FAST},
    "reward": {"epochs": 1, "batch_size": 4, "optimizer": FAST},
    "ppo": {
        "updates": 2,
        "minibatch_size": 8,
        "micro_batch_size": 0,
        "optimizer": FAST,
        "rollout": {"episodes": 8, "max_new_tokens": 24, "batch_size": 8},
    },
    # What these models say is noise: here the plumbing counts, and people's word.
    "gate": {
        "n": 12,
        **SAMPLING,
        "rules": {"max_kl": None, "max_length_ratio": None, "min_reward_accuracy": None},
    },
    "sample": {
        "prompts": 4,
        "completions_per_prompt": 3,
        "mix": {"candidate": 1.0, "sft": 0.0},
        **SAMPLING,
    },
}


def test_a_cycle_with_the_real_engine_ends_with_a_promoted_policy_and_its_samples_as_tasks(
    folders: Path, transactional_db: None
) -> None:
    workplace = make_workplace_with_evidence()
    text = [
        {"messages": [
            {"role": "user", "content": question("train", number)},
            {"role": "assistant", "content": f"sorry about {number}, we will repair it."},
        ]}
        for number in range(60)
    ]  # fmt: skip
    (folders / "corpus").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in text)
    (folders / "corpus" / "text.jsonl").write_text(lines)
    corpus = put_tree(key="corpora/tiny", folder=folders / "corpus").key
    base = run_create(
        project=workplace.project,
        recipe=Recipe.PRETRAIN,
        config={
            "model": {"architecture": SHAPE},
            "corpus": corpus,
            "steps": 30,
            "sequence_length": 48,
            "optimizer": FAST,
        },
    )
    assert run_supervise(run_id=base.pk, owner="test")
    base.refresh_from_db()
    assert base.produced is not None, base.error

    cycle = turn(start(workplace, base.produced, **CONFIG), real_engine)
    assert states(cycle)["gate"] == StepState.AWAITING_LABELS, errors(cycle)
    labeled = compare(workplace, cycle, lambda _: 1.0)
    assert labeled > 6
    cycle = turn(cycle, real_engine)

    assert cycle.state == CycleState.DONE, errors(cycle)
    gate = Gate.objects.get(step__cycle=cycle)
    assert gate.decision == GateDecision.PROMOTE
    assert gate.evidence["kl"] is not None
    assert gate.evidence["reward_accuracy"] is not None
    policy = serving_policy(workplace.project)
    assert policy == gate.candidate
    assert_walkable(policy, base.produced)
    tasks = LabelingTask.objects.filter(purpose_key=f"cycle:{cycle.public_id}")
    assert tasks.exists()
    for task in tasks:
        for shown in task.task_completions.select_related("completion"):
            sample = RunSample.objects.get(completion=shown.completion)
            assert sample.run.step_run.step.cycle == cycle
            assert shown.completion.model is not None
            assert shown.completion.model.template_digest


def states(cycle: Cycle) -> dict[str, str]:
    return {step.name: step.state for step in cycle.steps.all()}


def errors(cycle: Cycle) -> str:
    return "\n".join(step.error for step in cycle.steps.all())


def assert_walkable(policy: ModelVersion | None, base: ModelVersion) -> None:
    """From the served weights back to the people whose words they learned from."""
    assert policy is not None
    run = policy.produced_by
    assert run.recipe == Recipe.PPO
    reward = run.inputs.get(role="reward")
    rankings = reward.produced_by.datasets.get(kind="rankings")
    assert rankings.items.filter(judgment__user__name="Dana").exists()
    sft = run.inputs.get(role="policy")
    assert sft.produced_by.datasets.get().items.filter(judgment__user__name="Bob").exists()
    assert sft.parent == base
    assert policy.parent == sft
