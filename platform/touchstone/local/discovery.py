"""Where the embedded instance's servers listen, for any process that wants to talk to them.

The supervisor writes ``instance.json`` (mode 600) into the instance's folder when its servers are
ready and removes it when they stop. Nothing here imports Django: the settings ask this module.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ServiceUrls:
    """Addresses of a running embedded instance; ``None`` where nothing runs."""

    database_url: str | None = None
    redis_url: str | None = None


def service_urls(instance_dir: Path) -> ServiceUrls:
    """Return the addresses that the supervisor of ``instance_dir`` has written down.

    Returns:
        Both ``None`` when the instance is not running, or is another user's.
    """
    try:
        found = json.loads((instance_dir / "instance.json").read_text())
        # A supervisor that was killed could not take its record with it.
        os.kill(found["supervisor"]["pid"], 0)
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return ServiceUrls()
    return ServiceUrls(found.get("database_url"), found.get("redis_url"))
