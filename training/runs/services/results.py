"""Registering what a run made: once, by the holder of the token, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from touchstone.core.clock import ClockNow
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion
from touchstone.registry.services import model_version_register
from training.runs.models import Recipe, Run, RunState
from training.runs.services.samples import SampleRow, samples_register
from training.runs.services.transitions import (
    Claim,
    fenced,
    lease_lost,
    run_settled,
    run_transition,
)

_NAMES = {
    Recipe.PRETRAIN: "Base",
    Recipe.SFT: "SFT",
    Recipe.REWARD: "Reward model",
    Recipe.PPO: "PPO",
}


@dataclass(frozen=True)
class StoredModel:
    """Weights in object storage, and what `touchstone.json` beside them says.

    Attributes:
        location: The tree's key.
        weights_sha256: Digest of the tree's manifest.
        facts: Parameters and the digests of tokenizer and template.
    """

    location: str
    weights_sha256: str
    facts: Mapping[str, Any]


@transaction.atomic
def run_finish(
    *,
    claim: Claim,
    metrics: Mapping[str, Any],
    model: StoredModel | None = None,
    samples: Sequence[SampleRow] = (),
) -> Run:
    """Bring the run to its end and register its model or its samples.

    Raises:
        LeaseLostError: The token is stale: nothing is registered.
    """
    if not run_transition(
        fenced(claim),
        RunState.SUCCEEDED,
        finished_at=ClockNow(),
        lease_owner="",
        lease_until=None,
        error="",
    ):
        raise lease_lost(claim)
    run = Run.objects.select_related("project").get(pk=claim.run_id)
    run.result = {"metrics": dict(metrics), "attempt": claim.attempt}
    if model is not None:
        run.produced = _model_register(run, model, metrics)
    if samples:
        run.result["samples"] = samples_register(run=run, rows=samples)
    if run.total_steps is not None:
        run.step = run.total_steps
    run.save(update_fields=["result", "produced", "step"])
    run_settled(run.pk)
    return run


def _model_register(run: Run, model: StoredModel, metrics: Mapping[str, Any]) -> ModelVersion:
    recipe = Recipe(run.recipe)
    return model_version_register(
        project=run.project,
        role=ModelRole.REWARD if recipe is Recipe.REWARD else ModelRole.POLICY,
        kind=ModelKind.BASE if recipe is Recipe.PRETRAIN else ModelKind.TRAINED,
        name=_NAMES[recipe],
        recipe=str(recipe),
        parent=run.inputs.filter(role=ModelRole.POLICY).first(),
        location=model.location,
        weights_sha256=model.weights_sha256,
        tokenizer_digest=model.facts.get("tokenizer_digest", ""),
        template_digest=model.facts.get("template_digest", ""),
        parameters=model.facts.get("parameters"),
        metrics=dict(metrics),
    )
