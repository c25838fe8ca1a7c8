"""Finds a Chromium for the browser tests, and installs one where there is none.

Debian's package needs root and apt; Playwright's own download needs the network alone. Where
neither works, one sentence says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No Chromium was found and none could be installed: install Debian's package `chromium`, or "
    "run `.venv/bin/playwright install --with-deps chromium`, and start again."
)


def find() -> str | None:
    """Return the path of an installed Chromium: from the PATH, else Playwright's own."""
    on_path = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    return on_path or _playwrights_own()


def install() -> str | None:
    """Return the path of a Chromium, installing one if need be; ``None`` when that fails."""
    found = find()
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write("Installing Debian's Chromium …\n")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _try(["apt-get", "update", "-qq"], environment)
        _try(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], environment
        )
        if found := find():
            return found
    sys.stdout.write("Downloading Playwright's Chromium …\n")
    _try([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))
    return find()


def _playwrights_own() -> str | None:
    # In a process of its own: asking starts Playwright's driver and an event loop.
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    done = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, check=False
    )
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).is_file() else None


def _try(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if "rror" in line]
        reason = lines[-1].strip() if lines else f"exit {done.returncode}"
        sys.stderr.write(f"`{' '.join(command)}` failed: {reason}\n")


def main() -> int:
    """Make sure that there is a Chromium; print where, or run the command that is given with it.

    Returns:
        1 where there is none; else 0, or the command's exit status.
    """
    path = install()
    if path is None:
        sys.stderr.write(f"{ADVICE}\n")
        return 1
    if command := sys.argv[1:]:
        environment = {**os.environ, "TOUCHSTONE_CHROMIUM": path}
        return subprocess.run(command, env=environment, check=False).returncode
    sys.stdout.write(f"Chromium: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
