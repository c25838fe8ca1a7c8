"""Ctrl-C, SIGTERM and a closed terminal as a wish that waiting code asks for."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(Exception):  # noqa: N818 - a wish, not an error
    """Somebody asked us to stop; raised where we wait, never in the middle of a step."""


class StopWish:
    """Whether somebody asked us to stop, and what to do if they ask again."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.asked = False
        self.on_impatience: Callable[[], None] = lambda: None

    def check(self) -> None:
        """Raise ``StopRequested`` once somebody has asked."""
        if self.asked:
            raise StopRequested


@contextlib.contextmanager
def stop_wish() -> Iterator[StopWish]:
    """Turn the stop signals into a wish while the block runs."""
    wish = StopWish()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if wish.asked:
            wish.on_impatience()
        wish.asked = True

    before = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
