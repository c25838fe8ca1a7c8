"""An import that is killed from outside, and run again: all the rows, none twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labeling.assignments.models import LabelingTask
from labeling.prompts.models import Completion, Content, Import, ImportState, Prompt
from tests.factories import make_project
from tests.harness import REPOSITORY

ROWS = 1200


@pytest.mark.services
def test_an_import_killed_by_the_system_is_finished_by_the_next_run(
    live_database: str, tmp_path: Path
) -> None:
    project = make_project()
    path = tmp_path / "rows.jsonl"
    with path.open("w") as file:
        for number in range(ROWS):
            text = f"Question {number * 7919 % 100_003}: what is it?"
            row = {"prompt": text, "completions": [f"a{number}", f"b{number}"]}
            file.write(json.dumps(row) + "\n")
    command = [sys.executable, "manage.py", "import_prompts", project.slug, str(path)]
    command += ["--make-tasks", "ranking"]
    environment = {**os.environ, "DATABASE_URL": live_database}
    first = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 180
    while not Import.objects.filter(rows_done__gt=0).exists():
        assert first.poll() is None, first.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    done = Import.objects.get()
    assert done.state == ImportState.RUNNING
    assert 0 < done.rows_done < ROWS
    assert Prompt.objects.count() == done.rows_done
    again = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert f"{ROWS} rows: {ROWS} new prompts, 0 known, 0 rejected." in again.stdout
    assert Import.objects.get().state == ImportState.DONE
    assert (Prompt.objects.count(), LabelingTask.objects.count()) == (ROWS, ROWS)
    assert (Completion.objects.count(), Content.objects.count()) == (2 * ROWS, 3 * ROWS)
