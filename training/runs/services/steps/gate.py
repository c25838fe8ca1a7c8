"""The gate: samples of both policies, blind comparisons by people, a decision by the rules.

The candidate is compared with what serves; while nothing serves, with this cycle's SFT policy,
which PPO started from and must beat.
"""

from dataclasses import asdict
from datetime import timedelta

from labeling.assignments.models import TaskKind, TaskPlace, TaskPurpose
from labeling.assignments.services.task import (
    TaskSpec,
    labeling_task_cancel,
    labeling_task_create,
)
from labeling.datasets.models import DatasetKind
from touchstone.core.clock import ClockNow, database_now
from touchstone.registry.selectors import serving_policy
from training.runs.domain.engine_config import PROMPT_IDS, Recipe
from training.runs.domain.gate_rules import GateRules, gate_decide
from training.runs.models import (
    CycleStep,
    Gate,
    GateDecision,
    StepName,
    StepRunRole,
    StepState,
)
from training.runs.selectors.gates import (
    SampledPair,
    gate_evidence,
    gate_pairs,
    gate_tasks,
)
from training.runs.services.steps.base import (
    CycleContext,
    StepFailedError,
    step_begin,
    step_move,
    step_run_start,
    step_runs_done,
)
from training.runs.services.steps.prompts import prompts_choose


def gate_advance(context: CycleContext, step: CycleStep) -> bool:
    """Sample, then ask people, then decide, then (if need be) wait for a person's decision."""
    step_begin(context, step, _sample)
    if step.state == StepState.RUNNING:
        if not step_runs_done(step):
            return False
        _ask_people(context, step.gate)
        step_move(step, StepState.AWAITING_LABELS)
    if step.state == StepState.AWAITING_LABELS:
        if _open_places(step.gate):
            if not _overdue(context, step):
                return False
            tasks = gate_tasks(step.gate).values_list("pk", flat=True)
            labeling_task_cancel(task_ids=list(tasks))
        return _decide(step, step.gate)
    return False


def _sample(context: CycleContext, step: CycleStep) -> None:
    """Declare the gate and queue both policies' samples."""
    config = context.config.gate
    candidate = context.model(StepName.PPO)
    opponent = serving_policy(context.cycle.project) or context.model(StepName.SFT)
    version = context.dataset(DatasetKind.PROMPTS)
    wanted = -(-config.n // config.overlap)
    prompts = prompts_choose(version, splits=config.splits, count=wanted, seed=config.seed)
    if not prompts:
        raise StepFailedError(
            f"No prompts in the splits {', '.join(config.splits)} to compare on. Import some: one "
            "in ten prompts is held out."
        )
    Gate.objects.create(
        project=context.cycle.project,
        step=step,
        candidate=candidate,
        serving=opponent,
        n_declared=len(prompts) * config.overlap,
        rules=asdict(config.rules),
    )
    ids = [str(prompt.public_id) for prompt in prompts]
    policies = ((StepRunRole.CANDIDATE, candidate), (StepRunRole.PREVIOUS, opponent))
    for offset, (role, model) in enumerate(policies):
        settings = config.engine(num_completions=1, seed=config.seed + offset, **{PROMPT_IDS: ids})
        step_run_start(
            context,
            step,
            role,
            recipe=Recipe.SAMPLE,
            config=settings,
            datasets=[version],
            models=[model],
        )


def _ask_people(context: CycleContext, gate: Gate) -> None:
    """Put the pairs that differ into the labelers' queue, blind."""
    config = context.config.gate
    pairs = gate_pairs(gate)
    # The engine leaves out prompts that are too long: n is what is really asked.
    Gate.objects.filter(pk=gate.pk).update(n_declared=len(pairs) * config.overlap)
    labeling_task_create(
        project=gate.project,
        kind=TaskKind.COMPARISON,
        specs=[_spec(pair) for pair in pairs if not pair.identical],
        seed=config.seed,
        purpose=TaskPurpose.GATE,
        purpose_key=str(gate.public_id),
        overlap=config.overlap,
        priority=config.priority,
    )
    gate.refresh_from_db()


def _spec(pair: SampledPair) -> TaskSpec:
    return TaskSpec(pair.prompt_id, (pair.candidate.pk, pair.serving.pk))


def _open_places(gate: Gate) -> bool:
    tasks: list[int] = list(gate_tasks(gate).values_list("pk", flat=True))
    return TaskPlace.objects.filter(task__in=tasks, filled=False, withdrawn=False).exists()


def _overdue(context: CycleContext, step: CycleStep) -> bool:
    """Return whether the gate has waited for labels for too long."""
    days, since = context.config.gate.max_days, step.started_at
    if days is None or since is None:
        return False
    return database_now() - since > timedelta(days=days)


def _decide(step: CycleStep, gate: Gate) -> bool:
    evidence = gate_evidence(gate)
    verdict = gate_decide(evidence, GateRules(**gate.rules))
    gate.decision = GateDecision(verdict.decision)
    gate.evidence = {
        "win_rate": asdict(evidence.win_rate),
        "kl": evidence.kl,
        "length_ratio": evidence.length_ratio,
        "reward_accuracy": evidence.reward_accuracy,
        "rules": [asdict(result) for result in verdict.rules],
        "reasons": list(verdict.reasons),
    }
    gate.save(update_fields=["decision", "evidence"])
    summary = {"decision": verdict.decision, "reasons": list(verdict.reasons)}
    if gate.decision == GateDecision.ASK:
        step_move(step, StepState.AWAITING_DECISION, summary=summary)
        return False
    Gate.objects.filter(pk=gate.pk).update(decided_at=ClockNow())
    step_move(step, StepState.DONE, summary=summary)
    return True
