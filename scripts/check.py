"""Every check and every test, one stage after the other: what ``make test`` runs after set-up.

All stages run even if one fails, so that one run shows everything; the exit status is 1 if any
failed. The output of a stage is shown when it fails, the tests' as they go.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts import node

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
PYTHON = sys.executable
TYPED = ("platform/touchstone", "labeling", "training", "bench", "scripts", "tests", "manage.py")
PRODUCTION = {
    "TOUCHSTONE_SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "TOUCHSTONE_HTTPS": "true",
    "TOUCHSTONE_PUBLIC_URL": "https://touchstone.example",
    "TOUCHSTONE_ALLOWED_HOSTS": '["touchstone.example"]',
}


@dataclass(frozen=True)
class Stage:
    """One command whose exit status decides."""

    name: str
    command: tuple[str, ...]
    cwd: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)
    live: bool = False
    """Its output is shown as it comes."""


def stages() -> list[Stage]:
    """Return all stages: what fails fast stands first."""
    module = (PYTHON, "-m")
    manage = (PYTHON, "manage.py")
    with_servers = (*module, "touchstone.local", "run", "--instance", "check", "--")
    # `--dist loadfile`: what a file starts for all its tests is started once.
    tests = (*module, "pytest", "-n", "2", "--dist", "loadfile", "--durations", "15")
    return [
        Stage("ruff", (*module, "ruff", "check", ".")),
        Stage("format", (*module, "ruff", "format", "--check", ".")),
        Stage("imports", (str(Path(PYTHON).with_name("lint-imports")),)),
        Stage("mypy", (*module, "mypy", *TYPED)),
        Stage(
            "deploy", (*manage, "check", "--deploy", "--fail-level", "WARNING"), ROOT, PRODUCTION
        ),
        Stage("migrations", (*with_servers, *manage, "makemigrations", "--check", "--dry-run")),
        Stage("schema", (*module, "scripts.schema", "--check")),
        *frontend_stages(),
        Stage("chromium", (*module, "scripts.chromium")),
        *browser_stages(),
        Stage("tests", tests, live=True),
    ]


def frontend_stages() -> list[Stage]:
    """Return the frontend's own checks; set-up has built it already."""
    tools = node.find(Path(PYTHON))
    if tools is None:
        return [Stage("node", (PYTHON, "-c", "raise SystemExit('No Node.js: run `make setup`.')"))]
    environment = tools.environment()
    return [
        Stage(name, (*tools.npm, "run", "--silent", script), FRONTEND, environment)
        for name, script in (
            ("eslint", "lint"),
            ("typecheck", "typecheck"),
            ("size", "size"),
            ("vitest", "test"),
        )
    ]


def browser_stages() -> list[Stage]:
    """Return the frontend's tests in a real browser, on fixtures; tests/e2e has a real server."""
    tools = node.find(Path(PYTHON))
    if tools is None:
        return []
    # Accessibility is looked at on a real server; `npm run e2e` does it on the fixtures too.
    options = ("--workers", "2", "--grep-invert", "no violation")
    script = (*tools.npm, "--prefix", str(FRONTEND), "run", "--silent", "e2e", "--", *options)
    command = (PYTHON, "-m", "scripts.chromium", *script)
    return [Stage("pages", command, ROOT, tools.environment())]


def run(stage: Stage) -> bool:
    """Run one stage; return whether it passed."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **stage.environment}
    output = None if stage.live else subprocess.PIPE
    try:
        done = subprocess.run(
            stage.command,
            cwd=stage.cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if stage.live else subprocess.STDOUT,
            text=True,
            check=False,
        )
    except FileNotFoundError as missing:
        say(f"{missing.filename} is missing: run `make setup`.")
        return False
    if done.returncode and not stage.live:
        say(done.stdout.rstrip())
    return done.returncode == 0


def run_all(chosen: list[Stage], clock: Callable[[], float] = time.monotonic) -> list[str]:
    """Run the stages, print how long each took, return the names of those that failed."""
    failed, began = [], clock()
    lines = []
    for stage in chosen:
        say(f"── {stage.name}")
        started = clock()
        passed = run(stage)
        word = "ok" if passed else "FAILED"
        lines.append(f"{stage.name:<12} {clock() - started:7.1f} s  {word}")
        say(f"   {word} in {clock() - started:.1f} s")
        if not passed:
            failed.append(stage.name)
    say("\n".join(["", *lines, f"{'all':<12} {clock() - began:7.1f} s"]))
    return failed


def say(text: str) -> None:
    """Print at once, so that the stages' own output comes in order."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the stages asked for; return 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="names of stages, separated by commas")
    only = parser.parse_args().only
    chosen = [stage for stage in stages() if only is None or stage.name in only.split(",")]
    failed = run_all(chosen)
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
