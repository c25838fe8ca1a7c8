"""The report of a rehearsal: every figure with its interval, seeds, costs, samples to read."""

import json
import math
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from training.rehearsal.campaign.campaign import Outcome
from training.rehearsal.campaign.context import Context
from training.rehearsal.campaign.evaluation import samples_to_read
from training.rehearsal.campaign.truth import (
    agreement_figures,
    labels_spent,
    labels_truth,
    reward_truth,
)
from training.rehearsal.campaign.turn import Turn
from training.rehearsal.findings import checks
from training.rehearsal.statistics import HeadToHead, head_to_head, utilities
from training.runs.models import RunMetric

Json = dict[str, Any]
DUELS = (("SFT", "base"), ("PPO", "SFT"), ("PPO", "base"))
_COSTS = ("wall_seconds", "cpu_seconds", "peak_memory_mib")


def report_build(context: Context, outcome: Outcome, *, started_at: str) -> Json:
    """Return the report as plain JSON values."""
    world, options, turn = outcome.world, context.options, outcome.turn
    duels = _duels(outcome)
    worths = {name: utilities(texts, world.questions) for name, texts in outcome.answers.items()}
    agreement = agreement_figures(world, outcome.labelers, outcome.items)
    decision = turn.gate["decision"] if turn else None
    found = checks(options.control, duels, worths, agreement, decision)
    report: Json = {
        "started_at": started_at,
        "seconds": context.elapsed_s,
        "seed": options.seed,
        "size": asdict(options.size),
        "control": options.control,
        "project": str(world.project.public_id),
        "machine": _machine(),
        "passed": all(check.passed for check in found),
        "checks": [asdict(check) for check in found],
        "head_to_head": {name: asdict(duel) for name, duel in duels.items()},
        "utilities": {name: asdict(worth) for name, worth in worths.items()},
        "agreement": agreement,
        "accuracy": {
            "Labels against the truth": asdict(labels_truth(world)),
            **(_reward_accuracy(context, outcome, turn) if turn else {}),
        },
        "labels": labels_spent(world),
        "labelers": [asdict(labeler) for labeler in outcome.labelers],
        "runs": context.runs,
        "costs": costs(context),
        "samples": samples_to_read(world, outcome.answers),
        **(_turn_figures(turn) if turn else {}),
    }
    return _plain(report)  # type: ignore[no-any-return]


def _duels(outcome: Outcome) -> dict[str, HeadToHead]:
    answers, questions = outcome.answers, outcome.world.questions
    return {
        f"{winner} over {loser}": head_to_head(
            (winner, loser), answers[winner], answers[loser], questions
        )
        for winner, loser in DUELS
        if winner in answers
    }


def _turn_figures(turn: Turn) -> Json:
    return {
        "kl": turn.kl,
        "gate": turn.gate,
        "promoted": turn.promoted,
        "new_ranking_tasks": turn.new_tasks,
        "thumb": turn.thumb,
    }


def _machine() -> Json:
    """What a figure may hang on: the same seed repeats on the same of these."""
    return {
        "python": platform.python_version(),
        "processor": platform.machine(),
        **{name: version(name) for name in ("torch", "transformers")},
    }


def costs(context: Context) -> Json:
    """Return wall and CPU seconds and peak memory by run, seconds by other stage, and of all.

    The total's memory is the largest run's; runs on one worker never overlap.
    """
    by_stage: Json = {
        name: {"wall_seconds": seconds}
        for name, seconds in context.stages.seconds.items()
        if name not in context.runs
    }
    by_run = {
        name: {key: run["metrics"].get(key) for key in _COSTS} for name, run in context.runs.items()
    }
    known = [[cost[key] or 0.0 for cost in by_run.values()] for key in _COSTS]
    total = {
        "wall_seconds": context.elapsed_s,
        "cpu_seconds": sum(known[1]),
        "peak_memory_mib": max(known[2], default=0.0),
    }
    return {**by_run, **by_stage, "all": total}


def curves(context: Context) -> dict[str, list[Json]]:
    """Return the metric lines of the training runs, oldest first."""
    found: dict[str, list[Json]] = {}
    for run in context.runs.values():
        lines = RunMetric.objects.filter(run__public_id=run["run"]).order_by("attempt", "line")
        if run["recipe"] != "sample":
            found[run["recipe"]] = [
                {"step": line.step, "phase": line.phase, "values": line.values} for line in lines
            ]
    return found


def report_write(report: Mapping[str, Any], folder: Path) -> Path:
    """Write report.json; return its path."""
    path = folder / "report.json"
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False))
    return path


def _reward_accuracy(context: Context, outcome: Outcome, turn: Turn) -> Json:
    """The reward model on held-out labels, with the lines to read it beside, and on the truth."""
    metrics = turn.reward.metrics
    value, error = metrics.get("validation_accuracy"), metrics.get("validation_accuracy_error")
    held_out: Json = {"value": value, "low": None, "high": None}
    if value is not None and error is not None:
        held_out |= {"low": value - 1.96 * error, "high": value + 1.96 * error}
    held_out["n"] = metrics.get("validation_pairs")
    truth = reward_truth(context, outcome.world, turn.reward, outcome.samples)
    return {
        "Reward model against held-out labels": held_out,
        "Reward model against the truth": asdict(truth),
    }


def _plain(value: Any) -> Any:
    """JSON knows no infinities: what could not be told is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
