"""The check command: loud, complete, and with a time for every stage."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check, schema

PASSING = check.Stage("passing", (sys.executable, "-c", "print('hidden')"))
FAILING = check.Stage("failing", (sys.executable, "-c", "print('shown'); raise SystemExit(3)"))
MISSING = check.Stage("missing", ("/no/such/program",))


def test_failing_stage_shows_its_output_and_later_stages_still_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check.run_all([FAILING, MISSING, PASSING]) == ["failing", "missing"]
    said = capsys.readouterr().out
    assert "shown" in said
    assert "hidden" not in said
    assert [line.split()[0] for line in said.splitlines()[-4:]] == [
        "failing",
        "missing",
        "passing",
        "all",
    ]


@pytest.mark.parametrize(("chosen", "code"), [([PASSING], 0), ([PASSING, FAILING], 1)])
def test_exit_status_says_whether_all_passed(
    chosen: list[check.Stage], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "stages", lambda: chosen)
    monkeypatch.setattr(sys, "argv", ["check"])
    assert check.main() == code


def test_every_promised_check_is_a_stage() -> None:
    names = [stage.name for stage in check.stages()]
    assert names == [
        "ruff",
        "format",
        "imports",
        "mypy",
        "deploy",
        "migrations",
        "schema",
        "eslint",
        "typecheck",
        "size",
        "vitest",
        "chromium",
        "pages",
        "tests",
    ]


def test_stale_schema_is_shown_where_it_differs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    committed = {"SCHEMA": tmp_path / "schema.yaml", "TYPES": tmp_path / "schema.d.ts"}
    for name, path in committed.items():
        path.write_text("paths: old\n")
        monkeypatch.setattr(schema, name, path)

    def write(new_schema: Path, new_types: Path) -> None:
        new_schema.write_text("paths: new\n")
        new_types.write_text("paths: old\n")

    monkeypatch.setattr(schema, "ROOT", tmp_path)
    monkeypatch.setattr(schema, "write", write)
    with pytest.raises(schema.SchemaProblemError) as stale:
        schema.check()
    assert "schema.yaml is not fresh" in str(stale.value)
    assert "+paths: new" in str(stale.value)
    assert "schema.d.ts" not in str(stale.value)
    committed["SCHEMA"].write_text("paths: new\n")
    schema.check()


@pytest.mark.parametrize("target", ["setup", "demo", "test", "rehearse", "bench", "lint", "schema"])
def test_makefile_has_the_target(target: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=check.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "scripts.setup" in done.stdout


def test_platform_folder_never_becomes_a_package() -> None:
    assert not (check.ROOT / "platform" / "__init__.py").exists()
