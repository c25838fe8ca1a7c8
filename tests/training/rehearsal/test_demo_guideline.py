"""The demo's guidelines are publishable as they stand, and open at the flags they speak of."""

import json
import re
from pathlib import Path

import pytest

from labeling.guidelines.services import guideline_publish
from tests.factories import make_user
from touchstone.projects.domain import DEFAULT_FLAGS, DEFAULT_SCALE
from touchstone.projects.services.project import project_create

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "training" / "rehearsal" / "demo"
FRONTEND = ROOT / "frontend" / "src"


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


def test_the_guidelines_quote_the_reasons_to_skip_as_the_app_names_them() -> None:
    body = (DEMO / "guideline.md").read_text(encoding="utf-8")
    words = (FRONTEND / "features/assignments/task/strings.ts").read_text(encoding="utf-8")
    [reasons] = re.findall(r"SKIP_REASONS[^=]*= \[(.*?)\];", words, re.DOTALL)
    quoted = re.findall(r'[Ss]kip with "([^"]+)"', body)
    assert len(quoted) == 4
    assert set(quoted) <= set(re.findall(r'label: "([^"]+)"', reasons))


def test_the_ends_of_the_scale_are_called_the_same_in_the_guidelines_and_on_the_screen() -> None:
    body = (DEMO / "guideline.md").read_text(encoding="utf-8")
    for value, label in (("min", "low_label"), ("max", "high_label")):
        assert f"| **{DEFAULT_SCALE[value]}** | {DEFAULT_SCALE[label]} |" in body


def test_hallucination_means_one_thing_in_the_guidelines_and_beside_the_flag() -> None:
    body = (DEMO / "guideline.md").read_text(encoding="utf-8")
    [help_text] = [flag["description"] for flag in DEFAULT_FLAGS if flag["key"] == "hallucination"]
    assert help_text.removesuffix(".").lower() in body.lower()


def test_no_explanation_of_the_quiz_points_at_a_place() -> None:
    parts = json.loads((DEMO / "guideline_parts.json").read_text(encoding="utf-8"))
    places = re.compile(r"\b(first|second|third|last|above|below|answer [A-D]|option [A-D])\b")
    told = [question["explanation_markdown"] for question in parts["quiz"]["questions"]]
    assert [text for text in told if places.search(text)] == [], "options are shuffled"
