"""The demo: what it holds, that seeding again changes nothing, and that its logins are private."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from labeling.assignments.models import LabelingTask, TaskKind
from labeling.datasets.imports.readers import FileFormat, rows_read
from labeling.prompts.domain.rows import PromptRow
from labeling.prompts.models import Completion, Import, Prompt
from touchstone.accounts.models import User
from touchstone.projects.models import ApiKey, Membership, Project, Role
from training.rehearsal.demo.people import PEOPLE, Credentials
from training.rehearsal.demo.seed import HERE, SIMULATED_NAME, SLUG, demo_seed


def rows_of(name: str) -> list[PromptRow]:
    with (HERE / name).open("rb") as file:
        found = [read.row for read in rows_read(file, FileFormat.JSONL)]
    assert all(isinstance(row, PromptRow) for row in found), found
    return [row for row in found if isinstance(row, PromptRow)]


def seeded(folder: Path) -> dict[str, Any]:
    return demo_seed(
        credentials=Credentials(folder / "demo.json"),
        url="http://127.0.0.1:8000",
        rehearsal=folder / "rehearsal",
    )


def test_every_prompt_to_rank_has_four_to_six_answers_that_differ() -> None:
    rows = rows_of("to_rank.jsonl")

    assert len(rows) >= 24
    for row in rows:
        texts = {completion.text for completion in row.completions}
        assert 4 <= len(texts) == len(row.completions) <= 6, row.external_id


def test_the_prompts_cover_the_use_cases_and_the_shapes_of_content() -> None:
    rows = [*rows_of("to_rank.jsonl"), *rows_of("to_write.jsonl")]
    texts = [row.messages[-1]["content"] for row in rows]

    assert len(rows) >= 38
    assert {row.use_case for row in rows} == {
        "brainstorming",
        "generation",
        "open_qa",
        "closed_qa",
        "rewrite",
        "summarization",
        "extract",
        "classification",
        "chat",
        "code",
    }
    assert "ar" in {row.language for row in rows}
    assert any(len(row.messages) > 2 for row in rows)
    assert any("|---|" in text for text in texts)
    assert any("```python" in text and len(text) > 800 for text in texts)
    assert len({row.external_id for row in rows}) == len(rows)


@pytest.mark.django_db
def test_the_peoples_project_can_be_worked_at_once(tmp_path: Path) -> None:
    content = seeded(tmp_path)
    project = Project.objects.get(slug=content["project"])

    assert not project.is_simulated
    assert not User.objects.filter(is_simulated=True, memberships__project=project).exists()
    kinds = list(LabelingTask.objects.filter(project=project).values_list("kind", flat=True))
    assert kinds.count(TaskKind.RANKING) == len(rows_of("to_rank.jsonl"))
    assert kinds.count(TaskKind.DEMONSTRATION) == len(rows_of("to_write.jsonl"))
    assert not Import.objects.exclude(rejected=0).exists()
    assert Completion.objects.filter(is_demonstration=True).count() >= 3
    release = project.guidelines.get()
    assert release.number == "1.0"
    assert "| **7** |" in release.body_markdown


@pytest.mark.django_db
def test_everybody_printed_can_log_in_and_only_staff_watch_the_rehearsal(tmp_path: Path) -> None:
    content = seeded(tmp_path)

    for entry in content["users"]:
        user = User.objects.get(email=entry["email"])
        assert user.check_password(entry["password"])
        assert user.is_staff is (entry["role"] == Role.ADMIN)
    roles = {
        slug: sorted(Membership.objects.filter(project__name=slug).values_list("role", flat=True))
        for slug in ("Everyday assistant", SIMULATED_NAME)
    }
    assert roles == {
        "Everyday assistant": ["admin", "labeler", "labeler", "reviewer"],
        SIMULATED_NAME: ["admin", "reviewer"],
    }


@pytest.mark.django_db
def test_the_logins_are_written_for_their_owner_alone(tmp_path: Path) -> None:
    content = seeded(tmp_path)
    path = tmp_path / "demo.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == content
    assert set(content) == {"url", "gateway_url", "users", "project", "api_key"}
    assert content["gateway_url"] is None
    assert content["api_key"].startswith("tsk_")


@pytest.mark.django_db
def test_seeding_again_changes_nothing(tmp_path: Path) -> None:
    first = seeded(tmp_path)
    counted: list[Any] = [Prompt, Completion, LabelingTask, User, Project, Import, ApiKey]
    before = [model.objects.count() for model in counted]

    assert seeded(tmp_path) == first
    assert [model.objects.count() for model in counted] == before


@pytest.mark.django_db
def test_lost_logins_are_replaced_by_new_ones(tmp_path: Path) -> None:
    first = seeded(tmp_path)
    (tmp_path / "demo.json").unlink()
    second = seeded(tmp_path)

    assert first["api_key"] != second["api_key"]
    for entry in second["users"]:
        assert User.objects.get(email=entry["email"]).check_password(entry["password"])


@pytest.mark.django_db
def test_the_rehearsal_finds_its_project_in_the_journal(tmp_path: Path) -> None:
    seeded(tmp_path)
    journal = json.loads((tmp_path / "rehearsal" / "journal.json").read_text())
    project = Project.objects.get(public_id=journal["project"])

    assert (project.name, project.is_simulated) == (SIMULATED_NAME, True)


@pytest.mark.django_db
def test_a_report_of_a_database_that_is_gone_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "rehearsal"
    folder.mkdir()
    (folder / "journal.json").write_text('{"project": "0e8a1c9e-0000-4000-8000-000000000000"}')
    (folder / "report.json").write_text("{}")
    seeded(tmp_path)

    assert not (folder / "report.json").exists()


def test_the_cast_is_one_admin_one_reviewer_and_labelers() -> None:
    assert [person.role for person in PEOPLE] == [
        Role.ADMIN,
        Role.REVIEWER,
        Role.LABELER,
        Role.LABELER,
    ]
    assert SLUG == "everyday-assistant"
