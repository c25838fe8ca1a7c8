"""The demo's guidelines are publishable as they stand, and open at the flags they speak of."""

import json
import re
from pathlib import Path

import pytest

from labeling.guidelines.services import guideline_publish
from tests.factories import make_user
from touchstone.projects.domain import DEFAULT_FLAGS
from touchstone.projects.services.project import project_create

DEMO = Path(__file__).parents[3] / "training" / "rehearsal" / "demo"


@pytest.mark.django_db
def test_the_demos_guidelines_fit_the_default_flags() -> None:
    admin = make_user("Alice", is_staff=True)
    project = project_create(by=admin, name="Demo", slug="demo")
    body = (DEMO / "guideline.md").read_text(encoding="utf-8")
    parts = json.loads((DEMO / "guideline_parts.json").read_text(encoding="utf-8"))
    release = guideline_publish(project=project, by=admin, body_markdown=body, **parts)
    assert (release.number, len(release.examples), len(release.glossary)) == ("1.0", 2, 3)
    assert release.quiz is not None
    assert len(release.quiz["questions"]) == release.quiz["pass_mark"] == 3
    anchors = set(re.findall(r"\{#([\w-]+)\}$", body, re.MULTILINE))
    assert anchors <= {flag["key"] for flag in DEFAULT_FLAGS}
    assert {example["flag"] for example in release.examples} <= anchors
