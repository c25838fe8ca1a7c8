"""Whoever tries the demo as its reviewer has something to review; a labeler works at once."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from labeling.assignments.models import Judgment
from tests.clients import JsonClient
from tests.labeling.work import Desk
from touchstone.accounts.models import User
from touchstone.projects.models import Project
from training.rehearsal.demo.past_work import past_work_ensure
from training.rehearsal.demo.people import PEOPLE, Credentials
from training.rehearsal.demo.seed import demo_seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Seed the demo with its past work."""
    content = demo_seed(
        credentials=Credentials(tmp_path / "demo.json"),
        url="http://127.0.0.1:8000",
        rehearsal=tmp_path / "rehearsal",
    )
    found = Project.objects.get(slug=content["project"])
    past_work_ensure(found)
    return found


def read(person: int, project: Project, path: str) -> Any:
    user = User.objects.get(email=PEOPLE[person].email)
    return JsonClient(user).get(f"/api/projects/{project.public_id}/{path}").json()


def test_the_reviewer_finds_a_disagreement_a_demonstration_and_a_question(
    project: Project,
) -> None:
    queue = read(1, project, "review-queue")
    assert queue["open"] == 2
    assert all(item["disagreement"] > 0 for item in queue["items"])
    assert queue["items"][0]["contested_flags"]
    [waiting] = read(1, project, "demonstration-reviews")["items"]
    assert "fix-login" in waiting["answer"]["text"]
    [asked] = read(1, project, "open-questions")["items"]
    assert asked["at_item"] is True
    [answered] = read(2, project, "questions")["items"]
    assert answered["answer"]["text"].startswith("No, if it is true")


def test_the_first_labeler_confirms_the_guidelines_and_is_at_work(project: Project) -> None:
    lena = Desk(User.objects.get(email=PEOPLE[2].email), project)
    current = lena.client.get(f"{lena.base}/guidelines/current").json()
    assert (current["must_acknowledge"], current["quiz_passed"]) == (True, True)
    lena.client.send("post", f"/api/guidelines/{current['release']['id']}/acknowledge")
    assert lena.claim(kinds=["ranking"])["kind"] == "ranking"
    assert not Judgment.objects.filter(user=lena.user).exists()


def test_the_past_work_has_its_hours(project: Project) -> None:
    day = timezone.now().date()
    days = f"from={(day - timedelta(days=1)).isoformat()}&to={day.isoformat()}"
    totals = read(3, project, f"ledger?{days}")["totals"]
    assert totals["submitted"] > 0
    assert totals["active_seconds"] == 240 * totals["submitted"]
    assert totals["wall_seconds"] == 300 * totals["submitted"]
    people = {one["user"]["name"]: one for one in read(1, project, "people")["items"]}
    assert people[PEOPLE[3].name]["active_seconds"] == totals["active_seconds"]


def test_the_demo_has_subjects_to_leave_out(project: Project) -> None:
    found = {one["topic"] for one in read(2, project, "topics")["topics"]}
    assert {"sensitive", "tag:medicine", "tag:law", "tag:money"} <= found


def test_seeding_again_adds_no_work(project: Project) -> None:
    before = Judgment.objects.count()
    past_work_ensure(project)
    assert Judgment.objects.count() == before == 5


def test_the_command_seeds_people_tasks_and_past_work(settings: Any, tmp_path: Path) -> None:
    settings.ENVIRONMENT = SimpleNamespace(var=tmp_path, instance="demo", instance_dir=tmp_path)
    for _ in range(2):
        call_command("seed_demo")
        assert (tmp_path / "demo.json").exists()
        assert Judgment.objects.count() == 5
