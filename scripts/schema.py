"""Writes the OpenAPI schema and the frontend's types, or checks that the committed ones are fresh.

``--check`` compares with what is on disk and needs no git repository.
"""

import argparse
import difflib
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import node

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "frontend" / "schema.yaml"
TYPES = ROOT / "frontend" / "src" / "lib" / "schema.d.ts"


class SchemaProblemError(Exception):
    """The schema cannot be made, or what is committed is not fresh."""


def write(schema: Path, types: Path) -> None:
    """Write the schema of the code as it stands, and the types generated from it.

    Raises:
        SchemaProblemError: drf-spectacular warns, or the generator fails.
    """
    options = ["--validate", "--fail-on-warn", "--file", str(schema)]
    _run([sys.executable, str(ROOT / "manage.py"), "spectacular", *options], {})
    tools = node.find(Path(sys.executable))
    if tools is None:
        raise SchemaProblemError("No Node.js was found: run `make setup`.")
    generator = ROOT / "frontend" / "node_modules" / ".bin" / "openapi-typescript"
    # As `npm run gen:api` does: a field with a default may be left out of a request.
    options = ["--output", str(types), "--default-non-nullable=false"]
    _run([str(generator), str(schema), *options], tools.environment())


def differences(committed: Path, fresh: Path) -> str:
    """Return how a committed file differs from a fresh one; empty when it does not."""
    before = committed.read_text().splitlines() if committed.exists() else []
    lines = difflib.unified_diff(before, fresh.read_text().splitlines(), lineterm="", n=1)
    shown = itertools.islice(lines, 2, 42)
    return "\n".join([f"{committed.relative_to(ROOT)} is not fresh:", *shown])


def check() -> None:
    """Compare what is committed with what the code says.

    Raises:
        SchemaProblemError: They differ; the message shows where.
    """
    with tempfile.TemporaryDirectory() as folder:
        schema, types = Path(folder) / SCHEMA.name, Path(folder) / TYPES.name
        write(schema, types)
        pairs = ((SCHEMA, schema), (TYPES, types))
        stale = [differences(old, new) for old, new in pairs if not _same(old, new)]
    if stale:
        raise SchemaProblemError("\n".join([*stale, "Run `make schema` and commit the result."]))


def _same(old: Path, new: Path) -> bool:
    return old.exists() and old.read_text() == new.read_text()


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=environment or None, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SchemaProblemError((done.stdout + done.stderr).strip())


def main() -> int:
    """Write, or with ``--check`` compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    try:
        if parser.parse_args().check:
            check()
        else:
            write(SCHEMA, TYPES)
    except SchemaProblemError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
