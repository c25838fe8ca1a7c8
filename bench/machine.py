"""What a figure was measured on; every benchmark's JSON carries it."""

import os
import platform
from pathlib import Path


def machine() -> dict[str, object]:
    """Return the processor, the cores this process may use, memory in GiB, and Python's version."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages * size / 2**30, 1),
        "python": platform.python_version(),
    }
