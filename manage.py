#!/usr/bin/env python
"""Django's command line; puts platform/ on sys.path and does nothing else."""

import os
import sys
from pathlib import Path


def main() -> None:
    # Index 1: after the script's own folder, before the standard library, whose `platform`
    # stays reachable because platform/ has no __init__.py and is a root, not a package.
    sys.path.insert(1, str(Path(__file__).resolve().parent / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchstone.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
