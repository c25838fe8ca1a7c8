"""Metrics as they come: each line of an attempt's metrics.jsonl is stored once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from training.runs.models import RunMetric
from training.runs.services.transitions import Claim, fenced, lease_lost

_NOT_VALUES = ("step", "time", "phase", "total_steps")


@dataclass(frozen=True)
class MetricLine:
    """A parsed line and its number, counted from 1."""

    number: int
    content: Mapping[str, Any]


def run_metrics_ingest(*, claim: Claim, lines: Sequence[MetricLine]) -> None:
    """Store lines and the run's progress; lines that are there already stay as they are.

    Raises:
        LeaseLostError: The token is stale: nothing is stored.
    """
    if not lines:
        return
    last = lines[-1].content
    with transaction.atomic():
        if not fenced(claim).update(step=last["step"], total_steps=last.get("total_steps")):
            raise lease_lost(claim)
        rows = [_row(claim, line) for line in lines]
        RunMetric.objects.bulk_create(rows, ignore_conflicts=True)


def _row(claim: Claim, line: MetricLine) -> RunMetric:
    content = line.content
    return RunMetric(
        run_id=claim.run_id,
        attempt=claim.attempt,
        line=line.number,
        step=content["step"],
        phase=content["phase"],
        values={key: value for key, value in content.items() if key not in _NOT_VALUES},
        at=datetime.fromtimestamp(content["time"], UTC),
    )
