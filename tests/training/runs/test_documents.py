"""docs/cycles.md names every setting of a cycle, with its default and its words."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.harness import REPOSITORY
from training.runs.domain.cycle_config import FreezeConfig, GateConfig, NewTasksConfig

TEXT = (REPOSITORY / "docs" / "cycles.md").read_text()
PARTS = {"freeze": FreezeConfig, "gate": GateConfig, "sample": NewTasksConfig}


def rows(part: Any, prefix: str) -> Iterator[str]:
    for field in dataclasses.fields(part):
        name = f"{prefix}.{field.name}"
        if field.default is dataclasses.MISSING:
            yield from rows(field.default_factory, name)
        else:
            yield f"| `{name}` | `{json.dumps(field.default)}` | {field.metadata['doc']} |"


@pytest.mark.parametrize("part", PARTS)
def test_every_setting_stands_in_the_document(part: str) -> None:
    for row in rows(PARTS[part], part):
        assert row in TEXT, f"docs/cycles.md lacks: {row}"
