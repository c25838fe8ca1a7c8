"""``manage.py import_prompts``: what comes in, what is refused, what a second run adds."""

import json
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from labeling.assignments.models import LabelingTask, TaskCompletion, TaskKind
from labeling.datasets.imports import services
from labeling.datasets.imports.options import ImportOptions
from labeling.prompts.models import (
    Completion,
    CompletionSource,
    Import,
    ImportState,
    Prompt,
    Split,
)
from tests.factories import make_project
from touchstone.projects.models import Project
from touchstone.registry.models import ModelKind, ModelVersion

REAL_ROWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "tldr.jsonl"

pytestmark = pytest.mark.django_db


def tldr_like(count: int) -> list[dict[str, Any]]:
    """Rows like the published ones: twelve completions, some alike but for white space."""
    rows = []
    for number in range(count):
        texts = [f"Post {number}, said in way {way}." for way in range(12)]
        texts[7] = f"  {texts[3]}\n"
        texts[11] = texts[0]
        topic = " ".join(f"word{(number * 7919 + step * 104729) % 9973}" for step in range(40))
        rows.append(
            {
                "id": f"post-{number:03}",
                "messages": [{"role": "user", "content": f"Summarize this post.\n\n{topic}"}],
                "use_case": "summarization",
                "reference": f"What post {number} says.",
                "completions": [
                    {"model": f"model-{way}", "text": text} for way, text in enumerate(texts)
                ],
            }
        )
    return rows


def write(path: Path, rows: Sequence[dict[str, Any] | str]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    return path


def run(project: Project, path: Path, *options: str) -> tuple[Import, str]:
    out, err = StringIO(), StringIO()
    call_command("import_prompts", project.slug, str(path), *options, stdout=out, stderr=err)
    return Import.objects.latest("id"), out.getvalue() + err.getvalue()


def everything(project: Project) -> Counter[str]:
    return Counter(
        prompts=Prompt.objects.filter(project=project).count(),
        completions=Completion.objects.filter(project=project).count(),
        models=ModelVersion.objects.filter(project=project).count(),
        tasks=LabelingTask.objects.filter(project=project).count(),
        shown=TaskCompletion.objects.filter(task__project=project).count(),
    )


@pytest.fixture
def project() -> Project:
    return make_project()


def both_kinds() -> tuple[str, ...]:
    return ("--draw", "9", "--seed", "3", "--make-tasks", "demonstration,ranking")


def check_hundred_posts(project: Project, path: Path) -> None:
    done, _ = run(project, path, *both_kinds(), "--references-as", "demonstrations")
    assert (done.state, done.prompts_created, done.rejected) == (ImportState.DONE, 100, 0)
    tasks = LabelingTask.objects.filter(project=project)
    assert Counter(tasks.values_list("kind", flat=True)) == {"demonstration": 100, "ranking": 100}
    for task in tasks.filter(kind=TaskKind.RANKING):
        shown = task.task_completions.values_list("completion__content__body", flat=True)
        assert len({body["text"].strip() for body in shown}) == len(shown) == 9
    references = Completion.objects.filter(project=project, source=CompletionSource.REFERENCE)
    assert references.filter(is_demonstration=True).count() == 100
    external = ModelVersion.objects.filter(project=project)
    assert Counter(external.values_list("kind", flat=True)) == {ModelKind.EXTERNAL: 12}


def test_import_makes_both_tasks_of_a_hundred_posts(project: Project, tmp_path: Path) -> None:
    check_hundred_posts(project, write(tmp_path / "posts.jsonl", tldr_like(100)))


def test_import_makes_comparisons_of_two_that_differ(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "posts.jsonl", [*tldr_like(3), {"prompt": "?", "completions": ["a"]}])
    done, said = run(project, path, "--seed", "3", "--make-tasks", "comparison,ranking")
    assert (done.prompts_created, done.rejected) == (3, 1)
    assert "a ranking or comparison needs 2 completions that differ; this row has 1" in said
    tasks = LabelingTask.objects.filter(project=project, kind=TaskKind.COMPARISON)
    assert tasks.count() == 3
    for task in tasks.all():
        shown = task.task_completions.values_list("completion__content__body", flat=True)
        assert len({body["text"].strip() for body in shown}) == len(shown) == 2
    run(project, path, "--seed", "3", "--make-tasks", "comparison")
    assert tasks.count() == 3
    run(project, path, "--seed", "4", "--make-tasks", "comparison")
    assert tasks.count() == 6


def test_import_takes_the_published_posts_where_they_are_at_hand(project: Project) -> None:
    if not REAL_ROWS.exists():  # the test above always runs, on rows of its own
        return
    check_hundred_posts(project, REAL_ROWS)


def test_import_again_adds_nothing(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "posts.jsonl", tldr_like(30))
    run(project, path, *both_kinds())
    before = everything(project)
    again, _ = run(project, path, *both_kinds())
    assert (again.prompts_created, again.duplicates, again.rejected) == (0, 30, 0)
    assert everything(project) == before


def test_import_with_another_seed_draws_others(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "posts.jsonl", tldr_like(5))
    run(project, path, "--draw", "4", "--seed", "1", "--make-tasks", "ranking")
    run(project, path, "--draw", "4", "--seed", "2", "--make-tasks", "ranking")
    drawn = [
        frozenset(task.task_completions.values_list("completion_id", flat=True))
        for task in LabelingTask.objects.filter(project=project)
    ]
    assert len(drawn) == 10
    assert len(set(drawn)) > 5


def test_import_rejects_bad_rows_by_line_and_keeps_the_good_ones(
    project: Project, tmp_path: Path
) -> None:
    good = tldr_like(3)
    rows: list[dict[str, Any] | str] = [
        good[0],
        "{not json",
        '["a list"]',
        "",
        good[1],
        {"prompt": "Hello?", "colour": "red"},
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]},
        {"prompt": "Zero \0 byte"},
        {"prompt": "Only one?", "completions": ["same", " same "]},
        {"completions": ["a", "b"]},
        good[2],
    ]
    done, text = run(project, write(tmp_path / "mixed.jsonl", rows), "--make-tasks", "ranking")
    assert list(done.rejections.order_by("line").values_list("line", "code")) == [
        (2, "bad_json"),
        (3, "not_an_object"),
        (6, "unknown_field"),
        (7, "last_turn_not_user"),
        (8, "bad_character"),
        (9, "too_few_completions"),
        (10, "prompt_missing"),
    ]
    assert (done.rows_done, done.prompts_created, done.rejected) == (10, 3, 7)
    assert "line 9: too_few_completions: a ranking or comparison needs 2" in text


def test_import_killed_between_batches_goes_on_where_it_was(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "posts.jsonl", [*tldr_like(25), "{broken"])
    monkeypatch.setattr(services, "BATCH", 10)
    advance, calls = services._advance, []

    def dying(*args: Any) -> Import:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return advance(*args)

    monkeypatch.setattr(services, "_advance", dying)
    with pytest.raises(KeyboardInterrupt):
        run(project, path, *both_kinds())
    assert Prompt.objects.filter(project=project).count() == 10
    monkeypatch.setattr(services, "_advance", advance)
    done, _ = run(project, path, *both_kinds())
    assert Import.objects.count() == 1
    assert (done.rows_done, done.prompts_created, done.duplicates, done.rejected) == (26, 25, 0, 1)
    assert everything(project)["tasks"] == 50


def test_import_by_two_workers_at_once_is_done_by_one(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "posts.jsonl", tldr_like(3))
    run(project, path)
    stale = Import.objects.get()
    Import.objects.update(state=ImportState.RUNNING)
    stale.state, stale.rows_done = ImportState.RUNNING, 0
    with path.open("rb") as file, pytest.raises(services.ImportTakenOverError):
        services.import_run(row=stale, file=file)


def test_import_reads_csv_with_numbered_completions(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "id,prompt,completion_1,completion_2,model_1,reference,use_case,language,author\n"
        '1,"A question,\nover two lines?",yes,no,gpt,maybe,open_qa,de,anna@example.org\n'
        "2,,yes,no,,,,,\n"
        "3,Another one entirely?,yes,,,,,,,too,many\n"
        "4,And a fourth about something else?,a,b,,,,,\n"
    )
    done, _ = run(project, path, "--make-tasks", "ranking")
    assert list(done.rejections.order_by("line").values_list("line", "code")) == [
        (4, "prompt_missing"),
        (5, "too_many_cells"),
    ]
    prompt = Prompt.objects.get(external_id="1")
    assert prompt.content.body["messages"][0]["content"] == "A question,\nover two lines?"
    assert (prompt.language, prompt.use_case) == ("de", "open_qa")
    assert "anna" not in prompt.group_key
    told = prompt.completions.order_by("id").values_list("content__body__text", "model__name")
    assert list(told) == [("yes", "gpt"), ("no", None), ("maybe", None)]


def test_import_reads_json_cells_and_reports_half_a_character(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    messages = json.dumps(
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    )
    quoted = messages.replace('"', '""')
    path.write_bytes(
        b"messages,completions\n"
        + f'"{quoted}","[""a"", {{""model"": ""m"", ""text"": ""b""}}]"\n'.encode()
        + b'"[]","[""\xff""]"\n'
    )
    done, _ = run(project, path)
    assert list(done.rejections.values_list("line", "code")) == [(3, "bad_json")]
    assert Prompt.objects.get().completions.count() == 2


def test_import_refuses_a_file_whose_header_it_does_not_know(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("prompt,colour\nHello?,red\n")
    with pytest.raises(CommandError, match=r"unknown_column.*colour"):
        run(project, path)
    assert Import.objects.get().state == ImportState.FAILED


def test_import_adds_completions_to_a_prompt_that_is_known(
    project: Project, tmp_path: Path
) -> None:
    run(project, write(tmp_path / "a.jsonl", [{"prompt": "Why is the sky blue?"}]))
    more = {"prompt": "Why is  the sky blue? ", "completions": ["Rayleigh.", "It is not."]}
    done, _ = run(project, write(tmp_path / "b.jsonl", [more]), "--make-tasks", "ranking")
    assert (done.prompts_created, done.duplicates) == (0, 1)
    assert everything(project) == Counter(prompts=1, completions=2, models=0, tasks=1, shown=2)


def test_import_names_unknown_projects_files_and_kinds(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{"prompt": "Hello?"}])
    with pytest.raises(CommandError, match=rf"no project 'nowhere'.*{project.slug}"):
        call_command("import_prompts", "nowhere", str(path))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_prompts", project.slug, str(tmp_path / "b.jsonl"))
    with pytest.raises(CommandError, match="No tasks of kind 'poem'"):
        call_command("import_prompts", project.slug, str(path), "--make-tasks", "poem")
    with pytest.raises(CommandError, match="from 2 to 9, not 10"):
        call_command("import_prompts", project.slug, str(path), "--draw", "10")


def test_import_uses_every_split(project: Project, tmp_path: Path) -> None:
    run(project, write(tmp_path / "posts.jsonl", tldr_like(100)))
    assert set(Prompt.objects.values_list("split", flat=True)) == set(Split)


def test_an_import_may_ask_for_several_turns(tmp_path: Path) -> None:
    project = make_project()
    path = tmp_path / "prompts.jsonl"
    path.write_text('{"prompt": "One?"}\n')
    for _ in range(2):
        call_command(
            "import_prompts",
            project.slug,
            str(path),
            "--make-tasks",
            "demonstration",
            "--demonstration-mode",
            "both_sides",
        )
    [task] = LabelingTask.objects.filter(project=project)
    assert task.demonstration_mode == "both_sides"
    [row, again] = Import.objects.filter(project=project)
    assert row.options == again.options
    assert ImportOptions.from_json(row.options).as_json() == row.options
    assert row.options["mode"] == "both_sides"
