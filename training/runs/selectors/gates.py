"""A gate's samples, its tasks, and the evidence that people's comparisons give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from labeling.assignments.models import Judgment, LabelingTask, TaskPurpose
from labeling.assignments.selectors.standing import STANDING
from labeling.prompts.models import Completion
from touchstone.accounts.models import User
from touchstone.registry.models import ModelVersion
from training.runs.domain.gate_rules import GateEvidence
from training.runs.domain.win_rate import Comparison, minimum_detectable, win_rate
from training.runs.models import Gate, Run, RunSample, StepName, StepRunRole


@dataclass(frozen=True)
class SampledPair:
    """Both policies' answers to one prompt."""

    prompt_id: int
    candidate: Completion
    serving: Completion

    @property
    def identical(self) -> bool:
        """Whether they read alike: nobody is asked, and it counts as a tie."""
        return self.candidate.sha256 == self.serving.sha256


def gate_pairs(gate: Gate) -> list[SampledPair]:
    """Return the pairs, by prompt; prompts that either policy could not answer are left out."""
    by_role: dict[str, dict[int, Completion]] = {
        StepRunRole.CANDIDATE: {},
        StepRunRole.PREVIOUS: {},
    }
    samples = RunSample.objects.filter(run__step_run__step=gate.step_id)
    for sample in samples.select_related("completion__content", "run__step_run"):
        made = by_role[sample.run.step_run.role]
        made[sample.completion.prompt_id] = sample.completion
    candidate, serving = by_role[StepRunRole.CANDIDATE], by_role[StepRunRole.PREVIOUS]
    return [
        SampledPair(prompt_id, candidate[prompt_id], serving[prompt_id])
        for prompt_id in sorted(candidate.keys() & serving.keys())
    ]


def gate_tasks(gate: Gate) -> "QuerySet[LabelingTask]":
    """Return the gate's tasks; empty before its samples are made."""
    return LabelingTask.objects.filter(
        project=gate.project_id, purpose=TaskPurpose.GATE, purpose_key=str(gate.public_id)
    )


def gate_judgments(gate: Gate) -> "QuerySet[Judgment]":
    """Return the comparisons that count, without those that were voided."""
    return Judgment.objects.filter(
        STANDING,
        task__in=gate_tasks(gate),
        counted=True,
        is_simulated=gate.project.is_simulated,
    )


def gate_labeled_count(gate: Gate) -> int:
    """Return how many comparisons are in, the identical pairs (which nobody is asked) too."""
    pairs = gate_pairs(gate)
    identical = sum(pair.identical for pair in pairs)
    return gate_judgments(gate).count() + identical * _overlap(gate, pairs)


def gate_evidence(gate: Gate) -> GateEvidence:
    """Return what is known about the candidate now."""
    pairs = gate_pairs(gate)
    return GateEvidence(
        win_rate=win_rate(_comparisons(gate, pairs)),
        n_declared=gate.n_declared,
        kl=_metric(gate, StepName.PPO, "validation_kl"),
        length_ratio=_length_ratio(pairs),
        reward_accuracy=_metric(gate, StepName.REWARD, "test_accuracy", "validation_accuracy"),
    )


def _comparisons(gate: Gate, pairs: list[SampledPair]) -> list[Comparison]:
    candidates = {pair.prompt_id: pair.candidate.pk for pair in pairs}
    said = gate_judgments(gate).order_by("pk")
    found = [
        Comparison(one.prompt_id, one.user_id, _outcome(one.ranking, candidates[one.prompt_id]))
        for one in said
    ]
    alike = [pair for pair in pairs if pair.identical]
    ties = [Comparison(pair.prompt_id, None, 0.5) for pair in alike]
    return found + ties * _overlap(gate, pairs)


def _outcome(ranking: Any, candidate: int) -> float:
    # Who could not rank preferred neither; leaving them out would leave the hard prompts out.
    if ranking is None or len(ranking) == 1:
        return 0.5
    return 1.0 if candidate in ranking[0] else 0.0


def _overlap(gate: Gate, pairs: list[SampledPair]) -> int:
    """Return how many comparisons of each pair were declared."""
    return gate.n_declared // len(pairs) if pairs else 0


def _length_ratio(pairs: list[SampledPair]) -> float | None:
    """Characters of the candidate's answers per character of the other's; ``None`` without any."""
    ours = sum(len(pair.candidate.content.body.get("text", "")) for pair in pairs)
    theirs = sum(len(pair.serving.content.body.get("text", "")) for pair in pairs)
    return ours / theirs if theirs else None


def _metric(gate: Gate, step: StepName, *names: str) -> float | None:
    """Return the first of these figures that the step's run reported."""
    run = Run.objects.filter(
        step_run__step__cycle=gate.step.cycle_id,
        step_run__step__name=step,
        step_run__role=StepRunRole.TRAIN,
    ).first()
    metrics = (run.result or {}).get("metrics", {}) if run else {}
    return next((metrics[name] for name in names if metrics.get(name) is not None), None)


@dataclass(frozen=True)
class GateReport:
    """A gate as it is shown.

    The win rate is kept back until the labels are in: n was declared beforehand, and who looks
    early is tempted to stop early.
    """

    state: str
    candidate: ModelVersion
    serving: ModelVersion
    n_declared: int
    n_labeled: int
    win_rate: Mapping[str, Any]
    minimum_detectable: float | None
    decision: str | None
    reasons: Sequence[str]
    rules: Sequence[Mapping[str, Any]]
    decided_by: User | None
    decided_at: datetime | None


def gate_report(gate: Gate) -> GateReport:
    """Return what may be shown of a gate now."""
    evidence = gate.evidence
    person = evidence.get("person")
    return GateReport(
        state=gate.step.state,
        candidate=gate.candidate,
        serving=gate.serving,
        n_declared=gate.n_declared,
        n_labeled=gate_labeled_count(gate),
        win_rate=evidence.get("win_rate", {"value": None, "interval": None}),
        minimum_detectable=minimum_detectable(gate.n_declared),
        decision=gate.decision or None,
        reasons=[person["reason"]] if person else evidence.get("reasons", []),
        rules=evidence.get("rules", []),
        decided_by=gate.decided_by,
        decided_at=gate.decided_at,
    )
