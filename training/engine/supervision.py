"""How the engine is told to end: a polite signal, or the death of its supervisor.

SIGTERM and SIGINT ask: the recipe finishes its step, writes a checkpoint and leaves with code 4.
The closing of the supervisor's pipe commands: nobody would read the result, and another worker may
already hold the run, so the process ends at once.
"""

import os
import signal
import threading
from types import FrameType

from training.engine.errors import EXIT_ORPHANED


class StopRequest:
    """Remembers that somebody asked the run to end."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def __bool__(self) -> bool:
        return self._event.is_set()

    def ask(self) -> None:
        """Asks the run to end after its current step."""
        self._event.set()

    def listen(self) -> None:
        """Lets SIGTERM and SIGINT ask."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def _on_signal(self, signum: int, frame: FrameType | None) -> None:
        self._event.set()


def end_with_supervisor(descriptor: int) -> None:
    """Ends this process as soon as the other end of the pipe is closed.

    Args:
        descriptor: Read end of a pipe whose only write end the supervisor holds. Bytes are ignored.
    """
    threading.Thread(target=_watch, args=(descriptor,), daemon=True).start()


def _watch(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        pass
    os._exit(EXIT_ORPHANED)
