"""A turn of the loop: a cycle triggered by the admin, its gate's comparisons labeled by the crew.

At its end a chatbot sends a thumb, over the public API, on one of the promoted policy's samples.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labeling.assignments.models import LabelingTask, TaskKind
from touchstone.projects.models import Scope
from touchstone.projects.services.api_key import api_key_create, api_key_revoke
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.labor import PURPOSE_KEY, crew_open, crew_work, places_open
from training.rehearsal.campaign.learning import POLL_S, run_figures, run_model
from training.rehearsal.campaign.world import World
from training.rehearsal.client import thumb_send
from training.rehearsal.labelers import SimulatedLabeler
from training.runs.models import (
    Cycle,
    CycleState,
    Gate,
    GateDecision,
    Run,
    StepName,
    StepRun,
    StepRunRole,
    StepState,
)
from training.runs.services.cycles import cycle_resume
from training.runs.services.decisions import gate_decide_by_person
from training.runs.services.policies import retrain_policy_create, retrain_policy_trigger

Json = dict[str, Any]
OVER = (StepState.DONE, StepState.SKIPPED)
COMPARISONS = "gate comparisons"


@dataclass
class Turn:
    """What a cycle made and decided.

    Attributes:
        kl: Of PPO to SFT on validation prompts, in nats per answer.
        new_tasks: Ranking tasks of the promoted policy's samples: what people would go on with.
    """

    ppo: ModelVersion
    reward: ModelVersion
    kl: float | None
    gate: Json
    promoted: bool
    new_tasks: int
    thumb: Json | None


def turn_run(context: Context, world: World, labelers: Sequence[SimulatedLabeler]) -> Turn:
    """Trigger a cycle, label for its gate, and wait for its end.

    Raises:
        RehearsalError: A step of it failed.
    """
    public_id = context.journal.once("cycle", lambda: _trigger(context, world))
    cycle = Cycle.objects.get(public_id=public_id)
    if cycle.state == CycleState.FAILED:
        cycle = cycle_resume(cycle=cycle, by=world.admin)
    while cycle.state == CycleState.RUNNING:
        _tend(context, world, labelers, cycle)
        time.sleep(POLL_S)
        cycle.refresh_from_db()
    if cycle.state != CycleState.DONE:
        raise RehearsalError(f"The cycle is {cycle.state}: {_fault(cycle)}")
    return _turn(context, world, cycle)


def _turn(context: Context, world: World, cycle: Cycle) -> Turn:
    started = StepRun.objects.filter(step__cycle=cycle).order_by("run_id")
    runs = {(s.step.name, s.role): s.run for s in started.select_related("step", "run__produced")}
    for (name, role), run in runs.items():
        context.runs[f"cycle: {name}, {role}"] = run_figures(run)
    ppo = runs[StepName.PPO, StepRunRole.TRAIN]
    gate = Gate.objects.get(step__cycle=cycle)
    return Turn(
        ppo=run_model(ppo),
        reward=run_model(runs[StepName.REWARD, StepRunRole.TRAIN]),
        kl=run_figures(ppo)["metrics"].get("validation_kl"),
        gate={"decision": gate.decision, "n": gate.n_declared, **gate.evidence},
        promoted=cycle.steps.filter(name=StepName.PROMOTE, state=StepState.DONE).exists(),
        new_tasks=_new_tasks(world),
        thumb=_thumb(context, world, runs.get((StepName.SAMPLE, StepRunRole.CANDIDATE))),
    )


def _trigger(context: Context, world: World) -> str:
    """Write a retrain policy down and trigger it by hand."""
    policy = retrain_policy_create(
        project=world.project,
        by=world.admin,
        name="Rehearsal",
        is_active=False,
        config=cycle_config(context),
    )
    return str(retrain_policy_trigger(policy=policy, by=world.admin).public_id)


def cycle_config(context: Context) -> Json:
    """Return the settings of each step."""
    size, seed = context.size, context.options.seed
    sampling = {"temperature": size.temperature, "max_new_tokens": size.max_new_tokens}
    return {
        "sft": {"seed": seed, **size.sft},
        "reward": {"seed": seed, **size.reward},
        "ppo": {"seed": seed, **size.ppo},
        "gate": {"n": size.gate_comparisons, "seed": seed, **sampling},
        "sample": {"prompts": size.new_tasks, "seed": seed, **sampling},
    }


def _tend(
    context: Context, world: World, labelers: Sequence[SimulatedLabeler], cycle: Cycle
) -> None:
    """Show where the cycle is; put the crew to work when its gate waits for labels."""
    step = cycle.steps.exclude(state__in=OVER).order_by("index").first()
    if step is None:
        return
    if step.state == StepState.AWAITING_LABELS and places_open(world, TaskKind.COMPARISON):
        with context.stages.stage(COMPARISONS), crew_open(context, world, labelers) as crew:
            crew_work(context, world, crew, COMPARISONS, TaskKind.COMPARISON)
    if step.state == StepState.AWAITING_DECISION:
        gate_decide_by_person(
            cycle=cycle,
            by=world.admin,
            decision=GateDecision.REFUSE,
            reason="A rehearsal promotes on the evidence alone.",
        )
    run = Run.objects.filter(step_run__step=step).order_by("-id").first()
    if run is not None:
        context.progress.update(f"cycle: {step.name}", run.step, run.total_steps)


def _fault(cycle: Cycle) -> str:
    failed = cycle.steps.exclude(error="").values_list("name", "error")
    return "; ".join(f"{name}: {error}" for name, error in failed) or "no reason given"


def _new_tasks(world: World) -> int:
    """Count the ranking tasks that the loop made, not we."""
    tasks = LabelingTask.objects.filter(project=world.project, kind=TaskKind.RANKING)
    return tasks.exclude(purpose_key=PURPOSE_KEY).count()


def _thumb(context: Context, world: World, samples: Run | None) -> Json | None:
    """Have a chatbot say that one of the new answers was good; ``None`` where there is none."""
    sample = samples.samples.order_by("id").first() if samples else None
    if sample is None:
        return None
    api_key, secret = api_key_create(
        project=world.project, by=world.admin, name="chatbot", scopes=[Scope.FEEDBACK_WRITE]
    )
    completion_id = str(sample.completion.public_id)
    body = {
        "completion_id": completion_id,
        "rating": "up",
        "user": "customer-1",
        "consent": {"store": True, "train": True, "publish": False},
    }
    event = thumb_send(
        context.options.base_url,
        api_key=secret,
        # The same thumb, however often a rehearsal is taken up again.
        idempotency_key=str(uuid.uuid5(uuid.NAMESPACE_OID, completion_id)),
        body=body,
    )
    api_key_revoke(api_key=api_key, by=world.admin)
    return event
