"""Corpus, dataset versions and runs: asked for here, made by the workers, waited for."""

import json
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.services import dataset_version_create
from touchstone.core.storage import file_sha256, put_tree
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.world import World
from training.rehearsal.language import CORPUS, answer_draw, scenario_draw
from training.runs.domain.engine_config import Recipe
from training.runs.models import Run, RunState
from training.runs.services.runs import run_create, run_retry

POLL_S = 0.25
DATASET_PATIENCE_S = 300.0
_OVER = (RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED)


def corpus_store(context: Context) -> str:
    """Store the text that the base model reads; return its key in object storage."""
    generator = random.Random(f"corpus:{context.options.seed}")  # noqa: S311 - a simulation
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        path = Path(folder) / "corpus.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for _ in range(context.size.corpus_documents):
                scenario = scenario_draw(generator)
                answer = answer_draw(scenario, CORPUS, generator)
                turns = [("user", scenario.text), ("assistant", answer)]
                messages = [{"role": role, "content": text} for role, text in turns]
                file.write(json.dumps({"messages": messages}) + "\n")
        return put_tree(key=f"corpora/{file_sha256(path)}", folder=Path(folder)).key


def run_start(
    context: Context,
    world: World,
    name: str,
    recipe: Recipe,
    config: dict[str, Any],
    *,
    datasets: Sequence[DatasetVersion] = (),
    models: Sequence[ModelVersion] = (),
) -> Run:
    """Queue a run, once per rehearsal and ``name``."""

    def make() -> str:
        run = run_create(
            project=world.project,
            recipe=recipe,
            config={"seed": context.options.seed, **config},
            datasets=datasets,
            models=models,
            created_by=world.admin,
        )
        return str(run.public_id)

    run = Run.objects.get(public_id=context.journal.once(f"run:{name}", make))
    if run.state in (RunState.FAILED, RunState.CANCELLED):
        # Of an earlier start of this rehearsal; the next attempt goes on at its last checkpoint.
        run = run_retry(run=run, by=world.admin)
    return run


def run_wait(context: Context, name: str, run: Run) -> Run:
    """Wait until a run has succeeded, and note what it took.

    Raises:
        RehearsalError: It failed or was cancelled.
    """
    while run.state not in _OVER:
        context.progress.update(name, run.step, run.total_steps)
        time.sleep(POLL_S)
        run.refresh_from_db()
    if run.state != RunState.SUCCEEDED:
        raise RehearsalError(f"The run `{name}` is {run.state}: {run.error or 'no reason given'}")
    context.progress.update(name, run.step, run.total_steps)
    context.runs[name] = run_figures(run)
    return run


def run_figures(run: Run) -> dict[str, Any]:
    """Return what a run found and took: its metrics, wall and CPU seconds, peak memory."""
    metrics: dict[str, Any] = (run.result or {}).get("metrics", {})
    return {
        "run": str(run.public_id),
        "recipe": run.recipe,
        "attempts": run.attempt,
        "seed": run.config.get("seed"),
        "metrics": metrics,
    }


def run_model(run: Run) -> ModelVersion:
    """Return the model that a run made.

    Raises:
        RehearsalError: It made none.
    """
    if run.produced is None:
        raise RehearsalError(f"{run} made no model.")
    return run.produced


def dataset_freeze(context: Context, world: World, kind: DatasetKind) -> DatasetVersion:
    """Freeze a dataset version, once per rehearsal and kind, and wait until it is built."""

    def make() -> str:
        version = dataset_version_create(
            project=world.project, kind=kind, user=world.admin, name="rehearsal"
        )
        return str(version.public_id)

    version = DatasetVersion.objects.get(
        public_id=uuid.UUID(context.journal.once(f"dataset:{kind}", make))
    )
    wait_until(lambda: _built(version), DATASET_PATIENCE_S, f"the {kind} dataset")
    return version


def wait_until(done: Callable[[], bool], patience_s: float, what: str) -> None:
    """Wait for something that others do.

    Raises:
        RehearsalError: It did not come about in ``patience_s`` seconds.
    """
    deadline = time.monotonic() + patience_s
    while not done():
        if time.monotonic() > deadline:
            raise RehearsalError(f"Waited {patience_s:.0f} s for {what}. Are the workers running?")
        time.sleep(POLL_S)


def _built(version: DatasetVersion) -> bool:
    version.refresh_from_db()
    if version.state == DatasetState.FAILED:
        raise RehearsalError(f"{version} could not be built: {version.error}")
    return version.state == DatasetState.READY
