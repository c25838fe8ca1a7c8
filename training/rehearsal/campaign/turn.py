"""A turn of the loop: a cycle triggered by the admin, its gate's comparisons labeled by the crew.

Triggered over the HTTP API, as in the browser; at its end a chatbot sends a thumb on one of the
promoted policy's new samples.
"""

import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from labeling.assignments.models import LabelingTask, TaskKind
from touchstone.projects.models import Scope
from touchstone.projects.services.api_key import api_key_create, api_key_revoke
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.labor import crew_open, crew_work
from training.rehearsal.campaign.learning import POLL_S, run_figures, run_model
from training.rehearsal.campaign.world import World
from training.rehearsal.client import ApiClient, thumb_send
from training.rehearsal.labelers import SimulatedLabeler
from training.rehearsal.people import session_open
from training.runs.models import (
    Cycle,
    CycleState,
    CycleStep,
    Gate,
    Run,
    StepName,
    StepRun,
    StepState,
)

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
    labels: Counter[str] = field(default_factory=Counter)


def turn_run(context: Context, world: World, labelers: Sequence[SimulatedLabeler]) -> Turn:
    """Trigger a cycle, label for its gate, and wait for its end.

    Raises:
        RehearsalError: A step of it failed.
    """
    public_id = context.journal.once("cycle", lambda: _trigger(context, world))
    cycle = Cycle.objects.get(public_id=public_id)
    before = _ranking_tasks(world)
    labels: Counter[str] = Counter()
    while cycle.state == CycleState.RUNNING:
        labels += _tend(context, world, labelers, cycle)
        time.sleep(POLL_S)
        cycle.refresh_from_db()
    if cycle.state != CycleState.DONE:
        raise RehearsalError(f"The cycle is {cycle.state}: {_fault(cycle)}")
    runs = {(s.step.name, s.role): s.run for s in _step_runs(cycle)}
    for (name, role), run in runs.items():
        context.runs[f"cycle: {name} {role}"] = run_figures(run)
    gate = Gate.objects.get(step__cycle=cycle)
    return Turn(
        ppo=run_model(runs[StepName.PPO, "train"]),
        reward=run_model(runs[StepName.REWARD, "train"]),
        kl=context.runs["cycle: ppo train"]["metrics"].get("validation_kl"),
        gate={"decision": gate.decision, "n": gate.n_declared, **gate.evidence},
        promoted=_step(cycle, StepName.PROMOTE).state == StepState.DONE,
        new_tasks=_ranking_tasks(world) - before,
        thumb=_thumb(context, world, runs.get((StepName.SAMPLE, "candidate"))),
        labels=labels,
    )


def _trigger(context: Context, world: World) -> str:
    """Write a retrain policy down and trigger it by hand."""
    path = f"/api/projects/{world.project.public_id}/retrain-policies"
    policy = {
        "name": "Rehearsal",
        "is_active": False,
        "every_judgments": None,
        "every_days": None,
        "config": cycle_config(context),
    }
    key = session_open(world.admin)
    with ApiClient(context.options.base_url, session_key=key) as admin:
        created = admin.post(path, policy)
        cycle: str = admin.post(f"/api/retrain-policies/{created['id']}/trigger")["id"]
    return cycle


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
) -> Counter[str]:
    """Show where the cycle is; put the crew to work when its gate waits for labels."""
    step = cycle.steps.exclude(state__in=OVER).order_by("index").first()
    if step is None:
        return Counter()
    if step.state == StepState.AWAITING_LABELS:
        with context.stages.stage(COMPARISONS), crew_open(context, world, labelers) as crew:
            return crew_work(context, world, crew, COMPARISONS, TaskKind.COMPARISON)
    run = Run.objects.filter(step_run__step=step).order_by("-id").first()
    if run is not None:
        context.progress.update(f"cycle: {step.name}", run.step, run.total_steps)
    return Counter()


def _step(cycle: Cycle, name: StepName) -> CycleStep:
    return cycle.steps.get(name=name)


def _step_runs(cycle: Cycle) -> Any:
    return StepRun.objects.filter(step__cycle=cycle).select_related("step", "run__produced")


def _fault(cycle: Cycle) -> str:
    failed = cycle.steps.exclude(error="").values_list("name", "error")
    return "; ".join(f"{name}: {error}" for name, error in failed) or "no reason given"


def _ranking_tasks(world: World) -> int:
    return LabelingTask.objects.filter(project=world.project, kind=TaskKind.RANKING).count()


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
