"""Where rehearsals keep their journals and reports."""

from datetime import datetime
from pathlib import Path


def demo_rehearsal_folder(instance: Path) -> Path:
    """Return the folder of the one rehearsal that fills an instance's second project."""
    return instance / "rehearsal"


def rehearsal_folder(var: Path, started_at: datetime) -> Path:
    """Return the folder of a rehearsal that starts now."""
    return var / "rehearsals" / started_at.strftime("%Y%m%dT%H%M%S")
