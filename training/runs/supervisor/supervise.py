"""One attempt at a run, from the claim to its registration.

The database decides who may work on a run, the folder's lock whether an older trainer still lives
on this machine, the pipe that no trainer outlives its supervisor. Whatever kills this process, a
later attempt resumes from the newest whole checkpoint.
"""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from training.runs.domain.engine_config import Recipe, engine_config
from training.runs.models import Run, RunState
from training.runs.services.leases import (
    run_claim,
    run_fail,
    run_release,
    run_start,
    run_stopped,
)
from training.runs.services.metrics import run_metrics_ingest
from training.runs.services.results import run_finish
from training.runs.services.transitions import Claim, LeaseLostError
from training.runs.supervisor import trainer as trainers
from training.runs.supervisor.folders import (
    RunFolderBusyError,
    attempt_folder,
    newest_checkpoint,
    run_folder,
    run_folder_locked,
    run_folder_prune,
)
from training.runs.supervisor.inputs import inputs_fetch
from training.runs.supervisor.lease import LeaseKeeper
from training.runs.supervisor.outputs import model_store, result_read, samples_read
from training.runs.supervisor.patience import Result, patiently
from training.runs.supervisor.tail import MetricsTail
from training.runs.supervisor.trainer import Trainer

logger = logging.getLogger(__name__)
POLL_S = 0.1
FOLDER_WAIT_S = 15.0
CANCEL_GRACE_S = 60.0
SHUTDOWN_GRACE_S = 25.0


@dataclass
class Attempt:
    """What one attempt works with."""

    run: Run
    claim: Claim
    folder: Path
    keeper: LeaseKeeper
    shutting_down: Callable[[], bool]

    def write(self, act: Callable[[], Result]) -> Result:
        """Write to the database, which may be away for as long as the lease is ours."""
        return patiently(act, hopeless=lambda: self.keeper.lost.is_set() or self.shutting_down())


def run_supervise(
    *,
    run_id: int,
    owner: str,
    shutting_down: Callable[[], bool] = lambda: False,
    command: Sequence[str] = trainers.ENGINE,
) -> bool:
    """Claim a run and see one attempt through.

    Args:
        run_id: Which run.
        owner: Who claims it, for people to read.
        shutting_down: Says whether this worker is told to end.
        command: The engine's command line, replaced in tests.

    Returns:
        Whether the run was ours to work on.
    """
    claim = run_claim(run_id=run_id, owner=owner)
    if claim is None:
        return False
    run = Run.objects.select_related("project").get(pk=run_id)
    root = run_folder(Path(settings.RUNS_DIR), run)
    try:
        with LeaseKeeper(claim) as keeper, run_folder_locked(root, wait_s=FOLDER_WAIT_S) as lock:
            folder = attempt_folder(root, claim.attempt)
            attempt = Attempt(run, claim, folder, keeper, shutting_down)
            _attempt(attempt, newest_checkpoint(root), lock, command)
    except LeaseLostError as error:
        logger.warning("%s", error)
    except RunFolderBusyError as error:
        logger.warning("run %s: %s", run.public_id, error)
        _quietly(lambda: run_release(claim=claim))
    except Exception as error:
        # Whatever went wrong here (a full disk, storage that does not answer) is the attempt's
        # failure, recorded on the run where people look.
        logger.exception("run %s failed in its supervisor", run.public_id)
        sentence = f"Attempt {claim.attempt}: {type(error).__name__}: {error}"
        _quietly(lambda: run_fail(claim=claim, error=sentence, retryable=True))
    return True


def _attempt(attempt: Attempt, checkpoint: Path | None, lock: int, command: Sequence[str]) -> None:
    """Prepare the folder, run the trainer, and settle how it ended."""
    arguments = _prepare(attempt, checkpoint)
    attempt.write(lambda: run_start(claim=attempt.claim))
    trainer = Trainer(
        arguments,
        folder=attempt.folder,
        lock=lock,
        threads=settings.TRAINER_THREADS,
        command=command,
    )
    try:
        code = _watch(attempt, trainer)
    finally:
        trainer.end()
    _settle(attempt, trainer, code)


def _prepare(attempt: Attempt, checkpoint: Path | None) -> list[str]:
    run, folder = attempt.run, attempt.folder
    recipe = Recipe(run.recipe)
    inputs = inputs_fetch(run, folder)
    content = engine_config(recipe, run.config, inputs, threads=settings.TRAINER_THREADS)
    path = folder / "run.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2))
    arguments = [str(recipe), "--config", str(path), "--folder", str(folder)]
    return [*arguments, "--resume", str(checkpoint)] if checkpoint else arguments


def _watch(attempt: Attempt, trainer: Trainer) -> int:
    """Relay metrics until the trainer ends; ask it to stop where somebody wants that.

    Raises:
        LeaseLostError: The run is no longer ours; the caller ends the trainer.
    """
    tail = MetricsTail(attempt.folder / "metrics.jsonl")
    asked: float | None = None
    while (code := trainer.process.poll()) is None:
        _still_ours(attempt)
        _relay(attempt, tail)
        if grace_s := _stop_wanted(attempt):
            if asked is None:
                trainer.ask_to_stop()
                asked = time.monotonic()
            if time.monotonic() > asked + grace_s:
                trainer.end()
        time.sleep(POLL_S)
    while _relay(attempt, tail):
        pass
    return code


def _relay(attempt: Attempt, tail: MetricsTail) -> bool:
    """Store the metrics that are new; return whether there were any."""
    lines = tail.read()
    attempt.write(lambda: run_metrics_ingest(claim=attempt.claim, lines=lines))
    return bool(lines)


def _still_ours(attempt: Attempt) -> None:
    if attempt.keeper.lost.is_set():
        raise LeaseLostError(
            f"the lease of run {attempt.run.public_id} was lost: ending its trainer"
        )


def _stop_wanted(attempt: Attempt) -> float | None:
    """Return how long the trainer may take to stop; ``None`` if it need not."""
    if attempt.shutting_down():
        return SHUTDOWN_GRACE_S
    return CANCEL_GRACE_S if attempt.keeper.cancelled.is_set() else None


def _settle(attempt: Attempt, trainer: Trainer, code: int) -> None:
    """Record how the trainer ended, and register what it made."""
    claim = attempt.claim
    if code == trainers.EXIT_OK:
        _register(attempt)
    elif attempt.keeper.cancelled.is_set():
        attempt.write(lambda: run_stopped(claim=claim))
    elif attempt.shutting_down():
        run_release(claim=claim)
    else:
        error = f"Attempt {claim.attempt}: {_ending(code)}\n{trainer.last_words()}".strip()
        retryable = code != trainers.EXIT_BAD_CONFIG
        state = attempt.write(lambda: run_fail(claim=claim, error=error, retryable=retryable))
        if state == RunState.FAILED:
            logger.error("run %s failed: %s", attempt.run.public_id, error)


def _register(attempt: Attempt) -> None:
    result = result_read(attempt.folder)
    model = None
    if result["model"] is not None:
        key = f"models/{attempt.run.project.public_id}/{attempt.run.public_id}"
        model = model_store(
            attempt.folder / result["model"], key=f"{key}/attempt-{attempt.claim.attempt}"
        )
        _still_ours(attempt)
    samples = samples_read(attempt.folder) if attempt.run.recipe == Recipe.SAMPLE else []
    attempt.write(
        lambda: run_finish(
            claim=attempt.claim, metrics=result["metrics"], model=model, samples=samples
        )
    )
    run_folder_prune(attempt.folder.parent)


def _ending(code: int) -> str:
    if code < 0:
        return f"the trainer was killed by signal {-code}."
    return f"the trainer ended with exit code {code}."


def _quietly(act: Callable[[], object]) -> None:
    """Do what only a holder may; who has lost the run has nothing left to say."""
    try:
        act()
    except LeaseLostError as error:
        logger.warning("%s", error)
