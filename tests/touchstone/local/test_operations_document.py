"""docs/operations.md keeps up with the settings and with the processes."""

import re
from pathlib import Path

from touchstone.local.application import NAMES
from touchstone.settings.environment import PREFIX, Environment

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "operations.md").read_text()
FROM_ELSEWHERE = {"DATABASE_URL", "REDIS_URL"}


def test_every_setting_is_in_the_table_and_no_other() -> None:
    known = {name.upper() for name in Environment.model_fields}
    expected = {name if name in FROM_ELSEWHERE else f"{PREFIX}{name}" for name in known}
    rows = re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT, flags=re.MULTILINE)
    assert sorted(rows) == sorted(expected)


def test_every_process_is_in_the_table() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| `", DOCUMENT, flags=re.MULTILINE)
    assert tuple(rows) == NAMES
