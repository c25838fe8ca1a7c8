"""The state tables over the full product of states, in the domain and in the database."""

from itertools import product
from typing import Any

import pytest

from tests.training.runs.material import Material, make_run
from training.runs.domain.states import (
    CYCLE_TRANSITIONS,
    RUN_TRANSITIONS,
    STEP_TRANSITIONS,
    CycleState,
    RunState,
    StepState,
    sources,
)
from training.runs.models import Run
from training.runs.services.transitions import run_transition

ALLOWED = {
    ("queued", "claimed"),
    ("queued", "cancelled"),
    ("claimed", "running"),
    ("claimed", "queued"),
    ("claimed", "failed"),
    ("claimed", "cancelled"),
    ("running", "succeeded"),
    ("running", "queued"),
    ("running", "failed"),
    ("running", "cancelled"),
    ("failed", "queued"),
    ("cancelled", "queued"),
}


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (RUN_TRANSITIONS, RunState),
        (CYCLE_TRANSITIONS, CycleState),
        (STEP_TRANSITIONS, StepState),
    ],
)
def test_every_state_has_its_row_in_the_table(table: Any, states: Any) -> None:
    assert set(table) == set(states)
    for source, target in product(states, states):
        assert (source in sources(table, target)) == (target in table[source])


@pytest.mark.parametrize(("source", "target"), list(product(RunState, RunState)))
def test_a_run_moves_only_as_the_table_says(
    source: RunState, target: RunState, material: Material
) -> None:
    run = make_run(material)
    Run.objects.filter(pk=run.pk).update(state=source)

    moved = run_transition(Run.objects.filter(pk=run.pk), target)

    assert moved == ((str(source), str(target)) in ALLOWED)
    run.refresh_from_db()
    assert run.state == (target if moved else source)
