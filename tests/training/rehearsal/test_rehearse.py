"""The small rehearsal, end to end: real servers, real workers, labels over HTTP."""

import json
from pathlib import Path

import pytest

from labeling.assignments.models import Judgment, TaskKind
from tests.live import LiveStack
from touchstone.registry.models import ModelKind, ModelVersion

pytestmark = pytest.mark.services


@pytest.fixture
def stack(live_stack: LiveStack, tmp_path: Path) -> LiveStack:
    """A stack with everything that a rehearsal needs."""
    live_stack.environment |= {
        "TOUCHSTONE_PUBLIC_URL": live_stack.url,
        "TOUCHSTONE_RUNS_DIR": str(tmp_path / "runs"),
        "TOUCHSTONE_STORAGE_URL": str(tmp_path / "storage"),
    }
    live_stack.start("web", "worker", "worker-gpu")
    return live_stack


def test_a_small_rehearsal_trains_sft_that_beats_its_base(stack: LiveStack, tmp_path: Path) -> None:
    out = tmp_path / "rehearsal"
    stack.manage("rehearse", "--size", "small", "--seed", "1", "--out", str(out))
    report = json.loads((out / "report.json").read_text())

    assert report["passed"], report["checks"]
    assert report["head_to_head"]["SFT over base"]["win_rate"]["low"] > 0.5
    assert report["samples"][0]["answers"].keys() == {"base", "SFT"}
    # What the report says was spent is what the database holds, each judgment once.
    for kind in (TaskKind.DEMONSTRATION, TaskKind.RANKING):
        stored = Judgment.objects.filter(kind=kind, is_simulated=True, counted=True)
        assert stored.count() == report["labels"][kind] > 0
    assert not Judgment.objects.filter(is_simulated=False).exists()
    assert set(ModelVersion.objects.values_list("kind", flat=True)) == {
        ModelKind.BASE,
        ModelKind.TRAINED,
    }
    # Again, it is done: nothing is made a second time.
    stack.manage("rehearse", "--size", "small", "--seed", "1", "--out", str(out))
    assert ModelVersion.objects.count() == 2
