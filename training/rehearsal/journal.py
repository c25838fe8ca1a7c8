"""What a rehearsal has begun already, on disk, so that one that was killed goes on.

Each entry names something made once (a run, a dataset version, a cycle) by its id. An entry is
written after the thing was made: a kill in between makes it again, which costs time, not truth.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Journal:
    """A JSON file of the form ``{"name": value}``."""

    def __init__(self, path: Path) -> None:
        """Open the journal at ``path``; a missing file is an empty one."""
        self._path = path
        self._entries: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> Any:
        return self._entries[name]

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return the value of ``name``, made and written down on first use."""
        if name not in self._entries:
            self.note(name, make())
        return self._entries[name]

    def begin(self, **entries: Any) -> None:
        """Forget everything and begin with ``entries``: what they were made for is gone."""
        self._entries = {}
        for name, value in entries.items():
            self.note(name, value)

    def note(self, name: str, value: Any) -> None:
        """Write an entry down, at once and whole."""
        self._entries[name] = value
        half = self._path.with_suffix(".half")
        half.write_text(json.dumps(self._entries, indent=1))
        half.replace(self._path)
